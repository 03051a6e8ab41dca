"""The figures of a drill at a moment: how long it plays, how heated it is, what waits, and the hours of the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from huiying.handling.clocks.terms import term_title
from huiying.handling.emergencies.standing import Due, next_due, span
from huiying.handling.models import Clock, Incident
from huiying.intake.models import Channel, Voice

from ..models import Call, Stage
from ..scenario.model import MomentKind

HOUR = timedelta(hours=1)
MOST_CLOCKS, MOST_INCIDENTS = 8, 6
OVERHEARD = (MomentKind.POST, MomentKind.NEWS)


@dataclass(frozen=True, slots=True)
class ByChannel:
    """How much was said by a channel, and how much of it the office has heard."""

    name: str
    said: int
    heard: int
    down: bool


@dataclass(frozen=True, slots=True)
class Running:
    """An incident under way, how many notices are out, and what is due next."""

    incident: Incident
    releases: int
    due: Due | None


@dataclass(frozen=True, slots=True)
class Figures:
    """`since_first` is how long ago the first post was, in words, empty while there is none."""

    voices: int
    lately: int
    since_first: str
    calls_open: int
    calls_missed: int


def figures(stage: Stage, *, at: datetime) -> Figures:
    """Two queries."""
    lately = Q(at__gt=at - HOUR)
    said = stage.utterances.aggregate(
        all=Count("pk"),
        lately=Count("pk", filter=lately),
        first=Min("at", filter=Q(kind__in=[str(kind) for kind in OVERHEARD])),
    )
    open_calls = Q(answered_at=None)
    calls = stage.calls.aggregate(
        open=Count("pk", filter=open_calls & Q(due_at__gte=at)),
        missed=Count("pk", filter=open_calls & Q(due_at__lt=at)),
    )
    since = span(max(at - said["first"], timedelta())) if said["first"] else ""
    return Figures(said["all"], said["lately"], since, calls["open"], calls["missed"])


def by_channel(stage: Stage) -> list[ByChannel]:
    """The channels by which something was said, the loudest first. Three queries."""
    said = dict(stage.utterances.order_by().values_list("channel").annotate(n=Count("pk")))
    if not said:
        return []
    came = Voice.objects.filter(channel__in=said, heard_at__gte=stage.began_at)
    heard = dict(came.order_by().values_list("channel").annotate(n=Count("pk")))
    down = stage.state.get("down", {})
    rows = [
        ByChannel(row.name, said[row.pk], min(heard.get(row.pk, 0), said[row.pk]), row.slug in down)
        for row in Channel.objects.filter(pk__in=said)
    ]
    return sorted(rows, key=lambda row: -row.said)


def running(stage: Stage, *, at: datetime) -> list[Running]:
    """The incidents that were opened in the drill and have not ended. Four queries at most."""
    rows = Incident.objects.running().filter(opened_at__gte=stage.began_at).select_related("case")
    told = []
    for incident in rows.prefetch_related("releases", "case__clocks__case")[:MOST_INCIDENTS]:
        signed = sorted((r for r in incident.releases.all() if r.is_signed), key=lambda r: r.number)
        told.append(Running(incident, len(signed), next_due(incident, incident.case.clocks.all(), signed, at)))
    return told


def legal_clocks(stage: Stage) -> Sequence[tuple[str, Clock]]:
    """The hours of the regulation that run for the drill's incidents, what ends first at the top. One query."""
    rows = Clock.objects.running().filter(case__incident__opened_at__gte=stage.began_at)
    return [(term_title(clock), clock) for clock in rows.select_related("case__incident")[:MOST_CLOCKS]]


@dataclass(frozen=True, slots=True)
class Ringing:
    """A call that nobody has answered: how long it may wait, or for how long it has waited too long, in words."""

    call: Call
    left: str
    late: bool


def ringing(stage: Stage, *, at: datetime) -> list[Ringing]:
    waiting = stage.calls.filter(answered_at=None)
    return [Ringing(call, span(abs(call.due_at - at)), call.due_at < at) for call in waiting]
