"""专报 · Which one event a special report is about: a topic, a case or an incident, and which voices are its own."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiying.assessment.models import Topic
from huiying.core.errors import InputError
from huiying.handling.models import Case, Incident
from huiying.reporting.asked import Asked

from .outside import safe


@dataclass(frozen=True, slots=True)
class Event:
    """`by` narrows references to its voices; `topic`, `case`, `incident` are what is known of it."""

    title: str
    by: str
    topic: Topic | None
    case: Case | None
    incident: Incident | None


def event(asked: Asked) -> Event:
    """`topic:12`, `case:2026-0001` or `incident:3`."""
    sort, _colon, key = asked.subject.partition(":")
    topic, case, incident = _found(asked, sort, key)
    if case is not None and topic is None:
        proposal = getattr(case.voice, "proposal", None)
        topic = proposal.topic if proposal else None
    if topic is None and case is None:
        raise InputError(
            _("There is no such event."),
            where=asked.subject,
            fix=_("Name a topic as topic:12, a case as case:2026-0001, or an incident as incident:3."),
        )
    if incident is None and topic is not None:
        incident = Incident.objects.filter(topic=topic).order_by("-opened_at").first()
    named = incident.title if incident else topic.description if topic else str(case.title if case else "")
    by = f"topic={topic.pk}" if topic else f"case={case.number if case else ''}"
    return Event(safe(named), by, topic, case or (incident.case if incident else None), incident)


def _found(asked: Asked, sort: str, key: str) -> tuple[Topic | None, Case | None, Incident | None]:
    own = asked.period.within("unit")
    if sort == "case":
        case = Case.objects.filter(own, number=key).select_related("voice").first()
        return None, case, Incident.objects.filter(case=case).first() if case else None
    if not key.isdecimal():
        return None, None, None
    if sort == "topic":
        return Topic.objects.filter(own, pk=int(key)).first(), None, None
    incident = Incident.objects.filter(own, pk=int(key)).first() if sort == "incident" else None
    return (incident.topic, incident.case, incident) if incident else (None, None, None)
