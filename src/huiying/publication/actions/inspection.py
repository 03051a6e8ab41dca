"""网站巡检 · The site is inspected once a day by the machine, and again whenever somebody asks."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from huiying.ledger.actions import record
from huiying.ledger.turns import turn
from huiying.people import policies
from huiying.people.models import User

from ..inspection.finding import Finding
from ..inspection.inspecting import look
from ..models import ArticlePage, Inspection

DEED = "publication.inspect"
NOT_BEFORE = 5  # o'clock: the office's day has not begun, and what was scheduled for midnight is out
OUTSIDE = "outside"


def inspect(*, by: User | None, at: datetime) -> Inspection:
    """Look at the site and keep what was found under the day. A person who looks again does not wait for links outside:
    what the machine found of them last holds.
    """
    policies.require(by, DEED)
    day = timezone.localtime(at).date()
    earlier = Inspection.objects.filter(day=day).first()
    last = earlier or Inspection.objects.filter(day__lt=day).order_by("-day").first()
    found = look(day, ask_outside=by is None, known=_outside_of(last))
    verdicts = found.verdicts()
    if by is not None and earlier is not None:
        verdicts["outside"] = earlier.verdicts.get("outside")
    values = {
        "at": at,
        "by": by,
        "score": found.score,
        "passed": found.passed,
        "vetoes": found.vetoes,
        "findings": [each.to_json() for each in found.findings],
        "verdicts": verdicts,
    }
    with transaction.atomic():
        row, _made = Inspection.objects.update_or_create(day=day, defaults=values)
        facts = {"score": str(found.score), "vetoes": found.vetoes, "counts": found.counts}
        record("site.inspected", about=f"site:{day}", by=by, at=at, **facts)
    return row


def inspect_when_due(at: datetime) -> int:
    """What the loop calls: inspect the site, if nobody did since the morning; returns how often. A portal without a
    page has not been opened yet.
    """
    if not _is_due(at):
        return 0
    with turn("inspection") as ours:
        if not ours or not _is_due(at):  # another has just done it
            return 0
        inspect(by=None, at=at)
    return 1


def _is_due(at: datetime) -> bool:
    local = timezone.localtime(at)
    morning = local.replace(hour=NOT_BEFORE, minute=0, second=0, microsecond=0)
    if local < morning or Inspection.objects.filter(day=local.date(), at__gte=morning).exists():
        return False
    return bool(ArticlePage.objects.live().exists())


def _outside_of(earlier: Inspection | None) -> list[Finding]:
    found = earlier.findings if earlier else []
    return [Finding(**each) for each in found if each.get("sort") == OUTSIDE]
