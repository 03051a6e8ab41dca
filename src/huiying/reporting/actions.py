"""The verbs of reporting: figures are frozen, and papers are written from what is frozen and nothing else."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User
from huiying.people.tree import under

from . import progress
from .asked import Asked
from .figures import Period
from .freezing import Gathered, asked_again, changes, digest_of, gathered
from .models import Paper, PaperFile, PaperForm, PaperKind, PaperTemplate, Snapshot
from .official import OfficialDocument
from .papers.citing import plain
from .papers.narrative.polishing import better_words, in_better_words
from .papers.sorts import SORTS
from .progress import Step
from .templating.filling import fill, stripped
from .templating.keeping import in_force
from .templating.reading import said_by


def take_snapshot(
    start: date,
    end: date,
    *,
    kind: PaperKind = PaperKind.SELF_INSPECTION,
    subject: str = "",
    notice: str = "",
    notice_number: str = "",
    unit: Unit | None = None,
    by: User | None,
    at: datetime,
) -> Snapshot:
    """Freeze what a kind of paper tells of the days from `start` to `end`, both included, with the rows behind each
    number, and put the digest of both into the ledger. Counting holds up no other writer: only what was counted is
    written in one transaction. `unit` is for whom the machine writes; what stands under it is counted
    with it.
    """
    of_one = unit is not None
    unit = by.place() if by else unit or Unit.objects.founding()
    policies.require(by, "reporting.write", unit)
    if end < start:
        raise InputError(
            _("The period ends before it begins."), where=f"{start} – {end}", fix=_("Exchange the two days.")
        )
    own = policies.units(by, "reporting.read") if by else reach_of(unit) if of_one and unit else None
    asked = Asked(Period(start, end, own), at, subject, notice, notice_number)
    with transaction.atomic():
        SORTS[kind].first(asked, by)
    progress.tell(Step.COUNTING)
    every = bool(unit and in_force(unit.pk, kind))
    found = gathered(kind, asked, every=every)
    progress.tell(Step.FREEZING)
    with transaction.atomic():
        snapshot = _keep_snapshot(found, asked, kind=kind, unit=unit)
        record("snapshot.taken", about=f"snapshot:{snapshot.pk}", by=by, at=at, **_sealed(snapshot))
    return snapshot


def reach_of(unit: Unit) -> frozenset[int] | None:
    """The unit and all that stands under it; None where that is every one there is."""
    superiors = Unit.objects.superiors()
    reached = under([unit.pk], superiors)
    return None if reached >= superiors.keys() else reached


def renew(snapshot: Snapshot, *, because: str, by: User | None, at: datetime) -> Snapshot:
    """Count the same once more, since a fact was corrected: a new version beside the one before, which stays as it is.
    It says of every number what it was and is, and how many rows are gone or came.
    """
    policies.require(by, "reporting.write", snapshot)
    if not because.strip():
        raise InputError(_("A new version says which fact was corrected."), where=str(snapshot), fix=_("Say why."))
    _require_newest(snapshot)
    asked = asked_again(snapshot, policies.units(by, "reporting.read") if by else None, at)
    kind = PaperKind(snapshot.kind)
    progress.tell(Step.COUNTING)
    every = bool(snapshot.unit_id and in_force(snapshot.unit_id, kind))
    found = gathered(kind, asked, every=every)
    told = changes(snapshot, found)
    if not told:
        raise RuleError(_("Every number is the same as before; there is no new version."), where=str(snapshot))
    progress.tell(Step.FREEZING)
    more: dict[str, Any] = {"version": snapshot.version + 1, "supersedes": snapshot, "changes": told}
    with transaction.atomic():
        Snapshot.objects.select_for_update().get(pk=snapshot.pk)
        _require_newest(snapshot)
        newer = _keep_snapshot(found, asked, kind=kind, unit=snapshot.unit, because=because.strip()[:300], **more)
        record(
            "snapshot.renewed",
            about=f"snapshot:{newer.pk}",
            by=by,
            at=at,
            reason=newer.because,
            supersedes=snapshot.pk,
            changes=digest_of(told),
            **_sealed(newer),
        )
    return newer


def _require_newest(snapshot: Snapshot) -> None:
    if Snapshot.objects.filter(supersedes=snapshot).exists():
        raise InputError(
            _("There is a newer version of this snapshot."), where=str(snapshot), fix=_("Renew the newest version.")
        )


def _keep_snapshot(found: Gathered, asked: Asked, **more: Any) -> Snapshot:
    period = asked.period
    snapshot = Snapshot.objects.create(
        subject=asked.subject,
        start=period.start,
        end=period.end,
        taken_at=asked.at,
        regulation=found.regulation,
        calendar=found.calendar,
        facts=found.facts,
        digest=found.digest,
        **more,
    )
    found.keep_rows(snapshot)
    return snapshot


def _sealed(snapshot: Snapshot) -> dict[str, Any]:
    """What the ledger holds of a snapshot; the digest is that of the facts, and these hold the digests of the rows."""
    return {
        "kind": str(snapshot.kind),
        "subject": snapshot.subject,
        "version": snapshot.version,
        "start": snapshot.start.isoformat(),
        "end": snapshot.end.isoformat(),
        "digest": snapshot.digest,
    }


def write_paper(snapshot: Snapshot, *, by: User | None, at: datetime) -> Paper:
    """Write the paper of a snapshot in each form of its kind, and keep it as it was written."""
    policies.require(by, "reporting.write", snapshot)
    sort = SORTS[PaperKind(snapshot.kind)]
    progress.tell(Step.COMPOSING)
    composed, template, filled = sort.compose(snapshot.facts), in_force(snapshot.unit_id, snapshot.kind), b""
    words: dict[str, str] = {}
    if not template and settings.LANGUAGE_MODEL and isinstance(composed, OfficialDocument):
        names = User.objects.filter(is_active=True).values_list("name", flat=True)
        words = better_words(composed, names, settings.LANGUAGE_MODEL)
        composed = in_better_words(composed, words)
    if template:
        filled = fill(bytes(template.content), snapshot.facts, composed)
        composed = said_by(filled, composed)
    progress.tell(Step.WRITING)
    files = {form: write(composed) for form, write in sort.writers.items() if not (filled and form == PaperForm.DOCX)}
    if filled:
        files[PaperForm.DOCX] = stripped(filled)
    with transaction.atomic():
        paper = _keep_paper(snapshot, plain(composed.title), files, template, words, by=by, at=at)
        sort.then(snapshot, by, at)
    return paper


def _keep_paper(
    snapshot: Snapshot,
    title: str,
    files: Mapping[PaperForm, bytes],
    template: PaperTemplate | None,
    words: Mapping[str, str],
    *,
    by: User | None,
    at: datetime,
) -> Paper:
    paper = Paper.objects.create(
        snapshot=snapshot,
        kind=snapshot.kind,
        title=title[:200],
        template=template,
        polished=dict(words),
        written_at=at,
        by=by,
    )
    digests = {str(form): _keep(paper, form, content) for form, content in files.items()}
    told = {"kind": paper.kind, "snapshot": snapshot.pk, "polished": len(words), **digests}
    record("paper.written", about=f"paper:{paper.pk}", by=by, at=at, **told)
    return paper


def _keep(paper: Paper, form: PaperForm, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    PaperFile.objects.create(paper=paper, form=form, content=content, digest=digest)
    return digest
