"""值班表 · Who is on duty, where a day has nobody, and for which unit a person acts."""

from collections.abc import Iterable
from datetime import date, timedelta

from huiying.people.models import Unit, User

from ..models import Duty

LOOK_AHEAD = 7  # days for which a roster must stand
DAY = timedelta(days=1)


def on_duty(unit: Unit | None, day: date) -> Duty | None:
    """The duty of a day, with its people."""
    return Duty.objects.filter(unit=unit, day=day).select_related("leader", "officer").first() if unit else None


def units_watched(person: User, day: date) -> list[int]:
    """Keys of the units in which the person, or whom they stand in for, has the duty of this day."""
    people = person.acts_for
    mine = Duty.objects.filter(day=day)
    return list((mine.filter(leader__in=people) | mine.filter(officer__in=people)).values_list("unit", flat=True))


def gaps(unit: Unit, today: date) -> list[date]:
    """The days of the coming week that have no duty."""
    days = [today + n * DAY for n in range(LOOK_AHEAD)]
    kept = set(Duty.objects.filter(unit=unit, day__in=days).values_list("day", flat=True))
    return [day for day in days if day not in kept]


def month_of(first: date) -> Iterable[date]:
    """The days of the month that begins on `first`."""
    day = first
    while day.month == first.month:
        yield day
        day += DAY
