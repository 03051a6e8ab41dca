"""How the clocks of a case are started, wound, halted and stopped: what the regulation says of its events, done to the
rows. No deed of its own: the deeds in `actions` call it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from huiying.core import alarms, cards, deadline
from huiying.core.alarms import Level
from huiying.core.cards import Colour
from huiying.core.deadline import Deadline
from huiying.core.provisions import KindTerm

from .. import rulebook
from ..models import Case, Clock, Incident, Stopped
from ..rulebook import Book
from . import orders

REPLIED = "replied"
LEVELS = ("", *(level.value for level in Level))


def timed(clock: Clock, book: Book, *, term: str, key: str) -> Deadline:
    """When the clock ends by `book`, if `term` of the version `key` of the regulation counts; that of a work order when
    the order says.
    """
    if clock.order_due_at is not None:
        return orders.given(clock, book.of(key).term(term).unit)
    return deadline.due(
        term,
        clock.started_at,
        calendar=book.calendar,
        regulation=book.of(key),
        pauses=clock.stretches(),
        extend=clock.extended,
        restarted=clock.restarted_at,
    )


def wind(clock: Clock, case: Case, *, at: datetime) -> None:
    """Set the end of the clock, its reason and its next alarm by the rules in force; not saved."""
    book = rulebook.book()
    set_to(clock, timed(clock, book, term=clock.term, key=case.regulation), case, book, at=at)


def set_to(clock: Clock, end: Deadline, case: Case, book: Book, *, at: datetime) -> None:
    clock.due_at, clock.provisional, clock.because = end.at, end.provisional, list(end.because)
    clock.edition = book.edition
    set_alarm(clock, case, book, at=at)
    set_card(clock, case, book)


def set_alarm(clock: Clock, case: Case, book: Book, *, at: datetime) -> None:
    """The next point of alarm. A lamp that was lit stays lit only as far as the moment `at` still warrants it."""
    if clock.paused_at is not None or clock.stopped_at is not None:
        clock.alarm_at = None
        return
    points = alarm_points(clock, case, book)
    warranted = max((LEVELS.index(level) for level, when in points if when <= at), default=0)
    lit = min(warranted, LEVELS.index(clock.lamp))
    clock.lamp = LEVELS[lit]
    clock.alarm_at = next((when for level, when in points if LEVELS.index(level) > lit), None)


def alarm_points(clock: Clock, case: Case, book: Book) -> Sequence[tuple[Level, datetime]]:
    kind = book.of(case.regulation).kinds.get(case.kind)
    if kind is None:
        return ()
    started = clock.restarted_at or clock.started_at
    return alarms.times(kind.alarms, started=started, due_at=clock.due_at, calendar=book.calendar)


def set_card(clock: Clock, case: Case, book: Book) -> None:
    """The next card. Which were given already is looked at when its moment has come."""
    points = card_points(clock, case, book) if clock.paused_at is None and clock.stopped_at is None else ()
    clock.card_at = points[0][1] if points else None


def card_points(clock: Clock, case: Case, book: Book) -> Sequence[tuple[Colour, datetime]]:
    """When the clock brings which card: only one that a reply stops does."""
    if REPLIED not in ends_of(case, clock):
        return ()
    return cards.times(book.of(case.regulation).cards, due_at=clock.due_at, calendar=book.calendar)


# ── the events of a case ──


def new(case: Case, term: KindTerm, started: datetime, *, at: datetime) -> Clock:
    """A clock for `term`, wound and not saved."""
    clock = Clock(case=case, term=term.term, role=term.role, started_at=started)
    clock.order_due_at = orders.due_for(case, term, started)
    wind(clock, case, at=at)
    return clock


def at_receipt(case: Case, *, at: datetime, several: bool = False) -> list[Clock]:
    """The clocks that a case has from its first moment, not saved. What starts when it was found is counted from when
    we heard of it, all else from when it was said; those of an incident from the moment that was chosen for it.
    """
    incident = incident_of(case)
    terms = terms_started(case, rulebook.RECEIPT, several=several)
    return [new(case, term, _began(case, term, incident), at=at) for term in terms]


def incident_of(case: Case) -> Incident | None:
    return Incident.objects.filter(case=case).first() if case.kind in rulebook.INCIDENTS else None


def _began(case: Case, term: KindTerm, incident: Incident | None) -> datetime:
    if incident is not None and term.starts in rulebook.CHOSEN:
        return incident.clocks_from
    return case.voice.heard_at if term.starts == "found" else case.opened_at


def at_reopening(case: Case, *, at: datetime) -> list[Clock]:
    """The clocks of a case that its writer opened again, not saved: those of its kind that a reply ends, from now."""
    several = case.parts.count() > 1
    terms = [t for t in _terms(case, several=several) if REPLIED in t.ends]
    return [new(case, term, at, at=at) for term in terms]


def terms_started(case: Case, events: Iterable[str], *, several: bool) -> list[KindTerm]:
    return [t for t in _terms(case, several=several) if t.starts in events]


def _terms(case: Case, *, several: bool) -> tuple[KindTerm, ...]:
    incident, rules = incident_of(case), rulebook.regulation_of(case.regulation)
    return rulebook.terms_of(rules, case.kind, several=several, level=incident.level if incident else "")


def happened(case: Case, event: str, *, at: datetime) -> None:
    """Stop the clocks that `event` ends and start those that it starts."""
    stop(case, event, at=at)
    start(case, event, at=at)


def start(case: Case, event: str, *, at: datetime) -> None:
    several = case.parts.count() > 1
    Clock.objects.bulk_create(new(case, term, at, at=at) for term in terms_started(case, (event,), several=several))


def stop(case: Case, event: str, *, at: datetime) -> None:
    ended = [c.pk for c in running(case) if event in ends_of(case, c)]
    if ended:
        Clock.objects.filter(pk__in=ended).update(stopped_at=at, paused_at=None, alarm_at=None)


def stop_all(case: Case, *, at: datetime, because: str = "") -> None:
    case.clocks.running().update(stopped_at=at, paused_at=None, alarm_at=None, stopped_because=because)


def run_again(case: Case, because: str, *, at: datetime) -> None:
    """The clocks of a case that is to be assigned anew: those of its receipt, run on where they were stopped
    `because` of it as if they had not been; others that were stopped so are gone.
    """
    fresh = at_receipt(case, at=at)
    stopped = list(Clock.objects.select_for_update().filter(case=case, stopped_because=because))
    for clock in fresh:
        before = next((old for old in stopped if _same(old, clock, case)), None)
        if before is not None:
            stopped.remove(before)
            clock.pk, clock.restarted_at, clock.extended = before.pk, before.restarted_at, before.extended
            clock.pauses, clock.lamp = before.pauses, before.lamp
            wind(clock, case, at=at)
    Clock.objects.filter(pk__in=[old.pk for old in stopped]).delete()
    for clock in fresh:
        clock.save()


def _same(old: Clock, clock: Clock, case: Case) -> bool:
    """Whether both count the same, for one section or for several."""
    told = rulebook.regulation_of(case.regulation).kinds[case.kind].terms.get(old.role)
    replaced = told.instead_of if told else ""
    return old.started_at == clock.started_at and clock.role in (old.role, replaced)


def ends_of(case: Case, clock: Clock) -> tuple[str, ...]:
    kind = rulebook.regulation_of(case.regulation).kinds.get(case.kind)
    term = kind.terms.get(clock.role) if kind else None
    return term.ends if term else ()


def running(case: Case) -> list[Clock]:
    """The running clocks of a case, locked until the deed is done."""
    return list(Clock.objects.select_for_update().filter(case=case, stopped_at=None).order_by("pk"))


def halt(case: Case, *, at: datetime) -> None:
    """Let every clock stand still that does not stand still yet."""
    for clock in running(case):
        if clock.paused_at is None:
            clock.pauses = [*clock.pauses, [at.isoformat(), None]]
            clock.paused_at = at
            wind(clock, case, at=at)
            clock.save()


def go_on(case: Case, *, at: datetime, anew: bool) -> None:
    """Let the clocks that stand still run on; `anew` is from the beginning, as after a correction (条例 art. 30)."""
    for clock in running(case):
        if clock.paused_at is None:
            continue
        clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], at.isoformat()]]
        clock.paused_at = None
        if anew:
            clock.restarted_at = at
        wind(clock, case, at=at)
        clock.save()


def swap(case: Case, *, several: bool, at: datetime) -> None:
    """Put the terms for several sections in the place of those for one, or back; the clock's start stays."""
    rightful = {term.role: term for term in _terms(case, several=several)}
    for clock in running(case):
        if clock.role in rightful:
            continue
        term = _in_place_of(clock.role, rightful, case)
        if term is not None:
            clock.role, clock.term = term.role, term.term
            wind(clock, case, at=at)
            clock.save()


