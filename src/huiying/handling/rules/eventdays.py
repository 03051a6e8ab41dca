"""The days of one event. Nothing is expanded beyond a month: no feast is longer, and a hostile file may ask for
ages.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Event
from icalendar.error import BrokenCalendarProperty

from huiying.core.errors import InputError
from huiying.core.years import DAY
from huiying.core.zone import in_office_zone

MOST_DAYS = 31
REPEATS = {"RRULE", "RDATE", "EXDATE", "EXRULE"}
INSTANT = timedelta(microseconds=1)


def event_days(event: Event, *, where: str) -> tuple[date, date]:
    """The first and the last day, the latter also by a plain daily recurrence; InputError for any other one."""
    start = _moment(event, "DTSTART", where)
    if start is None:
        raise InputError(_("The event has no readable start"), where=where, fix=_("Give it a DTSTART"))
    first, last = _day(start), _last(event, start, where)
    if last < first:
        raise InputError(_("The event ends before it starts"), where=where, fix=_("Correct its DTEND"))
    last = _repeated(event, first, last, where)
    if (last - first).days >= MOST_DAYS:
        raise InputError(
            _("The event lasts more than %(most)d days") % {"most": MOST_DAYS}, where=where, fix=_("Correct its DTEND")
        )
    return first, last


def _moment(event: Event, key: str, where: str) -> date | None:
    """The moment under `key`, None where it is absent; InputError where it is there but not readable."""
    if key not in event:
        return None
    found = _read(event, key)
    if not isinstance(found, date):
        raise InputError(_("The date in %(key)s is not readable") % {"key": key}, where=where, fix=_("Correct it"))
    return found


def _read(event: Event, key: str) -> object:
    """The date, moment or length under `key`; None where it cannot be read, or is given twice."""
    try:
        return getattr(event.get(key), "dt", None)
    except BrokenCalendarProperty:
        return None


def _last(event: Event, start: date, where: str) -> date:
    """DTEND is the moment after the event; without it and a DURATION, an event of one day."""
    end = _moment(event, "DTEND", where)
    try:
        if end is None:
            length = _read(event, "DURATION")
            end = start + (length if isinstance(length, timedelta) else DAY)
        if isinstance(end, datetime):
            return max(_day(end - INSTANT), _day(start)) if end == start else _day(end - INSTANT)
        return end - DAY if end != start else end
    except (OverflowError, TypeError) as error:
        raise InputError(_("The date in %(key)s is not readable") % {"key": "DTEND"}, where=where) from error


def _day(moment: date) -> date:
    """The day in the office's zone; a moment that bears no zone is read in it."""
    return in_office_zone(moment).date() if isinstance(moment, datetime) else moment


def _repeated(event: Event, first: date, last: date, where: str) -> date:
    """`RRULE:FREQ=DAILY;COUNT=7` is how some calendars write a feast of seven days."""
    if not REPEATS & set(event):
        return last
    times = _times(event)
    if not times or first != last:
        raise InputError(
            _("The event repeats in a way that is not read"),
            where=where,
            fix=_("Write it as one event with its first and last day"),
        )
    return first + DAY * (min(times, MOST_DAYS + 1) - 1)


def _times(event: Event) -> int:
    """How often an event takes place, by a rule that says every day and how often; 0 for every other rule."""
    rule = event.get("RRULE")
    if not isinstance(rule, dict) or REPEATS & set(event) != {"RRULE"}:
        return 0
    daily = rule.get("FREQ") == ["DAILY"] and rule.get("INTERVAL", [1]) == [1]
    count = rule.get("COUNT", [])
    is_plain = set(rule) <= {"FREQ", "INTERVAL", "COUNT", "WKST"} and len(count) == 1
    return max(0, int(count[0])) if daily and is_plain else 0
