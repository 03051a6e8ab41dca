"""12345 工单时限 · A work order is due when the platform that sent it says; nothing that is counted moves that.

Files and the interface keep it in `Voice.raw["order"]`: number, due_at, and what else they know.
"""

from datetime import datetime, timedelta

from huiying.core import reasons
from huiying.core.deadline import Deadline
from huiying.core.provisions import KindTerm
from huiying.core.zone import in_office_zone
from huiying.intake.models import Voice

from ..models import Case, Clock

DELAYED = "disclosure.answer"  # without a work order its end is that which the office set by 政府信息公开条例 art. 35


def order_of(voice: Voice) -> dict[str, str]:
    """What the order said; {} for a voice that is none."""
    told = voice.raw.get("order") if isinstance(voice.raw, dict) else None
    return told if isinstance(told, dict) else {}


def due_for(case: Case, term: KindTerm, started: datetime) -> datetime | None:
    """The order's due moment for a clock that starts now: for the terms that the reply ends, and while it is to come. A
    moment that the platform set anew stands before the first.
    """
    told = order_of(case.voice)
    if not told or "replied" not in term.ends or "accepted" in term.ends:
        return None
    stood = case.clocks if case.pk else Clock.objects.none()
    latest = stood.exclude(order_due_at=None).order_by("-pk").values_list("order_due_at", flat=True).first()
    due = latest or _moment(told.get("due_at", ""))
    return due if due and due > started else None


def _moment(told: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    return at if at.tzinfo else None


def given(clock: Clock, unit: str) -> Deadline:
    """The end of a clock that an order timed, or the time set for an applicant who asks very often, and why."""
    assert clock.order_due_at is not None
    came, at = in_office_zone(clock.started_at), in_office_zone(clock.order_due_at)
    last = (at - timedelta.resolution).date()  # 24:00 of a day is the midnight that begins the next
    said = reasons.delayed(at) if clock.term == DELAYED and not order_of(clock.case.voice) else reasons.ordered(at)
    because = (reasons.received(came, unit, zone_assumed=False, superseded=True), said)
    return Deadline(clock.term, came, at, last, provisional=False, because=because)
