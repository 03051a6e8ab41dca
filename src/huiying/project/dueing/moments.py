"""Moments and pauses as people write them: 2026-02-10, 2026年2月10日 9:30, 2026-03-10..2026-03-12."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huiying.core.calendar import FIRST_YEAR, LAST_YEAR
from huiying.core.deadline import Pause
from huiying.core.errors import InputError
from huiying.core.term import Unit
from huiying.core.zone import ZONE, in_office_zone
from huiying.intake.channels.files.dates import MomentError
from huiying.intake.channels.files.dates import moment as usual_moment

DAY = timedelta(days=1)
# The years at the two ends of the calendar are left for zones and long terms.
YEARS = range(FIRST_YEAR + 1, LAST_YEAR)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ZONED = re.compile(r"(?:\d|\s)(?:z|utc|gmt|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:\.\.|…|至)\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """A moment as it was told: without a zone where none was, `whole_day` where only the day was."""

    at: datetime
    whole_day: bool = False

    def start(self, unit: Unit) -> datetime:
        """The start of a term counted in `unit`. A day is a day in the office; an hour without a zone stays without,
        and the reason then says in which it was read.
        """
        return self.at if unit is Unit.HOUR else self.bound()

    def bound(self) -> datetime:
        """The same where whole days are told: those need no zone said."""
        return in_office_zone(self.at) if self.whole_day else self.at


def told(text: str, *, where: str) -> Told:
    """The moment in `text`; InputError saying what is wrong with it and how to write it."""
    text = text.strip()
    try:
        found = _iso(text) or _usual(text)
    except MomentError as error:
        raise InputError(
            _("“%(text)s” is not a date or a time: %(why)s.") % {"text": text, "why": error},
            where=where,
            fix=_("Write it as 2026-02-10T09:30."),
        ) from error
    if found.at.year not in YEARS:
        years = {"text": text, "first": YEARS[0], "last": YEARS[-1]}
        raise InputError(
            _("“%(text)s” lies outside the years %(first)d to %(last)d of the calendar.") % years, where=where
        )
    return found


def pause(text: str, *, where: str) -> Pause:
    """A pause A..B: days, both included, or moments; A.. where the clock still stands still."""
    first, *rest = _BETWEEN.split(text.strip(), maxsplit=1)
    if not first or not rest:
        raise InputError(
            _("“%(text)s” is not a pause.") % {"text": text},
            where=where,
            fix=_("Write it as 2026-03-10..2026-03-12, both days included, or as 2026-03-10.. where it still lasts."),
        )
    begun = told(first, where=where)
    return begun.bound(), _end(told(rest[0], where=where), begun) if rest[0] else None


def _end(ended: Told, begun: Told) -> datetime:
    """A last day still belongs to the pause; one before the first is left as it is, for the rule to refuse."""
    is_in_order = in_office_zone(ended.at).date() >= in_office_zone(begun.at).date()
    return ended.bound() + DAY if ended.whole_day and is_in_order else ended.bound()


def _iso(text: str) -> Told | None:
    try:
        return Told(datetime.fromisoformat(text), _ISO_DAY.fullmatch(text) is not None)
    except ValueError:
        return None


def _usual(text: str) -> Told:
    """Any other usual form, as letters from files are read."""
    found = usual_moment(text, ZONE)
    zoned = not found.whole_day and _ZONED.search(text) is not None
    return Told(found.at if zoned else found.at.replace(tzinfo=None), found.whole_day)
