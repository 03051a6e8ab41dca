"""When the next paper of a rhythm is due, and of which days it tells. A table of days in, days out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from huiying.core.calendar import Calendar

from .models import Rhythm

MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issue:
    """Days that one paper tells of, and the day on which it is written."""

    start: date
    end: date
    due: date


def issue_after(through: date, rhythm: str, calendar: Calendar) -> Issue:
    """The next issue after the day `through`; it begins on the day that follows, so that none is told twice. It is
    written on the first working day after its own.
    """
    start = through + DAY
    end = last_day_of(start, rhythm, calendar)
    return Issue(start, end, calendar.next_working(end + DAY))


def last_day_of(start: date, rhythm: str, calendar: Calendar) -> date:
    """The last day of the issue in which a day lies. A working day is told with the days off behind it."""
    if rhythm == Rhythm.DAILY:
        return calendar.next_working(start + DAY) - DAY
    if rhythm == Rhythm.WEEKLY:
        return start + timedelta(days=7 - start.isoweekday())
    length = MONTHS[Rhythm(rhythm)]
    month = -(-start.month // length) * length
    return date(start.year, month, monthrange(start.year, month)[1])


def first_day_of(day: date, rhythm: str) -> date:
    """The first day of the issue in which a day lies."""
    if rhythm == Rhythm.DAILY:
        return day
    if rhythm == Rhythm.WEEKLY:
        return day - timedelta(days=day.isoweekday() - 1)
    length = MONTHS[Rhythm(rhythm)]
    return date(day.year, (day.month - 1) // length * length + 1, 1)
