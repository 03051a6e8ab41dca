"""When people write: thirteen months, fewer on days off, more by day than by night."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from huiying.core.calendar import Calendar, load

from .chance import Chance

ZONE = ZoneInfo("Asia/Shanghai")
MONTHS = 13
QUIET = 0.3  # on a day off people write a third of what they write on a working day
GROWTH = 0.35  # the last month hears a third more than the first
HOURS: Mapping[int, float] = {
    0: 0.5, 1: 0.3, 5: 0.2, 6: 0.6, 7: 1.6, 8: 4, 9: 8, 10: 9, 11: 6, 12: 3.5, 13: 3.5, 14: 7,
    15: 8, 16: 7, 17: 5, 18: 3, 19: 4, 20: 5, 21: 5, 22: 3.5, 23: 1.5,
}  # fmt: skip


@cache
def office_calendar() -> Calendar:
    return load()


def working_day_before(day: date) -> date:
    """The day itself where it is a working day, else the last one before it."""
    while not office_calendar().is_working(day):
        day -= timedelta(days=1)
    return day


def first_day(end: date) -> date:
    """The day thirteen months before `end`."""
    count = end.year * 12 + end.month - 1 - MONTHS
    return date(count // 12, count % 12 + 1, min(end.day, 28))


def days(end: date) -> list[date]:
    """Every day of the thirteen months, `end` included."""
    start = first_day(end)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def pull(day: date, start: date, end: date) -> float:
    """How much a day draws: days off less, later months more."""
    weight = 1 + GROWTH * (day - start).days / (end - start).days
    return weight if office_calendar().is_working(day) else weight * QUIET


def moment(day: date, rng: Chance) -> datetime:
    """A moment of the day, as people write."""
    clock = time(rng.weighted(HOURS), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, clock, tzinfo=ZONE)
