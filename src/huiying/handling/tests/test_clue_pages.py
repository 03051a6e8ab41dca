"""涉谣线索 · The pages: the list, how a clue begins, its page with its deeds, its posts and files; who opens them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiying.assessment.models import Proposal
from huiying.handling.clues.content import content_of, digest_of
from huiying.handling.models import Clue, CluePost
from huiying.handling.views.clues.offers import OFFERS
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .clues import RUMOUR, a_topic, begun, captured, handed_over, png, posts, signed, submitted, whole
from .desk import answered as answered_case
from .desk import opened, signed_in

WRITTEN = {
    "title": "园区要收回租金补贴",
    "facts": "我局未发布收回补贴的文件。",
    "verified_by": "政策法规科",
    "source": "发文登记簿",
    "ground": "public_order",
    "suggestion": "请依法核查。",
    "organ": "network",
    "organ_name": "测试市网信办",
}


def page(client: Client, clue: Clue, tail: str = "") -> str:
    return client.get(f"/desk/clues/{clue.number}/{tail}").content.decode()


def picture(shade: int = 0, name: str = "截图.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png(shade), content_type="text/html")


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 200), ("leader", 200), ("auditor", 200), ("handler", 403), ("head", 403), ("editor", 403)],
)
def test_who_opens_clues(office: Office, role: str, status: int) -> None:
    clue = signed(office)
    client = signed_in(getattr(office, role))
    file = clue.files.get()
    for tail in ("", f"{clue.number}/", f"{clue.number}/letter.docx", f"{clue.number}/files/{file.pk}/"):
        answer = client.get(f"/desk/clues/{tail}")
        b"".join(answer)
        assert answer.status_code == status, tail
    assert client.get("/desk/clues/XS2026-9999/").status_code == (404 if status == 200 else 403)
    assert client.get("/desk/clues/new/").status_code == (200 if role == "officer" else 403)


@pytest.mark.parametrize("name", sorted(OFFERS))
def test_a_reader_does_nothing(office: Office, name: str) -> None:
    clue = whole(office)
    told = {**WRITTEN, "reason": "x", "seen": digest_of(content_of(clue)), "file": clue.files.get().pk}
    answer = signed_in(office.auditor).post(f"/desk/clues/{clue.number}/{name}/", told)
    assert answer.status_code in (403, 422)
    assert [clue.state for clue in Clue.objects.all()] == ["draft"]
    assert not Entry.objects.filter(actor__startswith="auditor").exists()


def test_a_clue_begins_from_a_topic_with_chosen_posts(office: Office) -> None:
    topic = a_topic()
    first, second, third = posts(3, topic=topic)
    letter = office.letter("补贴真的要收回吗")
    Proposal.objects.create(voice=letter, topic=topic, proposed_at=SUNDAY)
    client = signed_in(office.officer)
    address = f"/desk/clues/new/?topic={topic.pk}"
    shown = client.get(address)
    assert [voice.pk for voice in shown.context["offered"]] == [first.pk, second.pk, third.pk]
    assert shown.context["form"].chosen == {str(first.pk), str(second.pk), str(third.pk)}
    answer = client.post(address, {"title": "收回补贴", "voices": [first.pk, third.pk]})
    clue = Clue.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/clues/{clue.number}/")
    assert clue.topic == topic
    assert set(clue.posts.values_list("voice", flat=True)) == {first.pk, third.pk}


@pytest.mark.parametrize("told", [{"title": ""}, {"title": "字" * 121}, {"title": "收回补贴", "voices": ["999"]}])
def test_a_clue_that_begins_wrong_comes_back_with_what_was_typed(office: Office, told: dict[str, object]) -> None:
    topic = a_topic()
    posts(1, topic=topic)
    answer = signed_in(office.officer).post(f"/desk/clues/new/?topic={topic.pk}", told)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert str(told["title"]) in answer.content.decode()
    assert not Clue.objects.exists()


def test_a_letter_that_is_slipped_in_is_refused(office: Office) -> None:
    letter = office.letter("补贴真的要收回吗")
    case = opened(office, ident="7")
    client = signed_in(office.officer)
    answer = client.post(f"/desk/clues/new/?case={case.number}", {"title": "收回补贴", "voices": [letter.pk]})
    assert answer.status_code == 422
    assert client.get(f"/desk/clues/new/?case={case.number}").context["offered"] == []


@pytest.mark.parametrize("query", ["?topic=99", "?topic=x", "?case=2026-99999", "?voice=nothing"])
def test_a_clue_of_nothing_is_not_found(office: Office, query: str) -> None:
    assert signed_in(office.officer).get(f"/desk/clues/new/{query}").status_code == 404


def test_the_case_and_its_clue_lead_to_each_other(office: Office) -> None:
    case = answered_case(office)
    Proposal.objects.filter(voice=case.voice).update(rumour=True)
    client = signed_in(office.officer)
    assert f"/desk/clues/new/?case={case.number}" in client.get(f"/desk/cases/{case.number}/").content.decode()
    clue = begun(office, case=case)
    assert f"/desk/clues/{clue.number}/" in client.get(f"/desk/cases/{case.number}/").content.decode()
    shown = client.get(f"/desk/clues/{clue.number}/")
    assert f"/desk/cases/{case.number}/" in shown.content.decode()
    assert shown.context["reply"] == case.replies.last()
    handler = signed_in(office.handler).get(f"/desk/cases/{case.number}/").content.decode()
    assert "/desk/clues/" not in handler


def test_the_inbox_and_the_topic_lead_to_a_new_clue(office: Office) -> None:
    topic = a_topic()
    (voice,) = posts(1, topic=topic)
    client = signed_in(office.officer)
    shown = client.get(f"/desk/inbox/?show=all&voice={voice.number}").content.decode()
    assert f"/desk/clues/new/?voice={voice.number}" in shown
    assert f"/desk/clues/new/?topic={topic.pk}" in client.get(f"/desk/topics/{topic.pk}/").content.decode()
    head = signed_in(office.head).get(f"/desk/topics/{topic.pk}/").content.decode()
    assert "/desk/clues/" not in head
    form = client.get(f"/desk/clues/new/?voice={voice.number}")
    assert form.context["form"].chosen == {str(voice.pk)}


def test_the_page_is_written_captured_and_sent(office: Office) -> None:
    clue = begun(office)
    client, address = signed_in(office.officer), f"/desk/clues/{clue.number}/"
    assert len(client.get(address).context["lacking"]) == 7
    assert client.post(f"{address}write/", WRITTEN).status_code == 302
    answer = client.post(
        f"{address}capture/", {"files": [picture(), picture(2, "b.png")], "captured_at": "2026-03-15T11:30"}
    )
    assert answer.status_code == 302
    clue.refresh_from_db()
    assert (clue.organ, clue.ground, clue.files.count()) == ("network", "public_order", 2)
    assert clue.files.all()[0].media_type == "image/png"
    shown = client.get(address)
    assert shown.context["lacking"] == []
    assert client.post(f"{address}submit/").status_code == 302
    assert "write" not in client.get(address).context["forms"]


def test_a_capture_that_is_not_one_comes_back_in_the_form(office: Office) -> None:
    clue = begun(office)
    client, address = signed_in(office.officer), f"/desk/clues/{clue.number}/capture/"
    fake = SimpleUploadedFile("截图.png", b"<script>alert(1)</script>")
    answer = client.post(address, {"files": [picture(), fake], "captured_at": "2026-03-15T11:30"})
    assert answer.status_code == 422
    assert answer.context["forms"]["capture"].errors["files"]
    assert clue.files.count() == 0
    empty = client.post(address, {"captured_at": ""})
    assert set(empty.context["forms"]["capture"].errors) >= {"captured_at"}
    none = client.post(address, {"captured_at": "2026-03-15T11:30"})
    assert none.context["forms"]["capture"].errors["files"]


def test_too_large_an_upload_is_dropped_while_it_comes_in(office: Office) -> None:
    clue = begun(office)
    large = SimpleUploadedFile("大.txt", b"a" * (20 * 1024 * 1024 + 1))
    address = f"/desk/clues/{clue.number}/capture/"
    answer = signed_in(office.officer).post(address, {"files": [large], "captured_at": "2026-03-15T11:30"})
    assert answer.status_code == 422
    assert "20 MiB" in str(answer.context["forms"]["capture"].errors["files"])


def test_an_upload_needs_its_token(office: Office) -> None:
    clue = begun(office)
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/desk/clues/{clue.number}/capture/", {"files": [picture()]}).status_code == 403
    assert clue.files.count() == 0


def test_a_leader_signs_what_was_shown(office: Office) -> None:
    clue = submitted(office)
    client = signed_in(office.leader)
    rail = {line["icon"]: line["count"] for line in client.get("/desk/clues/").context["rail"]}
    assert rail["clue"] == 1
    shown = client.get(f"/desk/clues/{clue.number}/")
    seen = shown.context["forms"]["sign"]["seen"].value()
    wrong = client.post(f"/desk/clues/{clue.number}/sign/", {"seen": "0" * 64})
    assert wrong.status_code == 422
    assert wrong.context["forms"]["sign"].non_field_errors()
    assert client.post(f"/desk/clues/{clue.number}/sign/", {"seen": seen}).status_code == 302
    clue.refresh_from_db()
    assert clue.digest == seen
    assert clue.digest in page(client, clue)


def test_it_is_handed_over_and_concluded_on_its_page(office: Office) -> None:
    clue = signed(office)
    client, address = signed_in(office.officer), f"/desk/clues/{clue.number}/"
    told = {"given_by": "顾信息", "received_by": "", "handed_at": "2026-03-15T16:00"}
    wrong = client.post(f"{address}hand_over/", told)
    assert wrong.status_code == 422
    assert "顾信息" in wrong.content.decode()
    early = client.post(f"{address}hand_over/", told | {"received_by": "民警甲", "handed_at": "2026-03-01T16:00"})
    assert early.context["forms"]["hand_over"].errors["handed_at"]
    right = told | {"received_by": "民警甲", "receipt": picture(4, "回执.png")}
    assert client.post(f"{address}hand_over/", right).status_code == 302
    clue = Clue.objects.select_related("handover").get()
    assert clue.handover.received_by == "民警甲"
    assert clue.files.filter(sort="receipt").count() == 1
    again = client.post(f"{address}receipt/", {"receipt": picture(4, "回执.png")})
    assert again.context["forms"]["receipt"].errors["receipt"]
    assert client.post(f"{address}receipt/", {}).status_code == 422
    assert client.post(f"{address}conclude/", {"outcome": "", "outcome_on": ""}).status_code == 422
    told = {"outcome": "已立案调查", "outcome_by": "网安支队", "outcome_on": "2026-03-16"}
    assert client.post(f"{address}conclude/", told).status_code == 302
    assert "已立案调查" in page(client, clue)


@pytest.mark.parametrize("name", ["send_back", "correct", "drop", "withdraw"])
def test_a_reason_that_is_missing_is_asked_for(office: Office, name: str) -> None:
    stage = {"send_back": submitted, "correct": signed}.get(name, whole)
    clue = stage(office)
    person = office.leader if name == "send_back" else office.officer
    told = {"reason": " ", "file": clue.files.get().pk}
    answer = signed_in(person).post(f"/desk/clues/{clue.number}/{name}/", told)
    assert answer.status_code == 422
    assert answer.context["forms"][name].errors["reason"]


def test_a_file_of_another_clue_is_not_withdrawn_here(office: Office) -> None:
    clue, other = whole(office), begun(office)
    captured(other, office, 7, "他案.png")
    file = other.files.get()
    client = signed_in(office.officer)
    answer = client.post(f"/desk/clues/{clue.number}/withdraw/", {"file": file.pk, "reason": "传错"})
    assert answer.status_code == 404
    assert client.get(f"/desk/clues/{clue.number}/files/{file.pk}/").status_code == 404


def test_a_download_is_recorded_and_runs_nowhere(office: Office) -> None:
    clue = whole(office)
    file = clue.files.get()
    answer = signed_in(office.auditor).get(f"/desk/clues/{clue.number}/files/{file.pk}/")
    assert b"".join(answer) == png()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.get(deed="clue.file_taken").facts["digest"] == file.digest


def test_posts_are_added_on_their_page(office: Office) -> None:
    topic = a_topic()
    clue = begun(office, topic=topic)
    (more,) = posts(1, topic=topic)
    client, address = signed_in(office.officer), f"/desk/clues/{clue.number}/posts/"
    assert [voice.pk for voice in client.get(address).context["offered"]] == [more.pk]
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"voices": [more.pk]}).status_code == 302
    hand = {
        "platform": "某论坛",
        "account": "",
        "link": "forum.example.cn/1",
        "posted_at": "2026-03-15T09:00",
        "seen_at": "2026-03-15T10:00",
        "words": "补贴要收回",
        "reads": "",
        "reposts": "12",
    }
    wrong = client.post(address, hand | {"reposts": "-1", "link": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"reposts", "link"}
    assert client.post(address, hand).status_code == 302
    post = CluePost.objects.get(voice=None)
    assert (post.spread, post.link) == ({"reposts": 12}, "https://forum.example.cn/1")
    one = f"{address}{post.pk}/"
    assert "补贴要收回" in client.get(one).content.decode()
    changed = {"platform": "某论坛", "account": "楼主", "link": "", "reads": "5001", "reposts": "12"}
    assert client.post(one, changed).status_code == 302
    post.refresh_from_db()
    assert (post.account, post.spread) == ("楼主", {"reads": 5001, "reposts": 12})
    assert client.post(one, {"platform": ""}).status_code == 422
    assert client.post(one, {"take_out": "1"}).status_code == 302
    assert not CluePost.objects.filter(pk=post.pk).exists()
    by_channel = clue.posts.first()
    assert by_channel is not None
    fields = client.get(f"{address}{by_channel.pk}/").context["form"].fields
    assert "reads" not in fields
    assert "comments" in fields


def test_the_posts_of_what_is_signed_have_no_page(office: Office) -> None:
    clue = signed(office)
    client = signed_in(office.officer)
    assert client.get(f"/desk/clues/{clue.number}/posts/").status_code == 404
    post = clue.posts.all()[0]
    assert client.post(f"/desk/clues/{clue.number}/posts/{post.pk}/", {"take_out": "1"}).status_code == 404


def test_the_page_says_figures_and_no_verdict(office: Office) -> None:
    shown = signed_in(office.leader).get(f"/desk/clues/{submitted(office).number}/")
    assert [(row.figure, row.reached) for _label, row, _cited in shown.context["compared"]] == [
        ("reads", True),
        ("reposts", False),
    ]
    told = shown.content.decode()
    assert told.count("法释〔2013〕21号") == 2
    assert RUMOUR in told


def test_who_only_reads_sees_no_account_and_no_number(office: Office) -> None:
    clue = whole(office)
    CluePost.objects.update(words="打13812345678问", account="路人甲甲")
    told = page(signed_in(office.auditor), clue)
    assert "13812345678" not in told
    assert "路人甲甲" not in told
    for person in (office.officer, office.leader):
        assert "打13812345678问" in page(signed_in(person), clue)


def test_the_list_is_filtered_and_exported(office: Office) -> None:
    first, second = begun(office), handed_over(office)
    CluePost.objects.filter(clue=first).update(platform="某论坛")
    Clue.objects.filter(pk=first.pk).update(made_at=SUNDAY - timedelta(days=40), title="=传言甲13812345678")
    client = signed_in(office.auditor)

    def found(query: str) -> list[str]:
        return [clue.number for clue in client.get(f"/desk/clues/?{query}").context["page_obj"].object_list]

    assert found("") == [second.number, first.number]
    assert found("state=handed_over") == [second.number]
    assert found("state=nothing") == [second.number, first.number]
    assert found("platform=某论坛") == [first.number]
    assert found("month=2026-03") == [second.number]
    assert found("month=2026-02") == [first.number]
    assert found("month=x") == found("month=9999-12&month=") == [second.number, first.number]
    assert found("month=9999-12") in ([], [second.number, first.number])
    assert found(f"q={second.number}") == [second.number]
    assert found("topic=5") == []
    table = client.get("/desk/clues/?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 3
    assert "13812345678" not in table[2]
    assert "'=" in table[2]


def test_a_long_list_costs_no_more_queries(office: Office, django_assert_max_num_queries: object) -> None:
    whole(office)
    client = signed_in(office.officer)
    client.get("/desk/clues/")
    cache.clear()  # what the rail counts holds until the next deed
    with django_assert_max_num_queries(15) as one:  # type: ignore[operator]
        client.get("/desk/clues/")
    for _ in range(31):
        begun(office, case=None)
    handed_over(office)
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        shown = client.get("/desk/clues/")
    assert len(shown.context["page_obj"].object_list) == 30


def test_a_clue_with_many_posts_costs_no_more_queries(office: Office, django_assert_max_num_queries: object) -> None:
    few, many = begun(office, 1), begun(office, 30)
    client = signed_in(office.officer)
    client.get(f"/desk/clues/{few.number}/")
    with django_assert_max_num_queries(40) as one:  # type: ignore[operator]
        client.get(f"/desk/clues/{few.number}/")
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        client.get(f"/desk/clues/{many.number}/")


def test_nobody_enters_unsigned(office: Office) -> None:
    clue = signed(office)
    for path in ("/desk/clues/", f"/desk/clues/{clue.number}/", f"/desk/clues/{clue.number}/file.zip"):
        assert Client().get(path)["Location"].startswith("/desk/login/?next=")
