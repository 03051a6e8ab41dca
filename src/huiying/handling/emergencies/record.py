"""复盘 · What the machine fills in when an incident has ended: its figures as they were, as plain values."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from huiying.assessment.models import Proposal

from ..actions.moving import stamp
from ..clocks.terms import term_of
from ..models import Incident, IncidentTask, ReleaseSort, Reply
from .seen import topic_of
from .standing import kept

MINUTE = timedelta(minutes=1)


def figures_of(incident: Incident, *, at: datetime) -> dict[str, Any]:
    """The figures at the moment `at`; moments as ISO 8601, stretches in minutes."""
    clocks = list(incident.case.clocks.select_related("case"))
    signed = list(incident.releases.signed())
    said = kept(incident, clocks, signed)
    first = signed[0].released_at if signed else None
    tasks = IncidentTask.objects.filter(incident=incident)
    return {
        "happened": stamp(incident.happened_at),
        "found": stamp(incident.found_at),
        "starts": incident.starts,
        "first": stamp(first) if first else None,
        "first_after": _minutes(first - incident.clocks_from) if first else None,
        "terms": [_term(clock) for clock in clocks],
        "releases": len(signed),
        "press": sum(release.sort == ReleaseSort.PRESS for release in signed),
        "late": sum(each.late for each in said),
        "conferrals": incident.conferrals.count(),
        "voices_then": incident.voices_then,
        "voices_now": _voices(incident),
        "letters": incident.case.merged.count(),
        "answered": _answered(incident),
        "tasks": tasks.count(),
        "tasks_late": tasks.filter(Q(done_at__gt=F("due_at")) | Q(done_at=None, due_at__lt=at)).count(),
        "lasted": _minutes(at - incident.happened_at),
    }


def _term(clock: Any) -> dict[str, Any]:
    term = term_of(clock)
    return {
        "title": term.title.zh if term else clock.term,
        "hours": term.amount if term else None,
        "due": stamp(clock.due_at),
        "stopped": stamp(clock.stopped_at) if clock.stopped_at else None,
        "because": clock.stopped_because,
        "late": _minutes(clock.stopped_at - clock.due_at) if clock.stopped_at and not clock.met else 0,
    }


def _voices(incident: Incident) -> int:
    topic = topic_of(incident)
    return Proposal.objects.filter(topic=topic).count() if topic else 1


def _answered(incident: Incident) -> int:
    """How many writers had an answer: those merged into the case, and its own."""
    cases = [incident.case_id, *incident.case.merged.values_list("pk", flat=True)]
    return Reply.objects.filter(case__in=cases).values("case").distinct().count()


def _minutes(length: timedelta) -> int:
    return int(length / MINUTE)
