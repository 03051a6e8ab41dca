"""培训 · A training is recorded, corrected as a new version, or withdrawn with a reason; none is deleted."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from .. import policies
from ..models import Training, TrainingItem, TrainingSort, TrainingVersion, Unit, User
from ..wording import line, text

MOST_HOURS = Decimal(80)  # two working weeks
EARLIEST = date(2000, 1, 1)  # before that a year was mistyped
MOST_LINE, MOST_TEXT, MOST_REASON, MOST_KEY = 120, 4000, 300, 50
KEY = re.compile(r"[-a-zA-Z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a training was. `drill` is the key of the drill, if it was one of the office's own."""

    sort: str
    title: str
    held_on: date
    hours: Decimal
    place: str
    content: str
    lecturer: str = ""
    results: str = ""
    drill: str = ""


@transaction.atomic
def record_training(unit: Unit, told: Particulars, *, by: User, at: datetime) -> Training:
    """Record a training that was held."""
    policies.require(by, "people.trainings.record", unit)
    training = Training.objects.create(unit=unit, recorded_by=by, recorded_at=at, **asdict(_checked(told, at)))
    facts = {"title": training.title, "sort": training.sort, "held_on": training.held_on.isoformat()}
    record("training.recorded", about=f"training:{training.pk}", by=by, at=at, **facts)
    return training


@transaction.atomic
def correct_training(training: Training, told: Particulars, *, reason: str, by: User, at: datetime) -> None:
    """Put the words of a training right; what it said before stays as a version of it, with the reason."""
    policies.require(by, "people.trainings.record", training)
    reason = line(reason, "reason", most=MOST_REASON, needed=True)
    now, held = _checked(told, at), locked(training)
    before = particulars(held)
    changed = [field.name for field in fields(now) if getattr(now, field.name) != getattr(before, field.name)]
    if not changed:
        raise RuleError(_("Nothing was changed."), where=held.title)
    said = _as_json(before)
    TrainingVersion.objects.create(training=held, number=held.version, said=said, reason=reason, by=by, at=at)
    Training.objects.filter(pk=held.pk).update(**asdict(now), version=held.version + 1)
    training.refresh_from_db()
    facts = {"title": training.title, "version": training.version, "fields": changed, "reason": reason}
    record("training.corrected", about=f"training:{training.pk}", by=by, at=at, **facts)


@transaction.atomic
def withdraw_training(training: Training, *, reason: str, by: User, at: datetime) -> None:
    """Withdraw a training that was recorded by mistake: it counts nowhere from now on, and what it had settled is to
    be trained again.
    """
    policies.require(by, "people.trainings.record", training)
    reason = line(reason, "reason", most=MOST_REASON, needed=True)
    held = locked(training)
    Training.objects.filter(pk=held.pk).update(withdrawn_at=at, withdrawn_because=reason)
    training.refresh_from_db()
    reopened = TrainingItem.objects.filter(done_in=held).update(done_in=None)
    facts = {"title": held.title, "reopened": reopened, "reason": reason}
    record("training.withdrawn", about=f"training:{held.pk}", by=by, at=at, **facts)


def particulars(training: Training) -> Particulars:
    """What a training says as it stands."""
    return Particulars(**{field.name: getattr(training, field.name) for field in fields(Particulars)})


def locked(training: Training) -> Training:
    """The training as it stands now, held until the deed is done; RuleError where it was withdrawn."""
    held = Training.objects.select_for_update().get(pk=training.pk)
    if held.withdrawn_at:
        raise RuleError(
            _("This training was withdrawn; nothing follows any more."),
            where=held.title,
            fix=_("Record it anew if it was held."),
        )
    return held


def _checked(told: Particulars, at: datetime) -> Particulars:
    if told.sort not in TrainingSort.values:
        raise InputError(_("This cannot be chosen here."), where="sort", fix=_("Choose one that is offered."))
    _refuse_a_wrong_day(told.held_on, timezone.localtime(at).date())
    return Particulars(
        sort=told.sort,
        title=line(told.title, "title", most=MOST_LINE, needed=True),
        held_on=told.held_on,
        hours=_hours(told.hours),
        place=line(told.place, "place", most=MOST_LINE, needed=True),
        lecturer=line(told.lecturer, "lecturer", most=MOST_LINE, needed=told.sort == TrainingSort.LECTURE),
        content=text(told.content, "content", most=MOST_TEXT, needed=True),
        results=text(told.results, "results", most=MOST_TEXT),
        drill=_key(told.drill, told.sort),
    )


def _refuse_a_wrong_day(day: date, today: date) -> None:
    if day > today:
        raise InputError(
            _("This day is still to come."), where="held_on", fix=_("Record a training once it has been held.")
        )
    if day < EARLIEST:
        raise InputError(_("This day is too long ago."), where="held_on", fix=_("Look at the year again."))


def _hours(told: Decimal) -> Decimal:
    if not told.is_finite() or not 0 < told <= MOST_HOURS:
        raise InputError(
            _("A training takes more than 0 and at most %(most)d hours.") % {"most": MOST_HOURS},
            where="hours",
            fix=_("Write the hours as a number, such as 1.5."),
        )
    hours = told.quantize(Decimal("0.1"))
    if hours != told:
        raise InputError(_("Hours are told to one decimal."), where="hours", fix=_("Write 1.5, not 1.55."))
    return hours


def _key(told: str, sort: str) -> str:
    key = told.strip()
    if key and sort != TrainingSort.DRILL:
        raise InputError(
            _("Only an on-the-spot simulation names a drill."),
            where="drill",
            fix=_("Leave it empty, or change the sort."),
        )
    if len(key) > MOST_KEY or not KEY.fullmatch(key):
        raise InputError(
            _("This is no key of a drill."), where="drill", fix=_("Copy the key from the page of the drill.")
        )
    return key


def _as_json(told: Particulars) -> dict[str, Any]:
    return {**asdict(told), "held_on": told.held_on.isoformat(), "hours": str(told.hours)}
