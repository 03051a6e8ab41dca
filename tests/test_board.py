"""百姓畅言 · Reviewed before shown, redacted with reasons, counted instead of written twice, closed with an answer."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Reply
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.writers import speaking_mail
from huiying.intake.actions import receive_form, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Delivery, Voice
from huiying.ledger.models import Entry
from huiying.people.actions import found_office
from huiying.people.structure import found_unit
from huiying.publication.actions.answers import publish_answer
from huiying.publication.actions.board import join_letter, join_thread, refuse_letter, show_letter, take_down
from huiying.publication.actions.following import count_same, mark_of
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.board.hiding import Passage, Reason, proposed, redacted
from huiying.publication.models import BoardAside, BoardFollower, BoardSame, BoardThread, PublishedAnswer
from tests.office import Office
from tests.portal import REPLY, reader

NOW = timezone.now()
HOUR = timedelta(hours=1)
TOKEN = r"[A-Za-z0-9]{64}"
TEXT = "园区北门的路灯坏了两个月，晚上下班很不安全。联系人：王小明，电话13812345678，请尽快修复。"


@pytest.fixture
def board(office: Office) -> Channel:
    return set_up_channel("public-board", name="百姓畅言", connector="portal", form="board", unit=office.unit, at=NOW)


def on_board(board: Channel, text: str = TEXT, ident: str = "1", **more: object) -> tuple[Case, str]:
    """A letter to the board, its case and its query code."""
    told = {"title": "北门路灯不亮", "said_by": "王小明", **more}
    heard = Heard(external_id=f"board-{ident}", text=text, said_at=NOW - HOUR, **told)  # type: ignore[arg-type]
    voice, code = receive_form(heard, channel=board, at=NOW - HOUR)
    return actions.open_case(voice, by=None, at=NOW - HOUR), code


def shown(office: Office, board: Channel, text: str = TEXT, ident: str = "1", **more: object) -> BoardThread:
    case, _code = on_board(board, text, ident, **more)
    passages = proposed(case.voice.title, case.voice.text)
    return show_letter(case, passages=passages, by=office.officer, at=NOW)


def answer(office: Office, case: Case) -> Reply:
    actions.assign(case, lead=office.project, by=office.officer, at=NOW)
    actions.accept(case, handler=office.handler, by=office.head, at=NOW)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.handler, at=NOW)
    actions.submit(case, by=office.handler, at=NOW)
    actions.approve(case, by=office.head, at=NOW)
    actions.approve(case, by=office.leader, at=NOW)
    return actions.deliver(case, by=office.handler, at=NOW)


def page(url: str, client: Client | None = None, status: int = 200) -> str:
    got = (client or Client()).get(url)
    assert got.status_code == status
    return got.content.decode()


def test_nothing_is_shown_before_somebody_read_it(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    assert "北门路灯" not in page("/board/")
    numbers = (case.voice.number, "HY20200101-00001")
    hidden, nowhere = (page(f"/board/{number}/", status=404).replace(number, "") for number in numbers)
    assert re.sub(TOKEN, "", hidden) == re.sub(TOKEN, "", nowhere)  # no oracle of which letters there are
    assert case.number in page("/desk/board/", signed_in(office.officer))


def test_a_letter_is_shown_as_a_copy_with_reasons_in_place(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    told = page(f"/board/{thread.reference}/")
    assert "13812345678" not in told
    assert "138****" not in told
    assert "王小明" not in told
    assert told.count("〔个人信息已隐去〕") == 2
    assert thread.hidden == {"personal": 2}
    assert not [f.name for f in BoardThread._meta.get_fields() if f.related_model in (Case, Voice)]
    entry = Entry.objects.get(deed="board.shown")
    assert entry.told["hidden"] == 2
    assert "王小明" not in str(entry.facts)


def test_a_person_hides_more_with_another_reason(office: Office, board: Channel) -> None:
    case, _code = on_board(board, text="黄记公司的老板是个混账，他欠薪三个月，请劳动部门查处这件事。")
    passages = [Passage("黄记公司", Reason.OTHERS), Passage("是个混账", Reason.INSULT)]
    thread = show_letter(case, passages=passages, by=office.officer, at=NOW)
    assert thread.text == "〔他人信息已隐去〕的老板〔不文明用语已隐去〕，他欠薪三个月，请劳动部门查处这件事。"


@pytest.mark.parametrize(
    ("passages", "why"),
    [
        ([], "phone number"),
        ([Passage("没有这句话", Reason.OTHERS)], "do not stand"),
        ([Passage("路", Reason.OTHERS)], "too short"),
        ([Passage(TEXT, Reason.SECRET)], "Nothing"),
        ([Passage(f"字{n}", Reason.SECRET) for n in range(101)], "At most"),
    ],
)
def test_what_may_not_be_shown_is_refused(passages: list[Passage], why: str) -> None:
    with translation.override("en"), pytest.raises(InputError, match=why):
        redacted("北门路灯不亮", TEXT, passages)


def test_words_of_a_pattern_are_words() -> None:
    text = "价格是(.*)元，还有一句\\d很长的话在这里说明情况。"
    copy = redacted("价格", text, [Passage("(.*)", Reason.SECRET)])
    assert copy.text == text.replace("(.*)", "〔商业秘密已隐去〕")


def test_the_page_previews_and_shows(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    desk, place = signed_in(office.officer), f"/desk/board/{case.number}/"
    assert "〔个人信息已隐去〕" in page(place, desk)
    form = {"passage-TOTAL_FORMS": "3", "passage-INITIAL_FORMS": "2"}
    for n, words in enumerate(("王小明", "13812345678", "北门")):
        form |= {f"passage-{n}-words": words, f"passage-{n}-reason": "personal", f"passage-{n}-hide": "on"}
    looked = desk.post(place, form | {"preview": "1"})
    assert looked.status_code == 200
    assert not BoardThread.objects.exists()
    without = {key: value for key, value in form.items() if key != "passage-1-hide"}
    wrong = desk.post(place, without | {"show": "1"})
    assert wrong.status_code == 422
    assert not BoardThread.objects.exists()
    assert desk.post(place, {"show": "1"}).status_code == 422
    assert desk.post(place, form | {"show": "1"}).status_code == 302
    assert BoardThread.objects.get().title == "〔个人信息已隐去〕路灯不亮"
    assert desk.get(place).status_code == 404


def test_a_letter_is_decided_on_once(office: Office, board: Channel) -> None:
    case, _code = on_board(board)
    refuse_letter(case, ground="advertising", by=office.officer, at=NOW)
    with pytest.raises(RuleError):
        show_letter(case, passages=proposed(TEXT), by=office.officer, at=NOW)
    assert case.number not in page("/desk/board/", signed_in(office.officer))


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor", "stranger"])
def test_only_the_information_section_decides(office: Office, board: Channel, role: str) -> None:
    case, _code = on_board(board)
    person = getattr(office, role)
    with pytest.raises(NotAllowed):
        show_letter(case, passages=proposed(TEXT), by=person, at=NOW)
    with pytest.raises(NotAllowed):
        refuse_letter(case, ground="other", note="…", by=person, at=NOW)
    desk = signed_in(person)
    assert desk.get("/desk/board/").status_code == 403
    assert desk.get(f"/desk/board/{case.number}/").status_code == 403
    assert not BoardThread.objects.exists()


def test_who_did_not_agree_is_not_offered(office: Office, board: Channel) -> None:
    case, _code = on_board(board, wants_public=False)
    assert case.number not in page("/desk/board/", signed_in(office.officer))
    with pytest.raises(RuleError):
        show_letter(case, passages=proposed(TEXT), by=office.officer, at=NOW)


def test_a_refusal_tells_its_writer_and_the_letter_is_answered(
    office: Office, board: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _mail in speaking_mail(monkeypatch):
        case, code = on_board(board, reply_to={"mail": "wang@example.cn"}, contact={"mail": "wang@example.cn"})
        desk = signed_in(office.officer)
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "nonsense"})
        assert not BoardAside.objects.exists()
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "other"})  # it says nothing by itself
        assert not BoardAside.objects.exists()
        desk.post(f"/desk/board/{case.number}/decide/", {"ground": "advertising", "note": "请删去广告。"})
    told = Delivery.objects.get(key__contains="board")
    assert "商业广告" in told.text
    assert "请删去广告。" in told.text
    assert Case.objects.get().state == "registered"
    mine = page(f"/board/mine/{case.voice.number}/", reader(case.voice, code))
    assert "商业广告" in mine
    assert Client().get(f"/board/mine/{case.voice.number}/").status_code == 302


def test_a_duplicate_is_joined_and_counts(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    case, code = on_board(board, text="北门路灯还是坏的，晚上下班很不安全，请修。", ident="2")
    review = page(f"/desk/board/{case.number}/", signed_in(office.officer))
    assert thread.reference in review
    join_letter(case, reference=thread.reference.lower(), by=office.officer, at=NOW)
    thread.refresh_from_db()
    assert thread.same == 1
    assert thread.title in page(f"/board/mine/{case.voice.number}/", reader(case.voice, code))
    other = shown(office, board, text="北门路灯坏了没人修，我们都很不方便。", ident="3")
    join_thread(other, reference=thread.reference, by=office.officer, at=NOW)
    thread.refresh_from_db()
    assert thread.same == 2
    moved = Client().get(f"/board/{other.reference}/")
    assert (moved.status_code, moved["Location"]) == (302, f"/board/{thread.reference}/")
    with pytest.raises(InputError):
        join_thread(thread, reference=thread.reference, by=office.officer, at=NOW)


def test_a_thread_is_taken_down_for_a_reason(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    with pytest.raises(InputError):
        take_down(thread, reason=" ", by=office.officer, at=NOW)
    take_down(thread, reason="来信人要求撤下", by=office.officer, at=NOW)
    assert "不安全" not in page(f"/board/{thread.reference}/", status=404)
    assert thread.title not in page("/board/")
    assert Client().get(f"/board/{thread.reference}/feed/").status_code == 404
    assert Client().post(f"/board/{thread.reference}/same/").status_code == 404


def test_the_thread_follows_its_case_and_closes_with_the_answer(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    case = Case.objects.get()
    assert keep_up(at=NOW) == 0
    reply = answer(office, case)
    assert keep_up(at=NOW) == 1
    thread.refresh_from_db()
    assert (thread.state, thread.answered_on) == ("done", None)
    assert REPLY.splitlines()[1] not in page(f"/board/{thread.reference}/")
    publish_answer(reply, by=office.editor, at=NOW)
    assert (keep_up(at=NOW), keep_up(at=NOW)) == (1, 0)
    assert REPLY.splitlines()[1] in page(f"/board/{thread.reference}/")
    assert PublishedAnswer.objects.get().reference == thread.reference
    actions.reopen(case, reason="没有解决", at=NOW)
    keep_up(at=NOW)
    thread.refresh_from_db()
    assert (thread.state, thread.done_on, thread.answered_on) == ("running", None, None)


def test_a_letter_that_was_not_accepted_ends_on_the_board_too(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    actions.decline(Case.objects.get(), ground="outside", by=office.officer, at=NOW)
    keep_up(at=NOW)
    thread.refresh_from_db()
    assert (thread.state, thread.ending) == ("done", "not_accepted")
    with translation.override("en"):
        client = Client(headers={"accept-language": "en"})
        assert "not accepted" in page(f"/board/{thread.reference}/", client)


def test_one_counts_once_a_browser_and_once_an_address_a_day(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    place = f"/board/{thread.reference}/same/"
    browser = Client()
    assert browser.get(place).status_code == 405
    for _again in range(3):
        browser.post(place)
    Client().post(place)  # another browser behind the same address
    Client(REMOTE_ADDR="203.0.113.9").post(place)
    thread.refresh_from_db()
    assert thread.same == 2
    assert count_same(thread, address="127.0.0.1", day=timezone.localdate() + timedelta(days=1))
    assert "203.0.113.9" not in str(list(BoardSame.objects.values()))


def test_of_ipv6_a_household_counts_once() -> None:
    day = timezone.localdate()
    assert mark_of("2001:db8::1", day) == mark_of("2001:db8::ffff", day) != mark_of("2001:db8:0:1::1", day)
    assert mark_of("192.0.2.1", day) != mark_of("192.0.2.2", day)
    assert mark_of("192.0.2.1", day) != mark_of("192.0.2.1", day + timedelta(days=1))
    assert mark_of("", day)


def test_what_was_not_accepted_does_not_wait_for_a_reader(office: Office, board: Channel) -> None:
    case, code = on_board(board)
    writer = reader(case.voice, code)
    assert f"/board/mine/{case.voice.number}/" in page(f"/status/{case.voice.number}/", writer)
    actions.decline(case, ground="advertising", by=office.officer, at=NOW)
    assert case.number not in page("/desk/board/", signed_in(office.officer))
    assert writer.get(f"/board/mine/{case.voice.number}/").context["declined"]


def test_presses_are_guarded_and_floods_end(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    place = f"/board/{thread.reference}/same/"
    assert Client(enforce_csrf_checks=True).post(place).status_code == 403
    threads = [shown(office, board, text=f"第{n}件不同的事情，请有关科室处理一下。", ident=f"n{n}") for n in range(25)]
    flood = Client()
    for each in threads:
        flood.post(f"/board/{each.reference}/same/")
    assert BoardThread.objects.filter(same=1).count() == 20
    cache.clear()


def test_the_count_reaches_the_letter_and_the_marks_go(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    Client().post(f"/board/{thread.reference}/same/")
    Client(REMOTE_ADDR="203.0.113.9").post(f"/board/{thread.reference}/same/")
    keep_up(at=NOW)
    assert Voice.objects.get().likes == 2
    assert BoardSame.objects.count() == 2
    keep_up(at=NOW + timedelta(days=1))
    assert not BoardSame.objects.exists()
    assert list(BoardThread.objects.demand().values_list("people", flat=True)) == [3]


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    assert office
    yield from speaking_mail(monkeypatch)


@pytest.mark.usefixtures("mail")
def test_following_by_mail_is_asked_twice_and_ends_at_once(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    visitor, place = Client(), f"/board/{thread.reference}/follow/"
    assert visitor.post(place, {"mail": "not a mail"}).status_code == 422
    visitor.post(place, {"mail": "Li@Example.cn"})
    visitor.post(place, {"mail": "li@example.cn "})
    follower = BoardFollower.objects.get()
    assert "example" not in follower.address
    asked = Delivery.objects.get(kind="release")
    assert asked.to == {"mail": "li@example.cn"}
    actions.assign(Case.objects.get(), lead=office.project, by=office.officer, at=NOW)
    keep_up(at=NOW)
    assert Delivery.objects.filter(kind="release").count() == 1  # not confirmed: told nothing
    link = asked.text.split("/board/confirm/")[1].split("/")[0]
    visitor.get(f"/board/confirm/{link}/")
    assert BoardFollower.objects.get().confirmed_at is None  # a machine that looks at links confirms nothing
    visitor.post(f"/board/confirm/{link}/")
    reply = Reply.objects.first() or answer_on(office)
    publish_answer(reply, by=office.editor, at=NOW)
    keep_up(at=NOW)
    told = Delivery.objects.filter(kind="release").latest("pk")
    assert thread.reference in told.text
    end = told.text.split("/board/unfollow/")[1].split("/")[0]
    assert visitor.post(f"/board/unfollow/{end}/").status_code == 200
    assert not BoardFollower.objects.exists()
    assert visitor.get(f"/board/unfollow/{end}/").status_code == 404
    assert visitor.get("/board/confirm/nonsense/").status_code == 404


def answer_on(office: Office) -> Reply:
    """The answer to a case that was assigned already."""
    case = Case.objects.get()
    actions.accept(case, handler=office.handler, by=office.head, at=NOW)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.handler, at=NOW)
    actions.submit(case, by=office.handler, at=NOW)
    actions.approve(case, by=office.head, at=NOW)
    actions.approve(case, by=office.leader, at=NOW)
    return actions.deliver(case, by=office.handler, at=NOW)


@pytest.mark.usefixtures("mail")
def test_addresses_that_nobody_confirmed_are_forgotten(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    visitor = Client()
    for n in range(7):
        got = visitor.post(f"/board/{thread.reference}/follow/", {"mail": f"a{n}@example.cn"})
    assert got.status_code == 429
    assert BoardFollower.objects.count() == 5
    keep_up(at=NOW + timedelta(days=3))
    assert not BoardFollower.objects.exists()


def test_the_feeds_tell_what_happened(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    publish_answer(answer(office, Case.objects.get()), by=office.editor, at=NOW)
    keep_up(at=NOW)
    told = page(f"/board/{thread.reference}/feed/")
    assert told.count("<entry>") == 3
    assert REPLY.splitlines()[1] in told
    assert "13812345678" not in told + page("/board/feed/")
    assert thread.title in page("/board/feed/")


def test_the_list_is_narrowed_and_ordered(
    office: Office, board: Channel, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        shown(office, board, text=f"第{n}件不同的事情，请有关科室处理一下。", title=f"事情{n}", ident=f"n{n}")
    BoardThread.objects.filter(title="事情3").update(same=9, state="done", theme="交通")
    page("/board/")
    with django_assert_max_num_queries(9):
        first = page("/board/?sort=joined")
    assert first.index("事情3<") < first.index("事情24<")
    assert page("/board/").index("事情24<") < page("/board/").index("事情20<")
    for query in ("theme=交通", "state=done", "q=事情3 第3件", f"q={BoardThread.objects.get(same=9).reference}"):
        found = Client().get(f"/board/?{query}").context["page_obj"].paginator.count
        assert found == 1, query
    assert Client().get("/board/?month=2019-01").context["page_obj"].paginator.count == 0
    for bad in ("state=x", "sort=x", "month=x", "page=x", f"q={'长' * 5000}", "q=%00"):
        assert Client().get(f"/board/?{bad}").status_code == 200


def test_hostile_words_are_words(office: Office, board: Channel) -> None:
    thread = shown(office, board, text="<script>alert(1)</script>请有关科室处理一下这件事。", title="<b>事情</b>")
    told = page(f"/board/{thread.reference}/")
    assert "<script>alert" not in told
    assert "&lt;b&gt;事情" in told
    assert "<script>alert" not in page(f"/board/{thread.reference}/feed/")


def test_another_unit_sees_and_changes_nothing(office: Office, board: Channel) -> None:
    city = found_office("测试市政府办公室", (("秘书科", "统筹协调", True),), at=NOW)
    bureau = found_unit("测试市住建局", parent=city, by=None, at=NOW)
    thread = shown(office, board)
    BoardThread.objects.update(unit=bureau)
    case, _code = on_board(board, ident="2", text="另外一件完全不同的事情，请处理。")
    Case.objects.filter(pk=case.pk).update(unit=bureau)
    with pytest.raises(NotAllowed):
        show_letter(Case.objects.get(pk=case.pk), passages=[], by=office.officer, at=NOW)
    with pytest.raises(NotAllowed):
        take_down(BoardThread.objects.get(), reason="…", by=office.officer, at=NOW)
    desk = signed_in(office.officer)
    here = page("/desk/board/", desk)
    assert thread.reference not in here
    assert case.number not in here
    assert desk.get(f"/desk/board/{case.number}/").status_code == 404
    assert desk.post(f"/desk/board/threads/{thread.pk}/", {"reason": "…"}).status_code == 404
