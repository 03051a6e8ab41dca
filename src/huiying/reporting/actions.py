"""The verbs of reporting: figures are frozen, and papers are written from what is frozen and nothing else."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from .facts import gather
from .figures import Period
from .models import Paper, PaperKind, Snapshot
from .official import render
from .papers.self_inspection import compose


@transaction.atomic
def take_snapshot(
    start: date, end: date, *, notice: str = "", notice_number: str = "", by: User | None, at: datetime
) -> Snapshot:
    """Freeze the figures of the days from `start` to `end`, both included, and put their digest into the ledger."""
    unit = by.place() if by else Unit.objects.founding()
    policies.require(by, "reporting.write", unit)
    if end < start:
        raise InputError(
            _("The period ends before it begins."), where=f"{start} – {end}", fix=_("Exchange the two days.")
        )
    own = policies.units(by, "reporting.read") if by else None
    facts = gather(Period(start, end, own), notice=notice, number=notice_number, at=at)
    form = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    snapshot = Snapshot.objects.create(
        unit=unit,
        start=start,
        end=end,
        taken_at=at,
        regulation=f"{facts['regulation']['name']} {facts['regulation']['version']}",
        facts=facts,
        digest=hashlib.sha256(form.encode()).hexdigest(),
    )
    record(
        "snapshot.taken",
        about=f"snapshot:{snapshot.pk}",
        by=by,
        at=at,
        start=start.isoformat(),
        end=end.isoformat(),
        digest=snapshot.digest,
    )
    return snapshot


@transaction.atomic
def write_self_inspection(snapshot: Snapshot, *, by: User | None, at: datetime) -> Paper:
    """Write the self-inspection report of a snapshot as an official DOCX, and keep it."""
    policies.require(by, "reporting.write", snapshot)
    document = compose(snapshot.facts)
    paper = Paper.objects.create(
        snapshot=snapshot,
        kind=PaperKind.SELF_INSPECTION,
        title=document.title,
        content=render(document),
        written_at=at,
        by=by,
    )
    digest = hashlib.sha256(paper.content).hexdigest()
    record("paper.written", about=f"paper:{paper.pk}", by=by, at=at, kind=paper.kind, digest=digest)
    return paper
