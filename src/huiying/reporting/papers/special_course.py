"""关键节点 · What happened in an event, in the order of its hours: heard, found, opened, released, answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, TypedDict

from huiying.handling.models import Conferral, Instruction, Release, Reply

from .outside import safe, stamp
from .periodical import RELEASED
from .special_subject import Event

MOST: Final = 12


class Node(TypedDict):
    at: str
    what: str


def course(event: Event, voices: Any, until: datetime) -> list[Node]:
    told = sorted((at, what) for at, what in _nodes(event, voices) if at < until)
    return [{"at": stamp(at), "what": what} for at, what in told[:MOST]]


def _nodes(event: Event, voices: Any) -> Iterator[tuple[datetime, str]]:
    first = voices.order_by("said_at", "pk").select_related("channel").first()
    if first:
        yield first.said_at, f"首件来件（{first.channel.name}）：“{safe(first.headline)}”"
    reply = Reply.objects.filter(case__voice__in=voices, delivered_at__isnull=False).order_by("delivered_at").first()
    if reply and reply.delivered_at:
        yield reply.delivered_at, "首次答复来件人"
    if event.incident:
        yield from _of_the_incident(event)
    for instruction in Instruction.objects.filter(case__voice__in=voices).select_related("by"):
        yield instruction.given_at, f"{instruction.by}批示：“{safe(instruction.text, 40)}”"


def _of_the_incident(event: Event) -> Iterator[tuple[datetime, str]]:
    incident = event.incident
    assert incident is not None
    yield incident.happened_at, f"事件发生{f'（{incident.place}）' if incident.place else ''}"
    yield incident.found_at, "本单位发现"
    yield incident.opened_at, f"启动处置，定为{incident.level}"
    for release in Release.objects.signed().filter(incident=incident):
        if release.released_at:
            yield release.released_at, f"{RELEASED[release.sort]}：“{safe(release.title)}”"
    for conferral in Conferral.objects.filter(incident=incident):
        yield conferral.held_at, f"会商：“{safe(conferral.decisions, 40)}”"
    if incident.ended_at:
        yield incident.ended_at, "处置结束"
