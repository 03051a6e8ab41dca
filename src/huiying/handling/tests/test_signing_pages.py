"""The pages of the sign-off: the case, the review, the comparison, my work, and what is held up."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from huiying.handling import actions
from huiying.handling.models import Case, PassageComment, Review
from huiying.ledger.models import Entry
from huiying.people.absences import leave
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import HOUR, REPLY, drafted, letters, signed_in, submitted
from .sections import PART, given, graded, helped, in_review, part_of, policy_head, signs
from .test_hard_moments import added, approved

LATER = SUNDAY + 5 * HOUR


def test_a_section_does_its_part_on_the_page_of_the_case(office: Office) -> None:
    case = helped(office)
    head, stranger = signed_in(policy_head(office)), signed_in(office.stranger)
    work = stranger.get("/desk/mine/").content.decode()
    at = f"/desk/cases/{case.number}/parts/{part_of(case).pk}"
    assert case.number in work
    assert "4月1日" in work
    assert [line["count"] for line in stranger.get("/desk/mine/").context["rail"] if line["icon"] == "work"] == [1]
    page = head.get(f"/desk/cases/{case.number}/").content.decode()
    for name in ("accept", "give", "return"):
        assert f"{at}/{name}/" in page
    for name in ("move", "leave_out"):
        assert f"{at}/{name}/" not in page
    assert head.post(f"{at}/accept/", {"handler": office.stranger.pk}).status_code == 302
    refused = stranger.post(f"{at}/give/", {"text": " "})
    assert refused.status_code == 422
    long = stranger.post(f"{at}/return/", {"reason": "长" * 400})
    assert long.status_code == 422
    assert "长" * 400 in long.content.decode()
    assert stranger.post(f"{at}/give/", {"text": PART}).status_code == 302
    assert part_of(case).state == "given"
    late = head.post(f"{at}/return/", {"reason": "不归我科"})
    assert late.status_code == 422  # it is given already: said in the form
    assert signed_in(office.editor).post(f"{at}/give/", {"text": PART}).status_code == 403


def test_the_lead_takes_a_contribution_over_into_the_draft(office: Office) -> None:
    case = given(office)
    handler = signed_in(office.handler)
    at = f"/desk/cases/{case.number}/draft/"
    assert PART in handler.get(f"/desk/cases/{case.number}/").content.decode()
    handler.post(at, {"text": "写到一半。", "make_public": "on", "take": part_of(case).pk})
    assert case.drafts.get().text == f"写到一半。\n{PART}"
    assert handler.post(at, {"text": "写到一半。", "take": "99999"}).status_code == 404
    handler.post(at, {"text": REPLY, "make_public": "on", "submit": "1", "proofread": "1", "accepted": ""})
    draft = case.drafts.get()
    assert draft.proofreadings.count() == (1 if draft.submitted_at else 0)


def test_the_lead_goes_on_without_a_part_or_is_told_to_wait(office: Office) -> None:
    case = helped(office)
    handler, part = signed_in(office.handler), part_of(case)
    page = handler.get(f"/desk/cases/{case.number}/")
    assert page.context["parts_waited"] == [office.policy]
    assert 'name="submit"' not in page.content.decode()
    answer = handler.post(f"/desk/cases/{case.number}/draft/", {"text": REPLY, "make_public": "on", "submit": "1"})
    assert answer.status_code in (302, 409)
    assert Case.objects.get().state == "drafting"
    at = f"/desk/cases/{case.number}/parts/{part.pk}/leave_out/"
    assert handler.post(at, {"reason": ""}).status_code == 422
    assert handler.post(at, {"reason": "来信人已撤回资金诉求"}, follow=True).status_code == 200
    assert part_of(case).state == "left_out"


def test_the_information_section_frees_what_is_held_up(office: Office) -> None:
    case = helped(office)
    actions.return_part(part_of(case), reason="不属本科室职责", by=policy_head(office), at=LATER)
    other = submitted(office, ident="2")
    User.objects.filter(pk=office.head.pk).update(is_active=False)
    officer = signed_in(office.officer)
    page = officer.get("/desk/held-up/")
    assert case.number in page.content.decode()
    assert other.number in page.content.decode()
    assert [line["count"] for line in page.context["rail"] if line["url"] == "/desk/held-up/"] == [1]
    assert "is-empty" in officer.get(f"/desk/cases/{other.number}/").content.decode()
    officer.post(f"/desk/cases/{case.number}/parts/{part_of(case).pk}/move/", {"to": office.information.pk})
    assert part_of(case).section == office.information
    assert case.number not in officer.get("/desk/held-up/").content.decode()
    for person in (office.handler, office.leader, office.auditor):
        assert signed_in(person).get("/desk/held-up/").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_what_is_held_up_costs_the_same_however_much_it_is(
    office: Office, count: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    head = policy_head(office)
    for number in range(count):
        case = helped(office, ident=f"h{number}")
        actions.return_part(part_of(case), reason="不归我科", by=head, at=LATER)
        submitted(office, ident=f"s{number}")
    User.objects.filter(pk=office.head.pk).update(is_active=False)
    client = signed_in(office.officer)
    client.get("/desk/held-up/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        page = client.get("/desk/held-up/")
    assert len(page.context["page_obj"]) == len(page.context["stuck"]) == count


def test_the_secrecy_check_is_asked_in_the_form(office: Office) -> None:
    case = graded(drafted(office), "较大")
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head)
    officer, review = signed_in(office.officer), Review.objects.get(step="secrecy")
    at = f"/desk/review/{review.pk}/"
    assert 'name="no_secret"' in officer.get(at).content.decode()
    refused = officer.post(f"{at}decide/", {"approve": "1", "comment": "可以", "public": "yes"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"no_secret", "no_privacy"}
    assert "可以" in refused.content.decode()
    told = {"approve": "1", "comment": "", "no_secret": "on", "no_privacy": "on", "public": "no", "proofread": "on"}
    assert officer.post(f"{at}decide/", told).status_code == 302
    review.refresh_from_db()
    assert review.checklist == {"no_secret": True, "no_privacy": True, "public": False}
    assert case.drafts.get().proofreadings.get().by == office.officer
    assert 'name="no_secret"' not in signed_in(office.leader).get("/desk/review/", follow=True).content.decode()


def test_a_draft_is_sent_back_from_the_secrecy_check_without_its_boxes(office: Office) -> None:
    case = graded(drafted(office), "较大")
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head)
    at = f"/desk/review/{Review.objects.get(step='secrecy').pk}/decide/"
    officer = signed_in(office.officer)
    assert officer.post(at, {"send_back": "1", "comment": ""}).status_code == 422
    assert officer.post(at, {"send_back": "1", "comment": "删去身份证号"}).status_code == 302
    assert Case.objects.get().state == "drafting"


def test_too_few_proofreadings_are_said_in_the_form(office: Office) -> None:
    case = drafted(office)
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head)
    case.drafts.update(proofreadings_needed=3)
    at = f"/desk/review/{Review.objects.get(step='leader').pk}/decide/"
    leader = signed_in(office.leader)
    refused = leader.post(at, {"approve": "1", "comment": "同意发出", "proofread": "on"})
    assert refused.status_code == 422
    assert "3" in str(refused.context["form"].non_field_errors())
    assert "同意发出" in refused.content.decode()
    assert case.drafts.get().proofreadings.count() == 0  # what was refused left nothing behind
    for person in (office.handler, office.officer):
        assert signed_in(person).post(f"/desk/cases/{case.number}/proofread/").status_code == 302
    assert leader.post(at, {"approve": "1", "comment": "", "proofread": "on"}).status_code == 302
    assert Case.objects.get().state == "approved"


def test_a_passage_is_commented_on_and_settled(office: Office) -> None:
    case = submitted(office)
    review, head, handler = Review.objects.get(), signed_in(office.head), signed_in(office.handler)
    at = f"/desk/cases/{case.number}/comments/"
    told = {"quote": "本周内", "start": "8", "text": "写明日期", "review": str(review.pk)}
    answer = head.post(at, told)
    assert answer["Location"] == f"/desk/review/{review.pk}/"
    said = PassageComment.objects.get()
    assert REPLY[said.start : said.end] == "本周内"
    page = head.get(f"/desk/review/{review.pk}/").content.decode()
    assert '<mark class="passage">本周内</mark>' in page
    assert "写明日期" in page
    for wrong in ({"quote": "没有这句"}, {"text": " "}, {"quote": "长" * 501}, {"start": "-1"}):
        refused = head.post(at, {**told, **wrong})
        assert refused.status_code == 422
        assert refused.templates[0].name == "handling/review.html"
    assert handler.post(at, {**told, "quote": "没有这句", "review": ""}).status_code == 422
    assert Entry.objects.get(deed="comment.made").told["comment"] == "写明日期"
    settle = f"{at}{said.pk}/settle/"
    assert signed_in(office.leader).post(settle).status_code == 403
    assert signed_in(office.stranger).post(settle).status_code == 404
    assert handler.post(settle).status_code == 302
    assert handler.post(settle).status_code == 409
    assert "写明日期" not in head.get(f"/desk/review/{review.pk}/").content.decode()


def test_a_comment_is_carried_to_the_next_version_or_said_to_be_lost(office: Office) -> None:
    case = submitted(office)
    draft = case.drafts.get()
    for quote, text in (("本周内", "写明日期"), ("住建部门", "写全称")):
        actions.comment(draft, quote=quote, text=text, by=office.head, at=LATER)
    actions.send_back(case, comment="见批注", by=office.head, at=LATER)
    changed = f"您好。{REPLY}".replace("本周内", "3月20日前")
    actions.save_draft(case, text=changed, make_public=True, by=office.handler, at=LATER)
    page = signed_in(office.handler).get(f"/desk/cases/{case.number}/")
    found = {line["placed"].comment.text: line["placed"].start for line in page.context["comments"]}
    assert found == {"写全称": changed.index("住建部门"), "写明日期": None}
    actions.submit(case, by=office.handler, at=LATER)
    text = signed_in(office.head).get("/desk/review/", follow=True).content.decode()
    assert '<mark class="passage">住建部门</mark>' in text
    assert "<ins>3月20日前</ins>" in text


def test_two_versions_are_compared(office: Office) -> None:
    case = submitted(office)
    for number, words in enumerate(("3月20日前", "3月18日前"), 1):
        actions.send_back(case, comment="写明日期", by=office.head, at=LATER + number * HOUR)
        text = REPLY.replace("本周内", words)
        told = {"by": office.handler, "at": LATER + number * HOUR}
        actions.save_draft(case, text=text, make_public=True, **told)
        actions.submit(case, **told)
    client, at = signed_in(office.handler), f"/desk/cases/{case.number}/versions/"
    page = client.get(at).content.decode()
    assert "<del>3月20日前</del><ins>3月18日前</ins>" in page or "<del>20</del><ins>18</ins>" in page
    assert "<del>本周内</del><ins>3月18日前</ins>" in client.get(f"{at}?before=1&after=3").content.decode()
    assert client.get(f"{at}?before=2&after=2").context["same"]
    for wrong in ("?before=9", "?after=x", "?before="):
        assert client.get(f"{at}{wrong}").status_code == 422
    assert signed_in(office.stranger).get(at).status_code == 404
    assert at in client.get(f"/desk/cases/{case.number}/").content.decode()
    assert client.get(f"/desk/cases/{drafted(office, ident='9').number}/versions/").status_code == 200


def test_a_draft_is_taken_back_and_a_text_withdrawn_on_the_page(office: Office) -> None:
    case = submitted(office)
    handler, at = signed_in(office.handler), f"/desk/cases/{case.number}"
    assert f"{at}/recall/" in handler.get(f"{at}/").content.decode()
    handler.post(f"{at}/recall/")
    assert Case.objects.get().state == "drafting"
    handler.post(f"{at}/draft/", {"text": f"{REPLY}！", "make_public": "on"})
    actions.submit(Case.objects.get(), by=office.handler, at=LATER)
    signs(case, office.head)
    assert f"{at}/recall/" not in handler.get(f"{at}/").content.decode()
    assert handler.post(f"{at}/recall/").status_code == 422
    signs(case, office.leader)
    assert handler.post(f"{at}/withdraw/", {"reason": ""}).status_code == 422
    assert handler.post(f"{at}/withdraw/", {"reason": "数字有误"}).status_code == 302
    assert Case.objects.get().state == "drafting"


def test_what_was_added_is_looked_at_before_the_reply_goes_out(office: Office) -> None:
    case = approved(office)
    more = added(office, case)
    handler, at = signed_in(office.handler), f"/desk/cases/{case.number}"
    assert f'name="seen" value="{more.number}"' in handler.get(f"{at}/").content.decode()
    assert handler.post(f"{at}/deliver/").status_code == 409
    assert handler.post(f"{at}/deliver/", {"seen": more.number}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "delivered"


def test_the_line_of_steps_says_who_signed_who_could_and_what_comes_next(office: Office) -> None:
    case = in_review(office)
    signs(case, office.head)
    page = signed_in(office.handler).get(f"/desk/cases/{case.number}/")
    shapes = [(line.shape, line.who) for line in page.context["signing"]]
    assert shapes == [("done", "郑科长"), ("now", "冯科长"), ("next", "沈副局长")]
    assert "政策法规科" in page.context["next"]
    head = signed_in(policy_head(office))
    text = head.get("/desk/review/", follow=True).content.decode()
    assert "signing-line" in text
    assert PART in text
    assert "clock" in text


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_cost_the_same_however_many_comments_and_versions(
    office: Office, count: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    case = in_review(office)
    for number in range(count):
        actions.comment(
            case.drafts.last(), quote="本周内", text=f"第{number}条", by=office.head, at=LATER + number * HOUR
        )
    letters(office, count)
    client = signed_in(office.head)
    address = client.get("/desk/review/", follow=True).redirect_chain[-1][0]
    for page, most in ((address, 48), (f"/desk/cases/{case.number}/", 62)):
        client.get(page)
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            client.get(page)


def test_a_reviewer_sees_that_the_due_date_was_moved_and_why(office: Office) -> None:
    case = submitted(office)
    Entry.objects.filter(about=case.ref).last()
    actions.moving.tell_ledger(
        "clock.moved",
        case,
        None,
        timezone.now(),
        term="letter.simple",
        title="一般来信答复",
        before="2026-03-25T00:00:00+08:00",
        after="2026-03-27T00:00:00+08:00",
        reason="市防汛指挥部通知",
    )
    page = signed_in(office.head).get("/desk/review/", follow=True).content.decode()
    assert "市防汛指挥部通知" in page
    assert "2026年3月26日 24:00" in page


def test_a_stand_in_is_named_with_whom_they_signed_for(office: Office) -> None:
    """On the line of steps and in the reviews so far, as in the life of the case; a signature of one's own is not."""
    today = timezone.localdate()
    told = {"first": today, "last": today, "by": office.head, "at": timezone.now()}
    leave(office.head, stand_in=office.stranger, **told)  # type: ignore[arg-type]
    case = submitted(office)
    actions.approve(case, by=User.objects.get(pk=office.stranger.pk), at=LATER)
    line = signed_in(office.leader).get("/desk/review/", follow=True).context["signing"][0]
    assert office.stranger.name in line.who
    assert office.head.name in line.who
    actions.approve(case, by=office.leader, at=LATER + HOUR)
    first, second = signed_in(office.handler).get(f"/desk/cases/{case.number}/").context["reviews"]
    assert office.head.name in first.signer
    assert second.signer == office.leader.name
