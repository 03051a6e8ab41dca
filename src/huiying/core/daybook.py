"""日历上的期限 · A term laid out day by day, for a page that shows how it was counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from huiying.core.calendar import Calendar
from huiying.core.deadline import Deadline
from huiying.core.term import Unit
from huiying.core.words import Words
from huiying.core.years import DAY


class Mark(StrEnum):
    """What a day is to a term: `worked` is a counted day that its weekday would have off."""

    START = "start"
    COUNTED = "counted"
    OFF = "off"
    WORKED = "worked"
    PAUSED = "paused"
    END = "end"


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `n` is its number in the term, None where it does not count; `name` is its feast, weekday or own
    name.
    """

    day: date
    mark: Mark
    n: int | None
    name: Words | None
    provisional: bool


def walk(deadline: Deadline, calendar: Calendar) -> tuple[Day, ...]:
    """The days from the one that the term runs from to the last; none for a term of hours, which knows no days."""
    unit = deadline.because[0]["unit"]
    if unit == Unit.HOUR:
        return ()
    return tuple(_days(deadline, calendar, calendar_days=unit == Unit.CALENDAR_DAY))


def _days(deadline: Deadline, calendar: Calendar, *, calendar_days: bool) -> Iterator[Day]:
    start = deadline.began.date()
    yield _day(start, Mark.START, None, calendar)
    halts = [step for step in deadline.because if step["step"] == "pause"]
    amount = next(step["amount"] for step in deadline.because if step["step"] == "end")
    n, day = 0, start
    while day < deadline.due_date:
        day += DAY
        paused = any(_within(day, halt) for halt in halts)
        counts = n < amount and not paused and (calendar_days or calendar.is_working(day))
        n += counts
        # After the last day of a term of calendar days a working day is passed over for a pause alone.
        paused = paused or (n == amount and not counts and calendar.is_working(day))
        mark = Mark.END if day == deadline.due_date else _mark(day, calendar, counts=counts, paused=paused)
        yield _day(day, mark, n if counts else None, calendar)


def _within(day: date, halt: Mapping[str, Any]) -> bool:
    return str(halt["from"]) <= day.isoformat() < str(halt["to"])


def _mark(day: date, calendar: Calendar, *, counts: bool, paused: bool) -> Mark:
    if paused:
        return Mark.PAUSED
    if not counts:
        return Mark.OFF
    note = calendar.name_of(day)
    return Mark.WORKED if note and not note.off else Mark.COUNTED


def _day(day: date, mark: Mark, n: int | None, calendar: Calendar) -> Day:
    note = calendar.name_of(day)
    return Day(day, mark, n, note.name if note else None, not calendar.known(day.year))
