"""The days off and worked in a calendar file (ICS), as public holiday calendars write them: all-day events that say
休, 假期 or 班, 补班 in their summary, or bear Apple's mark of a special day.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from huiying.core.errors import InputError
from huiying.core.reading import Table
from huiying.core.years import DAY, FIRST_YEAR, LAST_YEAR, SATURDAY
from huiying.core.yeartext import arranged

from .eventdays import event_days
from .eventnames import OFF, SWAPPED, WORKED, feast_of, mark_of

MOST_EVENTS = 5_000
NEW_YEAR = "元旦"


@dataclass(slots=True)
class Found:
    """What the events of one year arrange."""

    off: dict[date, str] = field(default_factory=dict)
    worked: dict[date, str] = field(default_factory=dict)


def arranged_years(text: str, *, where: str) -> Mapping[int, Table]:
    """The years that `text` arranges, each as a table for `years.year_of`; InputError naming the event."""
    found: defaultdict[int, Found] = defaultdict(Found)
    for event in _events(text, where):
        mark = mark_of(event)
        if mark:
            _note(found, event, mark, where)
    if not found:
        raise InputError(
            _("No day off and no make-up working day was found in the file"),
            where=where,
            fix=_("Public holiday calendars mark them with 休 or 班; export such a calendar"),
        )
    return {number: Table(arranged(number, each.off, each.worked), where) for number, each in sorted(found.items())}


def _events(text: str, where: str) -> list[Event]:
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            _("The file is not a calendar file (iCalendar)"), where=where, fix=_("Export it from a calendar again")
        ) from error
    events = [each for calendar in calendars for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    if len(events) > MOST_EVENTS:
        told = {"count": len(events), "most": MOST_EVENTS}
        raise InputError(
            _("The calendar has %(count)d events; at most %(most)d are read") % told,
            where=where,
            fix=_("Export the public holidays alone"),
        )
    return events


def _note(found: defaultdict[int, Found], event: Event, mark: str, where: str) -> None:
    feast = feast_of(event)
    first, last = event_days(event, where=f"{where} “{feast}”")
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        return
    days = [first + DAY * n for n in range((last - first) // timedelta(days=1) + 1)]
    if mark == SWAPPED:
        mark = WORKED if all(day.weekday() >= SATURDAY for day in days) else OFF
    for day in days:
        _set(found[_year_of(day, feast)], day, feast, off=mark == OFF, where=where)


def _year_of(day: date, feast: str) -> int:
    """The notice of a year may reach into the December before, for its 元旦."""
    return day.year + (day.month == 12 and NEW_YEAR in feast)


def _set(year: Found, day: date, feast: str, *, off: bool, where: str) -> None:
    here, there = (year.off, year.worked) if off else (year.worked, year.off)
    if day in there:
        raise InputError(
            _("%(day)s is both off and worked") % {"day": day}, where=where, fix=_("Delete one of the two events")
        )
    if feast not in here.get(day, ""):
        here[day] = f"{here[day]}、{feast}" if day in here else feast
