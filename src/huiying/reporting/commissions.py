"""成文任务 · Papers are written beside the work, each by one process; a request waits only for a short one."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiying.core.errors import HuiyingError, InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from . import progress, subjects
from .actions import take_snapshot, write_paper
from .figures import Period
from .models import Commission, Paper, PaperKind
from .papers.sorts import SORTS
from .progress import Step

log = logging.getLogger(__name__)
LEASE = timedelta(hours=1)  # of a process that writes; what was not done by then is taken by another
SHORT = 20_000  # letters of the period up to which a person waits for the paper
WRITE = "reporting.write"


@transaction.atomic
def commission(
    kind: PaperKind,
    start: date,
    end: date,
    *,
    subject: str = "",
    notice: str = "",
    notice_number: str = "",
    by: User,
    at: datetime,
) -> Commission:
    """Ask for a paper of the person's own unit; it is written by `write_out`, here or by the loop."""
    unit = by.place()
    policies.require(by, WRITE, unit)
    assert unit is not None
    if kind not in SORTS:
        raise InputError(_("There is no kind of paper “%(name)s”.") % {"name": kind}, where="kind")
    if end < start:
        raise InputError(_("The period ends before it begins."), where="end", fix=_("Exchange the two days."))
    told = subjects.checked(kind, subject, policies.units(by, "reporting.read"))
    asked = Commission.objects.create(
        unit=unit,
        kind=kind,
        subject=told,
        start=start,
        end=end,
        notice=notice,
        notice_number=notice_number,
        by=by,
        asked_at=at,
    )
    tell_ledger("commission.asked", asked, by, at)
    return asked


def is_short(asked: Commission) -> bool:
    """Whether a person can wait for it; nobody waits for a language model."""
    if settings.LANGUAGE_MODEL:
        return False
    reach = policies.units(asked.by, "reporting.read") if asked.by else None
    return Period(asked.start, asked.end, reach).voices().count() <= SHORT


@transaction.atomic
def try_again(asked: Commission, *, by: User, at: datetime) -> None:
    """Put a failed one back on the shelf."""
    policies.require(by, WRITE, asked)
    failed = Commission.objects.filter(pk=asked.pk, paper=None).exclude(done_at=None)
    if failed.update(done_at=None, taken_at=None, step=0, failed_because=""):
        tell_ledger("commission.asked", asked, by, at)


def write_waiting(*, at: datetime) -> int:
    """Write what waits, the oldest first, each taken by whoever comes first; returns how many were ended."""
    ended = 0
    for asked in waiting(at).order_by("pk"):
        ended += write_out(asked, at=at)
    return ended


def waiting(at: datetime) -> QuerySet[Commission]:
    free = Q(taken_at=None) | Q(taken_at__lte=at - LEASE)
    return Commission.objects.filter(free, done_at=None)


def write_out(asked: Commission, *, at: datetime) -> bool:
    """Write one; False where another process has it. What fails says why and is not tried again by itself."""
    if not waiting(at).filter(pk=asked.pk).update(taken_at=at, step=Step.COUNTING):
        return False
    try:
        with progress.heard_by(lambda step: _stepped(asked, step)):
            paper = _written(asked, at)
    except HuiyingError as error:
        _failed(asked, str(error), at)
    except Exception:
        log.exception("The paper of commission %s could not be written.", asked.pk)
        _failed(asked, _("An error of the program; the log of the server tells more."), at)
    else:
        _done(asked, paper, at)
    return True


def _written(asked: Commission, at: datetime) -> Paper:
    snapshot = take_snapshot(
        asked.start,
        asked.end,
        kind=PaperKind(asked.kind),
        subject=asked.subject,
        notice=asked.notice,
        notice_number=asked.notice_number,
        unit=asked.unit,
        by=asked.by,
        at=at,
    )
    return write_paper(snapshot, by=asked.by, at=at)


def _stepped(asked: Commission, step: Step) -> None:
    Commission.objects.filter(pk=asked.pk).update(step=step)


@transaction.atomic
def _done(asked: Commission, paper: Paper, at: datetime) -> None:
    Commission.objects.filter(pk=asked.pk).update(done_at=at, paper=paper, step=len(Step))
    if asked.schedule:
        told = sorted(asked.schedule.told.filter(is_active=True).values_list("pk", flat=True))
        about = f"paper:{paper.pk}"
        facts = {"start": asked.start.isoformat(), "end": asked.end.isoformat(), "told": told}
        record("paper.scheduled", about=about, by=None, at=at, kind=asked.kind, snapshot=paper.snapshot_id, **facts)


@transaction.atomic
def _failed(asked: Commission, because: str, at: datetime) -> None:
    Commission.objects.filter(pk=asked.pk).update(done_at=at, failed_because=because[:300])
    tell_ledger("commission.failed", asked, asked.by, at)


def tell_ledger(deed: str, asked: Commission, by: User | None, at: datetime) -> None:
    told = sorted({asked.schedule.by_id}) if asked.schedule else []
    record(
        deed,
        about=f"commission:{asked.pk}",
        by=by,
        at=at,
        kind=asked.kind,
        start=asked.start.isoformat(),
        end=asked.end.isoformat(),
        told=told,
    )
