"""What other systems read and set of cases: where a voice stands, and the new term of a work order."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from huiying.intake.channels.api.auth import Bearer, channel_of, token_of
from huiying.intake.channels.api.letters import Strictly
from huiying.intake.channels.api.moments import Moment
from huiying.intake.channels.api.reading import json_of, of_form, schema_of
from huiying.intake.channels.api.refusing import ApiRefusal, Told
from huiying.intake.models import ApiToken, Scope, Voice, VoiceQuerySet

from .actions import set_order_term
from .models import Case
from .views.status import stage

REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429, 503})
router = Router(tags=["handling"])


class State(BaseModel):
    """Where a voice stands. `answer` is there for the channel that brought it, once the reply was sent."""

    number: str
    external_id: str
    stage: str
    case: str = ""
    state: str = ""
    kind: str = ""
    section: str = ""
    received_at: datetime
    due_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    answer: str = ""


class NewTerm(Strictly):
    due_at: Moment


@router.get(
    "/voices/{number}",
    auth=Bearer(Scope.STATUS),
    response={200: State, frozenset({401, 403, 404, 422, 429, 503}): Told},
    summary="Where a voice stands",
)
def state(request: HttpRequest, number: str) -> State:
    """By our number. A token with a channel sees the voices of that channel alone."""
    token = token_of(request)
    voice = _voices(token).filter(number=_plain(number)).first()
    if voice is None:
        raise ApiRefusal(404, _("There is no such voice."), where="number", fix="HY20260315-00001")
    case = Case.objects.filter(voice=voice).prefetch_related("clocks", "parts__section").first()
    return _state(voice, case, own=token.channel_id == voice.channel_id)


def _plain(number: str) -> str:
    """A number out of an address; PostgreSQL is not asked about what it cannot hold."""
    return number[:120].replace("\0", "")


def _voices(token: ApiToken) -> VoiceQuerySet:
    return Voice.objects.all() if token.channel_id is None else Voice.objects.filter(channel=token.channel_id)


def _state(voice: Voice, case: Case | None, *, own: bool) -> State:
    told = State(
        number=voice.number,
        external_id=voice.external_id,
        stage=stage(case).name.lower(),
        received_at=voice.heard_at,
    )
    if case is None:
        return told
    clock, part = case.running_clock(), case.lead_part()
    reply = case.replies.order_by("pk").last() if own else None
    told.case, told.state, told.kind = case.number, case.state, case.kind
    told.section = part.section.name if part else ""
    told.due_at = clock.due_at if clock else None
    told.answered_at, told.closed_at = case.answered_at, case.closed_at
    told.answer = reply.text if reply else ""
    return told


@router.put(
    "/orders/{number}/term",
    auth=Bearer(Scope.ORDERS),
    response={200: State, REFUSALS: Told},
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": schema_of(NewTerm)}}}},
    summary="A new term for a work order",
)
def term(request: HttpRequest, number: str) -> State:
    """By the order's own number: the platform gave more time, or less."""
    channel = channel_of(token_of(request))
    told = of_form(NewTerm, json_of(request))
    case = Case.objects.filter(voice__channel=channel, voice__external_id=_plain(number)).first()
    if case is None:
        raise ApiRefusal(404, _("There is no case of this order."), where="number")
    set_order_term(case, due_at=told.due_at, by=channel.slug, at=timezone.now())
    return _state(case.voice, Case.objects.prefetch_related("clocks", "parts__section").get(pk=case.pk), own=True)
