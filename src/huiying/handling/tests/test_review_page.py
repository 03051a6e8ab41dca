from huiying.handling import actions
from huiying.handling.models import Case, Review
from huiying.handling.tests.desk import HOUR, REPLY, signed_in, submitted
from tests.office import SUNDAY, Office


def test_the_first_draft_opens_large_with_its_letter(office: Office) -> None:
    case = submitted(office)
    page = signed_in(office.head).get("/desk/review/", follow=True)
    assert page.redirect_chain[-1][0] == f"/desk/review/{Review.objects.get().pk}/"
    text = page.content.decode()
    assert REPLY in text
    assert case.voice.text in text
    assert "<ins>" not in text


def test_both_steps_approve_and_the_reply_may_go_out(office: Office) -> None:
    submitted(office)
    for signer in (office.head, office.leader):
        client = signed_in(signer)
        address = client.get("/desk/review/", follow=True).redirect_chain[-1][0]
        client.post(f"{address}decide/", {"approve": "1", "comment": "可以"})
    assert Case.objects.get().state == "approved"
    assert [r.comment for r in Review.objects.all()] == ["可以", "可以"]


def test_sending_back_needs_a_comment_and_keeps_the_page(office: Office) -> None:
    submitted(office)
    head, review = signed_in(office.head), Review.objects.get()
    answer = head.post(f"/desk/review/{review.pk}/decide/", {"send_back": "1", "comment": "  "})
    assert answer.status_code == 422
    assert "comment" in answer.context["form"].errors
    review.refresh_from_db()
    assert review.decision == "waiting"
    head.post(f"/desk/review/{review.pk}/decide/", {"send_back": "1", "comment": "请写明办结日期。"})
    review.refresh_from_db()
    assert (review.decision, Case.objects.get().state) == ("sent_back", "drafting")


def test_the_second_version_marks_what_it_changed(office: Office) -> None:
    case = submitted(office)
    actions.send_back(case, comment="写明日期", by=office.head, at=SUNDAY + 5 * HOUR)
    changed = REPLY.replace("本周内", "3月20日前") + "<b>"
    actions.save_draft(case, text=changed, make_public=True, by=office.handler, at=SUNDAY + 6 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    page = signed_in(office.head).get("/desk/review/", follow=True).content.decode()
    assert "<del>本周内</del><ins>3月20日前</ins>" in page
    assert "<ins>&lt;b&gt;</ins>" in page
    assert "写明日期" in page


def test_what_is_not_theirs_to_sign_leads_back(office: Office) -> None:
    submitted(office)
    review = Review.objects.get()
    for person in (office.leader, office.stranger, office.officer):
        client = signed_in(person)
        assert client.get(f"/desk/review/{review.pk}/")["Location"] == "/desk/review/"
        client.post(f"/desk/review/{review.pk}/decide/", {"approve": "1", "comment": ""})
    review.refresh_from_db()
    assert review.decision == "waiting"
