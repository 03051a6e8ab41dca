"""到期 · When a term ends, and why. Hours run through nights and holidays; days exclude the first (民法典 art. 201) and
end at the close of the last; a term of calendar days that ends on a day off ends on the next working day (art. 203).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from huiying.core import reasons
from huiying.core.calendar import Calendar
from huiying.core.counting import Count, count_days, count_hours, moved_to_work
from huiying.core.pauses import Pause, Stop, checked
from huiying.core.reasons import Step
from huiying.core.regulation import Regulation
from huiying.core.remaining import Remaining, remaining
from huiying.core.term import Term, Unit
from huiying.core.wording import say
from huiying.core.years import DAY
from huiying.core.zone import ZONE, in_office_zone

__all__ = ["Deadline", "Pause", "Remaining", "Step", "due", "remaining", "say"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term. `at` is the moment (24:00 is the next midnight), `due_date` the last day; `provisional` where
    a year without a notice was touched, or the clock stands still now. `because` is read-only JSON, see `say`.
    """

    term: str
    received: datetime
    at: datetime
    due_date: date
    provisional: bool
    because: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "term": self.term,
            "received": self.received.isoformat(),
            "due": self.at.isoformat(),
            "due_date": self.due_date.isoformat(),
            "provisional": self.provisional,
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class _End:
    at: datetime
    due_date: date
    provisional: bool
    steps: tuple[Step, ...]


def due(
    term: str | Term,
    received: datetime,
    *,
    calendar: Calendar,
    regulation: Regulation,
    pauses: Iterable[Pause] = (),
    extend: int = 0,
) -> Deadline:
    """When `term` ends that began to run at `received`.

    `pauses` are (start, end) moments in which the clock stood still, end None where it still does: then `at` is the
    earliest possible end. `extend` is in the term's own units. Moments without a zone are read in the office's.
    InputError: an unknown term, a day outside the calendar. RuleError: overlapping pauses, an end before its start, an
    extension beyond what the act allows.
    """
    rule = term if isinstance(term, Term) else regulation.term(term)
    start = in_office_zone(received)
    stops, since = checked(pauses, rule)
    if rule.unit is Unit.HOUR:
        end = _end_by_hours(rule, start, rule.extended(extend), stops)
    elif stops:
        end = _end_by_days(rule, start.date(), rule.extended(extend), tuple(stops), calendar)
    else:
        end = _end_unpaused(rule, start.date(), extend, calendar)
    steps = (reasons.received(start, rule.unit, zone_assumed=received.tzinfo is None), *end.steps)
    if since is not None and since < end.at:
        return Deadline(rule.id, start, end.at, end.due_date, True, (*steps, reasons.standing_still(since)))
    return Deadline(rule.id, start, end.at, end.due_date, end.provisional, steps)


def _end_by_hours(term: Term, start: datetime, hours: int, stops: Iterable[Stop]) -> _End:
    at, halts = count_hours(start, hours, list(stops))
    steps = (
        *reasons.extended(term, hours - term.amount),
        *reasons.halted_hours(halts),
        reasons.ended_at(hours, at),
        reasons.basis(term),
    )
    return _End(at, at.date(), False, steps)


@lru_cache(maxsize=1 << 15)
def _end_unpaused(term: Term, start: date, extend: int, calendar: Calendar) -> _End:
    """The same for every letter of a day, so counted and told once."""
    return _end_by_days(term, start, term.extended(extend), (), calendar)


def _end_by_days(term: Term, start: date, amount: int, stops: tuple[Stop, ...], calendar: Calendar) -> _End:
    if term.unit is Unit.WORKING_DAY:
        count = count_days(start, amount, stops, calendar)
        last, since = count.last, start + DAY
        steps = [*reasons.skipped(count, calendar), reasons.ended(term, amount, last)]
    else:
        count = count_days(start, amount, stops, None)
        last, since = moved_to_work(count.last, stops, calendar), count.last
        steps = [_end_of_calendar_days(term, amount, count, last, calendar)]
    unknown = calendar.unknown_years(since, last)
    steps = [
        *reasons.extended(term, amount - term.amount),
        *reasons.halted_days(count, term.unit),
        *steps,
        *reasons.provisional(unknown, calendar),
        reasons.basis(term),
    ]
    return _End(_closing(last, term), last, bool(unknown), tuple(steps))


def _end_of_calendar_days(term: Term, amount: int, count: Count, last: date, calendar: Calendar) -> Step:
    if last == count.last:
        return reasons.ended(term, amount, last)
    return reasons.moved(term, amount, count.last, last, calendar)


def _closing(last: date, term: Term) -> datetime:
    return datetime.combine(last, time(), ZONE) + timedelta(minutes=term.closes)
