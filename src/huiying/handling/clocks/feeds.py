"""日历订阅 · A person's own due dates as an iCalendar file (RFC 5545, RFC 7986), without the public's personal data."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from huiying.core import deadline
from huiying.core.remaining import last_day
from huiying.language.privacy import veil
from huiying.people.models import Role, User

from ..models import Clock, ClockQuerySet, FeedKey, Part
from ..work import visible
from .terms import counts_hours, term_title
from .waiting import waiting, with_open_questions

MOST = 500
EVERY = timedelta(hours=1)
DAY = timedelta(days=1)
# An entry of a whole day begins at midnight; nine in the morning of the day before is when a clerk reads it.
MORNING_BEFORE = -timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class DueDate:
    """One entry: on a `day` where the term counts days, at the moment `due_at` where it counts hours."""

    uid: str
    number: str
    summary: str
    because: str
    started_at: datetime
    due_at: datetime
    day: date | None
    firm: bool
    paused: bool


def digest_of(token: str) -> str:
    """What is kept of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner(token: str) -> User | None:
    """Whose address this is; nobody's where the person has left."""
    key = FeedKey.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True).first()
    return key.user if key else None


def clocks_of(user: User) -> ClockQuerySet:
    """Running clocks of the cases that a person handles or whose section they head, the nearest due first."""
    theirs = Q(handler=user) | Q(section__in=user.sections_as(Role.SECTION_HEAD))
    cases = Part.objects.filter(theirs, case__in=visible(user)).values("case")
    return Clock.objects.running().filter(case__in=cases)


def due_dates(user: User) -> list[DueDate]:
    """The entries of a person's calendar, in the active language."""
    clocks = clocks_of(user).select_related("case").prefetch_related(with_open_questions())
    return [_due_date(clock) for clock in clocks[:MOST]]


def _due_date(clock: Clock) -> DueDate:
    by_hours = counts_hours(clock)
    return DueDate(
        uid=f"clock-{clock.pk}.{clock.case.number}@huiying",
        number=clock.case.number,
        summary=_summary(clock),
        because=deadline.say(clock.because, get_language() or "zh-hans") if clock.because else "",
        started_at=clock.started_at,
        due_at=clock.due_at,
        day=None if by_hours else last_day(clock.due_at),
        firm=not (clock.provisional or clock.stands_still),
        paused=clock.stands_still,
    )


def _summary(clock: Clock) -> str:
    """暂定 · 2026-00017 一般来信答复：厂房施工许可一直办不下来."""
    case = clock.case
    told = _("%(number)s %(term)s: %(title)s") % {
        "number": case.number,
        "term": term_title(clock),
        "title": veil(case.title),
    }
    mark = waiting(clock) or (_("provisional") if clock.provisional else "")
    return f"{mark} · {told}" if mark else told


def fingerprint(entries: Iterable[DueDate]) -> str:
    """The same for the same entries, whenever they are asked for."""
    told = json.dumps([asdict(entry) for entry in entries], default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def written(entries: Iterable[DueDate], *, name: str, changed_at: datetime, address: Callable[[str], str]) -> bytes:
    """The file. `changed_at` is when these entries were first seen, `address` the page of a case by its number."""
    calendar = Calendar()
    for key, value in {
        "prodid": "-//Huiying//Due dates//ZH",
        "version": "2.0",
        "method": "PUBLISH",
        "name": name,
        "x-wr-calname": name,
        "x-published-ttl": "PT1H",
    }.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, changed_at, address(entry.number)))
    return bytes(calendar.to_ical())


def _event(entry: DueDate, changed_at: datetime, url: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", entry.summary)
    event.add("dtstart", entry.day or entry.due_at)
    if entry.day:
        event.add("dtend", entry.day + DAY)
    event.add("description", "\n".join(filter(None, [entry.because, url])))
    event.add("url", url)
    event.add("status", "CONFIRMED" if entry.firm else "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # a due date does not make its handler busy
    if not entry.paused:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: DueDate) -> Alarm:
    """One day before; an hour before, where the whole term is not longer than a day."""
    short = entry.due_at - entry.started_at <= DAY
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", MORNING_BEFORE if entry.day else -(timedelta(hours=1) if short else DAY))
    return alarm