def _in_place_of(role: str, rightful: dict[str, KindTerm], case: Case) -> KindTerm | None:
    told = rulebook.regulation_of(case.regulation).kinds[case.kind].terms.get(role)
    back = rightful.get(told.instead_of) if told else None
    return back or next((term for term in rightful.values() if term.instead_of == role), None)


def regrade(case: Case, done: Mapping[str, datetime], *, at: datetime) -> None:
    """Give the case the clocks of the level that its incident has now, from the same start. What a clock counts may be
    `done` already, by the event that ends it: then it stopped at that moment.
    """
    several = case.parts.count() > 1
    fresh = {clock.role: clock for clock in at_receipt(case, at=at, several=several)}
    for clock in running(case):
        if clock.role not in fresh:
            clock.stopped_at, clock.paused_at, clock.alarm_at = at, None, None
            clock.stopped_because = Stopped.REGRADED
            clock.save()
    case.clocks.filter(stopped_because=Stopped.REGRADED, role__in=fresh).delete()
    had = set(case.clocks.values_list("role", flat=True))
    for clock in (clock for role, clock in fresh.items() if role not in had):
        ends = [done[event] for event in ends_of(case, clock) if event in done]
        if ends:
            clock.stopped_at, clock.alarm_at = min(ends), None
        clock.save()
