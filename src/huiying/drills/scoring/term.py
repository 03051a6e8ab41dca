"""时限依据 · By when the first release was due, by the incident's own clock and the office's regulation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiying.core.deadline import due
from huiying.core.provisions import Regulation
from huiying.core.term import Term
from huiying.drills.scenario.model import Sort
from huiying.handling import rulebook
from huiying.handling.clocks.terms import term_of
from huiying.handling.models import Clock, Incident, Stopped

from .record import Record

EMERGENCIES = (Sort.ACCIDENT, Sort.STORM)
RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Due:
    """`since` and `at` bound the term; `name` says which it is and how long, `says` by which act too."""

    since: datetime
    at: datetime
    name: str
    says: str
    stricter: bool = False

    @property
    def length(self) -> timedelta:
        return self.at - self.since

    def share(self, moment: datetime) -> float:
        """How much of the term had passed."""
        return (moment - self.since) / self.length


def first_due(record: Record) -> Due | None:
    """The term of the first release; None where nobody has said anything that could be answered. An incident graded
    below what the scenario tells is held to the hours of the scenario's level.
    """
    incident = record.incident
    own = _of_the_incident(incident) if incident else None
    since = incident.clocks_from if incident else (record.matter[0].at if record.matter else None)
    if since is None:
        return None
    by_rule = _by_the_rule(record, since)
    if own is None:
        return by_rule
    if by_rule is not None and by_rule.at < own.at:
        return replace(by_rule, stricter=True)
    return own


def is_first(clock: Clock, incident: Incident) -> bool:
    """Whether a clock of the incident's case is one that its first release ends."""
    told = rulebook.regulation_of(incident.case.regulation).kinds.get(incident.sort)
    terms = told.terms.values() if told else ()
    return any(clock.term == each.term and RELEASED in each.ends for each in terms)


def _of_the_incident(incident: Incident) -> Due | None:
    kept = [
        clock
        for clock in incident.case.clocks.all()
        if is_first(clock, incident) and clock.stopped_because != Stopped.REGRADED
    ]
    if not kept:
        return None
    first = min(kept, key=lambda clock: clock.due_at)
    term = term_of(first)
    return _named(first.started_at, first.due_at, term) if term else None


def _by_the_rule(record: Record, since: datetime) -> Due | None:
    """The shortest term that a first release ends, by the regulation in force and the level of the scenario."""
    rules = rulebook.regulation(record.began)
    kind = "emergency" if record.scenario.sort in EMERGENCIES else "opinion"
    ends = list(_ends(rules, kind, record.scenario.level, since))
    return min(ends, key=lambda end: end.at, default=None)


def _ends(rules: Regulation, kind: str, level: str, since: datetime) -> Iterator[Due]:
    for each in rulebook.terms_of(rules, kind, several=False, level=level or rules.levels[0]):
        if RELEASED in each.ends:
            term = rules.terms[each.term]
            end = due(term, since, calendar=rulebook.calendar(), regulation=rules)
            yield _named(since, end.at, term)


def _named(since: datetime, at: datetime, term: Term) -> Due:
    name = f"{term.title.zh}时限{term.amount}小时"
    return Due(since, at, name, f"{name}（{term.citation}）" if term.citation else name)
