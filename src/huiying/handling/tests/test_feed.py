"""One's own due dates in a calendar program: what stands in the file, who gets it, and what the address is worth."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from icalendar import Calendar

from huiying.core.errors import NotAllowed
from huiying.handling.actions.feeding import renew_feed
from huiying.handling.clocks import feeds
from huiying.handling.models import Case, Clock, FeedKey, Question
from huiying.handling.tests.desk import HOUR, assigned, drafted, signed_in
from huiying.handling.views.feed import WRONG
from huiying.ledger.models import Entry
from huiying.people.models import User
from tests.office import SUNDAY, Office


@pytest.fixture(autouse=True)
def _fresh_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def address_of(user: User) -> str:
    return f"/clocks/{renew_feed(user, by=user, at=timezone.now())}.ics"


def file_of(user: User) -> Calendar:
    answer = Client().get(address_of(user))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_a_term_of_days_stands_on_its_last_day_with_its_reason(office: Office) -> None:
    case = drafted(office, title="厂房施工许可")
    (event,) = file_of(office.handler).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 3, 24)
    assert event["DTEND"].dt == date(2026, 3, 25)
    assert all(told in event["SUMMARY"] for told in (case.number, "一般来信答复", "厂房施工许可"))
    assert "第7个工作日" in event["DESCRIPTION"]
    assert event["URL"] == f"http://testserver/desk/cases/{case.number}/"
    assert event["STATUS"] == "CONFIRMED"
    (alarm,) = event.walk("VALARM")
    assert date(2026, 3, 24) - timedelta(days=1) == (datetime(2026, 3, 24, tzinfo=UTC) + alarm["TRIGGER"].dt).date()


def test_a_term_of_hours_stands_at_its_very_moment(office: Office) -> None:
    case = drafted(office)
    due = SUNDAY + 48 * HOUR
    Clock.objects.filter(case=case).update(term="opinion.general", due_at=due)
    (event,) = file_of(office.handler).walk("VEVENT")
    assert event["DTSTART"].dt == due
    assert "DTEND" not in event
    assert event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-1)


def test_what_is_not_firm_says_so(office: Office) -> None:
    case = drafted(office)
    Clock.objects.filter(case=case).update(provisional=True)
    (event,) = file_of(office.handler).walk("VEVENT")
    assert event["STATUS"] == "TENTATIVE"
    assert len(event.walk("VALARM")) == 1


def test_a_paused_clock_says_for_what_it_waits_and_rings_no_bell(office: Office) -> None:
    case = drafted(office)
    with translation.override("zh-hans"):
        running = str(file_of(office.handler).walk("VEVENT")[0]["SUMMARY"])
        Question.objects.create(case=case, text="请补充地址", asked_at=SUNDAY + HOUR, by=office.handler)
        Clock.objects.filter(case=case).update(paused_at=SUNDAY + HOUR)
        (event,) = file_of(office.handler).walk("VEVENT")
    assert str(event["SUMMARY"]).endswith(running)
    assert str(event["SUMMARY"]) != running
    assert event["STATUS"] == "TENTATIVE"
    assert not event.walk("VALARM")


def test_no_personal_data_leaves_the_office(office: Office) -> None:
    drafted(office, title="请联系王小明13812345678办理", said_by="王小明")
    text = Client().get(address_of(office.handler)).content.decode()
    assert "13812345678" not in text.replace("\r\n ", "")
    assert "138****5678" in text.replace("\r\n ", "")


def test_each_person_gets_their_own(office: Office) -> None:
    mine, ours = drafted(office), assigned(office, ident="2")
    told = {user.username: {entry.number for entry in feeds.due_dates(user)} for user in User.objects.all()}
    assert told["handler"] == {mine.number}
    assert told["head"] == {mine.number, ours.number}
    assert told["stranger"] == told["leader"] == told["officer"] == set()


def test_an_answered_case_is_gone_from_it(office: Office) -> None:
    case = drafted(office)
    Clock.objects.filter(case=case).update(stopped_at=SUNDAY + 5 * HOUR)
    assert not file_of(office.handler).walk("VEVENT")


def test_the_uid_of_an_entry_stays_when_its_date_moves(office: Office) -> None:
    case = drafted(office)
    (before,) = feeds.due_dates(office.handler)
    Clock.objects.filter(case=case).update(due_at=SUNDAY + 240 * HOUR)
    (after,) = feeds.due_dates(office.handler)
    assert before.uid == after.uid
    assert before.day != after.day


@pytest.mark.parametrize("count", [2, 8])
def test_the_file_costs_the_same_however_long_it_is(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        drafted(office, ident=f"n{number}")
    address = address_of(office.handler)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert Client().get(address).content.count(b"BEGIN:VEVENT") == count


def test_who_has_it_already_is_told_so_until_something_changes(office: Office) -> None:
    case = drafted(office)
    address, client = address_of(office.handler), Client()
    first = client.get(address)
    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    Clock.objects.filter(case=case).update(provisional=True)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert client.head(address).status_code == 200


def test_the_file_asks_to_be_read_again_within_the_hour(office: Office) -> None:
    text = Client().get(address_of(office.handler)).content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert b"METHOD:PUBLISH" in text


# ── the address ──


def test_a_new_address_ends_the_old_one(office: Office) -> None:
    old, new = address_of(office.handler), address_of(office.handler)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_the_address_of_somebody_who_left_is_dead(office: Office) -> None:
    address = address_of(office.handler)
    User.objects.filter(pk=office.handler.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_only_a_digest_of_the_address_is_kept_and_the_ledger_knows_of_it(office: Office) -> None:
    token = renew_feed(office.handler, by=office.handler, at=SUNDAY)
    key = FeedKey.objects.get()
    assert token not in key.digest
    assert len(token) >= 43
    entry = Entry.objects.latest("pk")
    assert (entry.deed, entry.about) == ("feed.renewed", "user:handler")
    assert token not in str(entry.facts)


def test_nobody_makes_an_address_for_another(office: Office) -> None:
    with pytest.raises(NotAllowed):
        renew_feed(office.handler, by=office.officer, at=SUNDAY)
    assert not FeedKey.objects.exists()


def test_guessing_is_slowed_down_and_does_not_shut_out_the_right_address(office: Office) -> None:
    address, client = address_of(office.handler), Client()
    codes = [client.get(f"/clocks/wrong{n}.ics").status_code for n in range(WRONG.most + 1)]
    assert codes == [404] * WRONG.most + [429]
    assert client.get(address).status_code == 200


def test_the_page_shows_the_address_once(office: Office) -> None:
    client = signed_in(office.handler)
    assert client.get("/desk/clocks/feed/").context["address"] == ""
    made = client.post("/desk/clocks/feed/")
    address = made.context["address"]
    assert address.endswith(".ics")
    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert Client().get(address).status_code == 200
    assert address not in client.get("/desk/clocks/feed/").content.decode()


def test_a_case_that_is_not_theirs_any_more_leaves_the_feed(office: Office) -> None:
    case = drafted(office)
    office.handler.posts.all().delete()
    assert feeds.due_dates(User.objects.get(pk=office.handler.pk)) == []
    assert Case.objects.filter(pk=case.pk).exists()
