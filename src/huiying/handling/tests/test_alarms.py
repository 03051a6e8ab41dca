"""Alarms: the first reminder, the yellow and the red lamp, each told once."""

from datetime import timedelta

import pytest

from huiying.handling import actions
from huiying.handling.models import Alarm, Clock
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

from .desk import HOUR, at_once, letters, opened
from .test_asking import DAY, accepted


def rung(office: Office, until: timedelta) -> list[tuple[str, str]]:
    """The alarms of one letter, looked at every hour: when and which."""
    case = opened(office)
    at = SUNDAY
    while at <= SUNDAY + until:
        actions.ring(at=at)
        at += HOUR
    return [(f"{a.at.astimezone():%m-%d %H}", a.level) for a in Alarm.objects.filter(clock__case=case)]


def test_the_three_alarms_come_in_their_order_each_once(office: Office) -> None:
    assert [level for _at, level in rung(office, 15 * DAY)] == ["first", "yellow", "red"]
    first, yellow, red = Alarm.objects.order_by("at")
    due = Clock.objects.get().due_at
    # Due on Tuesday 24 March at 24:00: the yellow lamp is lit on Monday at 0:00, the red one when the term is over.
    assert first.at < yellow.at < red.at
    assert yellow.at == due - 2 * DAY
    assert due <= red.at < due + HOUR
    assert list(Entry.objects.filter(deed="clock.alarm").values_list("facts__level", flat=True)) == [
        "first",
        "yellow",
        "red",
    ]


def test_who_wakes_late_tells_only_the_highest(office: Office) -> None:
    opened(office)
    actions.ring(at=SUNDAY + 30 * DAY)
    assert list(Alarm.objects.values_list("level", flat=True)) == ["red"]
    assert Clock.objects.get().alarm_at is None
    assert actions.ring(at=SUNDAY + 40 * DAY) == 0


def test_a_clock_that_stands_still_or_has_stopped_is_silent(office: Office) -> None:
    case = accepted(office)
    actions.ask_writer(case, question="请补充。", by=office.handler, at=SUNDAY + DAY)
    assert actions.ring(at=SUNDAY + 60 * DAY) == 0
    actions.answer_question(case, answer="补充如下。", at=SUNDAY + 8 * DAY)
    assert Clock.objects.get().alarm_at is not None
    Clock.objects.update(stopped_at=SUNDAY + 9 * DAY)
    assert actions.ring(at=SUNDAY + 60 * DAY) == 0


def test_a_lamp_goes_out_when_the_end_moves_away(office: Office) -> None:
    case = accepted(office)
    due = Clock.objects.get().due_at
    actions.ring(at=due - DAY)
    assert Clock.objects.get().lamp == "yellow"
    actions.ask_writer(case, question="请补充。", by=office.handler, at=due - DAY)
    actions.answer_question(case, answer="补充如下。", at=due + 20 * DAY)
    clock = Clock.objects.get()
    assert clock.lamp == "yellow"  # one working day was left and is left again
    assert clock.due_at > due + 20 * DAY


@pytest.mark.django_db(transaction=True)
def test_concurrent_workers_tell_each_alarm_exactly_once(office: Office) -> None:
    letters(office, 40)

    def work() -> None:
        while actions.ring(at=SUNDAY + 30 * DAY):
            pass

    assert at_once(work) == []
    assert Alarm.objects.count() == 40
    assert Entry.objects.filter(deed="clock.alarm").count() == 40
    assert set(Clock.objects.values_list("lamp", flat=True)) == {"red"}
    assert verify().ok
