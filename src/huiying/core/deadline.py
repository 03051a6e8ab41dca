"""到期 · When a term ends, and why. Hours run through nights and holidays; days exclude the first (民法典 art. 201) and
end at the close of the last; a term of calendar days that ends on a day off ends on the next working day (art. 203).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from huiying.core import reasons
from huiying.core.calendar import Calendar
from huiying.core.counting import Count, count_days, count_hours, moved_to_work
from huiying.core.pauses import Pause, Stop, checked, restarted_at
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
    `restarted` is when the correction came, where one did.
    """

    term: str
    received: datetime
    at: datetime
    due_date: date
    provisional: bool
    because: tuple[Step, ...]
    restarted: datetime | None = None

    @property
    def began(self) -> datetime:
        """The moment that the term runs from: the receipt, or the arrival of the correction."""
        return self.restarted or self.received

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
    restarted: datetime | None = None,
) -> Deadline:
    """When `term` ends that began to run at `received`.

    `pauses` are (start, end) moments in which the clock stood still, end None where it still does: then `at` is the
    earliest possible end. `extend` is in the term's own units. When a correction arrives at `restarted` the term runs
    anew from then (政府信息公开条例 art. 30), and pauses before it are moot. Moments without a zone are read in the
    office's. InputError: an unknown term, a day outside the calendar. RuleError: overlapping pauses, an end before its
    start, a restart before receipt, an extension beyond what the act allows.
    """
    rule = term if isinstance(term, Term) else regulation.term(term)
    came = in_office_zone(received)
    again = restarted_at(restarted, came, rule) if restarted else None
    pauses = tuple(pauses)
    stops, since = checked(pauses, rule) if pauses else ((), None)
    end = _end(rule, again or came, extend, stops, calendar)
    bare = received.tzinfo is None
    begun = [reasons.received(came, rule.unit, zone_assumed=bare, superseded=again is not None)]
    if again or pauses:
        begun += _since(rule, restarted, again, () if bare else pauses)
    steps = (*begun, *end.steps)
    if since is not None and since < end.at:
        return Deadline(rule.id, came, end.at, end.due_date, True, (*steps, reasons.standing_still(since)), again)
    return Deadline(rule.id, came, end.at, end.due_date, end.provisional, steps, again)


def _end(term: Term, start: datetime, extend: int, stops: tuple[Stop, ...], calendar: Calendar) -> _End:
    if term.unit is Unit.HOUR:
        return _end_by_hours(term, start, term.extended(extend), stops)
    if stops:
        return _end_by_days(term, start.date(), term.extended(extend), stops, calendar)
    return _end_unpaused(term, start.date(), extend, calendar)


def _since(term: Term, restarted: datetime | None, again: datetime | None, pauses: Sequence[Pause]) -> list[Step]:
    """The restart, and whether some of `pauses` bore no zone."""
    steps: list[Step] = []
    if restarted and again:
        steps.append(reasons.restarted(again, term.unit, zone_assumed=restarted.tzinfo is None))
    if any(moment is not None and moment.tzinfo is None for pause in pauses for moment in pause):
        steps.append(reasons.pauses_without_zone())
    return steps


def _end_by_hours(term: Term, start: datetime, hours: int, stops: Sequence[Stop]) -> _End:
    at, halts = count_hours(start, hours, stops)
    steps = (
        *reasons.extended(term, hours - term.amount),
        *reasons.halted_hours(halts),
        reasons.ended_at(hours, at),
        reasons.basis(term),
    )
    return _End(at, at.date(), False, steps)


@lru_cache(maxsize=1 << 16)
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
