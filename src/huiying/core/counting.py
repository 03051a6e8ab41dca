"""From the day of receipt to the last day of a term, over the stretches that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huiying.core.calendar import Calendar
from huiying.core.pauses import Stop
from huiying.core.years import DAY


@dataclass(frozen=True, slots=True)
class Halt:
    """A pause as it told on the count: `amount` working or calendar days that were not counted."""

    first: date
    resumed: date
    amount: int


@dataclass(frozen=True, slots=True)
class Count:
    """The last day counted to, the stretches that were counted (first and last day of each), and the halts between."""

    last: date
    counted: tuple[tuple[date, date], ...]
    halts: tuple[Halt, ...]


def count_days(start: date, amount: int, stops: Sequence[Stop], working: Calendar | None) -> Count:
    """`amount` days after `start`, which is itself not counted (民法典 art. 201): working days of `working`, or days of
    the calendar where it is None.
    """
    position, left = start, amount
    counted, halts = [], []
    for stop in stops:
        first = max(stop.first, position + DAY)
        used = _between(position, first - DAY, working)
        if used >= left:
            break
        missed = _between(first - DAY, stop.resumed - DAY, working)
        if missed > 0:
            counted.append((position + DAY, first - DAY))
            halts.append(Halt(stop.first, stop.resumed, missed))
            position, left = stop.resumed - DAY, left - used
    last = working.after(position, left) if working else position + DAY * left
    counted.append((position + DAY, last))
    return Count(last, tuple(counted), tuple(halts))


def _between(start: date, end: date, working: Calendar | None) -> int:
    return working.working_between(start, end) if working else (end - start).days


def moved_to_work(last: date, stops: Sequence[Stop], calendar: Calendar) -> date:
    """The day on which a term of calendar days ends: the next working day if `last` is a day off (民法典 art. 203),
    and not within a pause.
    """
    day = calendar.next_working(last)
    for stop in stops:
        if last < day and stop.first <= day < stop.resumed:
            day = calendar.next_working(stop.resumed)
    return day


def count_hours(start: datetime, hours: int, stops: Sequence[Stop]) -> tuple[datetime, tuple[Stop, ...]]:
    """The moment `hours` after `start`, through nights and holidays, and the pauses that moved it."""
    position, left = start, timedelta(hours=hours)
    halts = []
    for stop in stops:
        begun = max(stop.start, position)
        if begun >= position + left:
            break
        if stop.end > begun:
            halts.append(Stop(begun, stop.end))
            position, left = stop.end, left - (begun - position)
    return position + left, tuple(halts)
