"""我也遇到, 关注 · Counted instead of written twice, and told when a matter moves."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client
from django.utils import timezone

from huiying.assessment.posts import posts_of
from huiying.assessment.spreading import spread_of
from huiying.handling import actions
from huiying.handling.models import Case, Reply
from huiying.intake.models import Channel, Delivery, Voice
from huiying.language.spread import Spread
from huiying.publication.actions.answers import publish_answer
from huiying.publication.actions.following import count_same, mark_of
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.models import BoardFollower, BoardSame, BoardThread
from tests.board.letters import NOW, shown
from tests.office import Office
from tests.portal import REPLY


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
    assert Voice.objects.get().same == 2
    assert BoardSame.objects.count() == 2
    keep_up(at=NOW + timedelta(days=1))
    assert not BoardSame.objects.exists()
    assert list(BoardThread.objects.demand().values_list("people", flat=True)) == [3]


@pytest.mark.usefixtures("mail")
def test_following_by_mail_is_asked_twice_and_ends_at_once(office: Office, board: Channel) -> None:
    thread = shown(office, board)
    visitor, place = Client(), f"/board/{thread.reference}/follow/"
    assert visitor.post(place, {"mail": "not a mail"}).status_code == 422
    visitor.post(place, {"mail": "Li@Example.cn"})
    visitor.post(place, {"mail": "li@example.cn "})
    follower = BoardFollower.objects.get()
    assert follower.address == "li@example.cn"
    assert "example" not in BoardFollower.objects.values_list(Cast("address", TextField()), flat=True)[0]
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


def test_a_press_is_no_like_of_a_platform(office: Office, board: Channel) -> None:
    """It weighs in the heat of the topic, where agreeing counts; the figures of spread do not know it, and what the
    source told of a letter stays.
    """
    thread = shown(office, board)
    Voice.objects.update(likes=7)
    for n in range(3):
        count_same(thread, address=f"203.0.113.{n}", day=timezone.localdate())
    keep_up(at=NOW)
    voice = Voice.objects.get()
    assert (voice.likes, voice.same) == (7, 3)
    assert spread_of(voice).likes == 7
    assert posts_of([voice.pk])[0].likes == 10
    Voice.objects.update(likes=0)
    assert spread_of(Voice.objects.get()) == Spread()
