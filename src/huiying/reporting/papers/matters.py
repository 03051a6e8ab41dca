"""热点 · The matters that a bulletin tells of: by heat, each with how its letters stand and who has it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, TypedDict

from huiying.assessment.bursts import burst_of
from huiying.assessment.models import Level, Proposal, Topic
from huiying.handling.models import Case, CaseState, Clock, Incident, Part
from huiying.handling.rulebook import regulation
from huiying.reporting.figures import Numbers, Period

from .outside import due, safe
from .told import narrowed, take_all

LEVELS: Final = [str(level) for level in Level]
STATES: Final = {
    CaseState.REGISTERED: "待交办",
    CaseState.ASSIGNED: "已交办",
    CaseState.RETURNED: "退回待重新交办",
    CaseState.ACCEPTED: "办理中",
    CaseState.ASKED: "等待补充情况",
    CaseState.DRAFTING: "拟稿中",
    CaseState.IN_REVIEW: "审签中",
    CaseState.APPROVED: "已签待发",
    CaseState.REOPENED: "重新办理",
}


class Matter(TypedDict):
    """A topic in the words of a paper. `burst` says that it came far more often than usual; `due` is the next term."""

    id: int
    name: str
    by: str
    level: str
    criteria: list[str]
    burst: bool
    state: str
    sections: list[str]
    due: str
    incident: str


def hottest(numbers: Numbers, most: int, *, within: Period | None = None, at: datetime | None = None) -> list[Matter]:
    """Those with letters in the period (or `within` another), the hottest first; `at` asks also for what bursts."""
    raised = (within or numbers.period).voices().filter(proposal__topic__isnull=False).values("proposal__topic")
    found = list(Topic.objects.filter(pk__in=raised).order_by("-heat", "pk")[:most])
    matters = [_matter(topic, at) for topic in found]
    keys = ("received", "replied", "open")
    take_all(numbers, (narrowed(key, matter["by"]) for matter in matters for key in keys))
    return matters


def _matter(topic: Topic, at: datetime | None) -> Matter:
    proposals = Proposal.objects.filter(topic=topic)
    cases = Case.objects.filter(voice__proposal__topic=topic, answered_at=None, closed_at=None)
    incident = Incident.objects.running().filter(topic=topic).first()
    return {
        "id": topic.pk,
        "name": safe(topic.description),
        "by": f"topic={topic.pk}",
        "level": incident.level if incident else highest(proposals.values_list("level", flat=True).distinct()),
        "criteria": titles(proposals),
        "burst": bool(at and burst_of(topic, at=at)),
        "state": _state(cases) if at else "",
        "sections": sections_of(cases.values("pk")),
        "due": _due(cases) if at else "",
        "incident": incident.title if incident else "",
    }


def highest(levels: Iterable[str]) -> str:
    known = [level for level in levels if level in LEVELS]
    return max(known, key=LEVELS.index, default=LEVELS[0])


def titles(proposals: Iterable[Proposal]) -> list[str]:
    """The criteria that any of them meets, in the order of the regulation."""
    met = {hit["id"] for proposal in proposals for hit in proposal.criteria or ()}
    return [criterion.title for criterion in regulation().criteria if criterion.id in met]


def _state(cases: Iterable[Case]) -> str:
    """The earliest stage of its open cases: what is still to be done first; 已答复 where none is open."""
    states = {case.state for case in cases}
    return next((words for state, words in STATES.items() if state in states), "已办结")


def sections_of(cases: Any) -> list[str]:
    """The sections that lead in these cases (keys of cases), in the order of the office."""
    parts = Part.objects.filter(case__in=cases, is_lead=True).select_related("section")
    return list(dict.fromkeys(part.section.name for part in parts.order_by("section__rank", "section")))


def _due(cases: Iterable[Case]) -> str:
    first = Clock.objects.ticking().filter(case__in=list(cases)).first()
    return due(first.due_at) if first else ""
