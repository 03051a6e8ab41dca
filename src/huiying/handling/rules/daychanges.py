"""What a change of the calendar does, day by day: which days become days off, and which are worked."""

from dataclasses import dataclass
from datetime import date, timedelta

from huiying.core.calendar import FIRST_YEAR, LAST_YEAR, Calendar

from ..clocks.terms import spoken
from ..models import Sort
from ..rulebook import book_with, calendar
from .changing import Change

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that a change makes a day off, or a working day; `name` says why, where there is a name for it."""

    day: date
    off: bool
    name: str


def day_changes(change: Change) -> list[DayChange]:
    """The days whose work or rest changes, in their order; none for a regulation."""
    if change.sort == Sort.REGULATION:
        return []
    before, after = calendar(), book_with(change.row()).calendar
    return [_day_change(day, after) for day in _touched(change) if before.is_working(day) != after.is_working(day)]


def _touched(change: Change) -> list[date]:
    """The days that a change may touch: of a year also the December before it; of own days their year, and the next."""
    year = int(change.name[:4])
    first = max(date(year - 1, 12, 1), date(FIRST_YEAR, 1, 1))
    last = date(min(year + (change.sort == Sort.DAYS), LAST_YEAR), 12, 31)
    return [first + DAY * n for n in range((last - first).days + 1)]


def _day_change(day: date, after: Calendar) -> DayChange:
    note = after.name_of(day)
    return DayChange(day, not after.is_working(day), spoken(note.name) if note else "")
