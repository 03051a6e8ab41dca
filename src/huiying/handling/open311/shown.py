"""Which requests are shown, and what of each: nothing until the office opens a channel to Open311, and of a request
whose writer does not want it public no words and no place.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiying.core.lifecycle import OPEN, WITHOUT_REPLY
from huiying.intake.models import Channel, Voice, VoiceQuerySet
from huiying.language import privacy

from ..models import Case, CaseState
from ..views.status import stage
from . import offered
from .asking import MOST, Wanted

RAW = "open311"  # in `Voice.raw`: what the client told of service and place
MOST_WORDS = 4_000
PLACES = 3  # of a degree, some hundred metres: where it is, not who lives there
_OPEN = Q(case=None) | Q(case__state__in=[str(state) for state in OPEN])


def opened() -> list[int]:
    """The channels that the office opened to Open311."""
    return [channel.pk for channel in Channel.objects.all() if channel.settings.get(RAW) is True]


def voices() -> VoiceQuerySet:
    found = Voice.objects.filter(channel__in=opened(), addressed=True)
    return found.select_related("case", "proposal").prefetch_related("case__clocks", "case__parts__section")


def find(wanted: Wanted) -> list[Voice]:
    """The newest first, at most a thousand. By its number one is found even where its words are not public."""
    if wanted.numbers:
        return list(voices().filter(number__in=wanted.numbers)[:MOST])
    found = voices().filter(wants_public=True, said_at__gte=wanted.start, said_at__lte=wanted.end)
    if wanted.services:
        found = found.filter(_of_services(wanted.services))
    if len(set(wanted.states)) == 1:
        found = found.filter(_OPEN) if wanted.states[0] == "open" else found.exclude(_OPEN)
    return list(found[:MOST])


def _of_services(codes: Iterable[str]) -> Q:
    """As the client said, and where none did, as the machine or a person judged."""
    told, silent = Q(), Q(raw__open311__isnull=True)
    for code in codes:
        told |= Q(raw__open311__service_code=code)
        if code == offered.OTHER:
            told |= silent & (Q(proposal=None) | Q(proposal__theme=""))
        else:
            told |= silent & Q(proposal__theme__in=offered.themes_of(code))
    return told


def row(voice: Voice) -> dict[str, Any]:
    """A request as the specification has it; what we do not know or do not tell is null."""
    case: Case | None = getattr(voice, "case", None)
    told = _told(voice)
    code = str(told.get("service_code") or "") or _judged(voice)
    clock = case.running_clock() if case else None
    part = case.lead_part() if case else None
    public = voice.wants_public
    return {
        "service_request_id": voice.number,
        "status": "open" if case is None or case.is_open else "closed",
        "status_notes": _standing(case),
        "service_name": offered.name_of(code),
        "service_code": code,
        "description": privacy.mask(voice.text)[:MOST_WORDS] if public else None,
        "agency_responsible": part.section.name if part else None,
        "service_notice": None,
        "requested_datetime": stamp(voice.said_at),
        "updated_datetime": stamp(_changed(voice, case)),
        "expected_datetime": stamp(clock.due_at) if clock else None,
        "address": privacy.mask(str(told.get("address") or "")) or None if public else None,
        "address_id": None,
        "zipcode": None,
        "lat": _near(told.get("lat")) if public else None,
        "long": _near(told.get("long")) if public else None,
        "media_url": None,
    }


def _standing(case: Case | None) -> str:
    """The stage; of a case that was over without a reply, how."""
    if case is not None and case.state in WITHOUT_REPLY and not case.answered_with_another:
        return str(CaseState(case.state).label)
    return str(stage(case).label)


def _told(voice: Voice) -> dict[str, Any]:
    told = voice.raw.get(RAW) if isinstance(voice.raw, dict) else None
    return told if isinstance(told, dict) else {}


def _judged(voice: Voice) -> str:
    proposal = getattr(voice, "proposal", None)
    return offered.code_of(proposal.theme) if proposal and proposal.theme else offered.OTHER


def _near(degrees: Any) -> float | None:
    return round(float(degrees), PLACES) if isinstance(degrees, int | float) else None


def _changed(voice: Voice, case: Case | None) -> datetime:
    """The last of the moments that the public is told of anyway."""
    moments = [voice.said_at]
    if case:
        moments += [moment for moment in (case.answered_at, case.closed_at) if moment]
        moments += [part.assigned_at for part in case.parts.all()]
    return max(moments)


def stamp(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
