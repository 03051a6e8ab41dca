"""百姓畅言 · A thread follows its matter, and its page, list and feeds tell of it."""

from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from huiying.handling import actions
from huiying.handling.models import Case
from huiying.intake.models import Channel, Voice
from huiying.publication.actions.answers import publish_answer
from huiying.publication.actions.following import count_same
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.models import BoardThread, PublishedAnswer
from tests.board.letters import HOUR, NOW, answer, page, shown
from tests.office import Office
from tests.portal import REPLY


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


def test_letters_that_are_answered_together_show_one_answer(office: Office, board: Channel) -> None:
    into = shown(office, board)
    thread = shown(office, board, text="北门路灯坏了没人修，我们都很不方便。", ident="2")
    case, merged = Case.objects.order_by("pk")
    actions.merge([merged], into=case, by=office.officer, at=NOW)
    keep_up(at=NOW)
    thread.refresh_from_db()
    assert (thread.state, thread.answered_under) == ("running", "")
    publish_answer(answer(office, case), by=office.editor, at=NOW + HOUR)
    keep_up(at=NOW + HOUR)
    thread.refresh_from_db()
    assert (thread.state, thread.answered_under) == ("done", into.reference)
    told = page(f"/board/{thread.reference}/")
    assert REPLY.splitlines()[1] in told
    assert f"/answers/{into.reference}/" in told
    assert REPLY.splitlines()[1] in page(f"/board/{thread.reference}/feed/")


def test_nothing_is_looked_through_again_before_the_next_deed(
    office: Office, board: Channel, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The loop comes by every five seconds; where nothing was done it asks four things and reads no thread."""
    thread = shown(office, board)
    keep_up(at=NOW)
    with django_assert_max_num_queries(4):
        assert keep_up(at=NOW) == 0
    count_same(thread, address="203.0.113.1", day=timezone.localdate())
    keep_up(at=NOW)
    assert Voice.objects.get().same == 1  # a press is no deed, and is told all the same
    actions.assign(Case.objects.get(), lead=office.project, by=office.officer, at=NOW)
    assert keep_up(at=NOW) == 1
