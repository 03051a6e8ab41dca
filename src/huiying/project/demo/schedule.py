"""When the people of the demo do what: steps between a letter and its answer, in office hours, on working days."""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from huiying.core.calendar import Calendar
from huiying.project.demo.world.records import DemoLetter

OPENS, CLOSES = time(9), time(17, 30)
WORKING_DAYS = {"prompt": (0, 2), "normal": (2, 5), "slow": (6, 7), "late": (8, 16), "open": (9, 18)}


def answer_moment(letter: DemoLetter, calendar: Calendar, rng: random.Random) -> datetime:
    """When the answer goes out. A letter that is long left open is answered late in the end."""
    low, high = WORKING_DAYS[letter.delay_profile]
    day = working_day_after(local_day(letter.at), rng.randint(low, high), calendar)
    moment = at_clock(day, time(rng.randint(10, 17), rng.randint(0, 29)))
    return max(moment, in_office_hours(letter.at + timedelta(hours=3), calendar))


def steps(letter: DemoLetter, answer: datetime, count: int, calendar: Calendar) -> list[datetime]:
    """`count` moments in order, from the first look at a letter to its answer, in office hours where there is room."""
    first = min(in_office_hours(letter.at + timedelta(minutes=40), calendar), answer)
    moments: list[datetime] = []
    for i in range(count):
        wanted = first + (answer - first) * (i / (count - 1)) ** 1.3
        moment = answer if i == count - 1 else min(in_office_hours(wanted, calendar), answer)
        earliest = (moments[-1] if moments else letter.at) + timedelta(minutes=3)
        moments.append(max(moment, earliest))
    return moments


def in_office_hours(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself in office hours, else the next opening (a little after nine)."""
    here = timezone.localtime(moment)
    day = here.date()
    if here.time() >= CLOSES:
        day += timedelta(days=1)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    if day == here.date() and here.time() >= OPENS:
        return moment
    return at_clock(day, time(9, 5 + moment.minute % 50))


def working_day_after(day: date, count: int, calendar: Calendar) -> date:
    """The working day that is `count` working days after `day`; with 0 the first that is not before it."""
    while not calendar.is_working(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not calendar.is_working(day):
            day += timedelta(days=1)
    return day


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def at_clock(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
