"""待训事项 · What a drill or the work showed must be learned; each stays open until a training dealt with it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record

from .. import policies
from ..models import Section, Training, TrainingItem, Unit, User
from ..wording import line
from .recording import locked

MOST_WHAT, MOST_SOURCE = 300, 120


@transaction.atomic
def add_training_item(
    unit: Unit,
    *,
    what: str,
    source: str,
    section: Section | None = None,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> TrainingItem:
    """Note what must be learned, by a section or (None) by everyone. `source` is a reference, as `drill:<slug>`; the
    same lesson of the same source is noted once, and returned as it stands when it is told again.
    """
    policies.require(by, "people.trainings.items", unit)
    what = line(what, "what", most=MOST_WHAT, needed=True)
    source = line(source, "source", most=MOST_SOURCE)
    if section is not None and section.unit_id != unit.pk:
        raise InputError(
            _("%(section)s belongs to another unit.") % {"section": section},
            where="section",
            fix=_("Choose a section of this unit."),
        )
    noted = TrainingItem.objects.filter(unit=unit, source=source, what=what) if source else TrainingItem.objects.none()
    if before := noted.first():
        return before
    if due_on is not None and due_on < timezone.localtime(at).date():
        raise InputError(_("This day is over."), where="due_on", fix=_("Choose a day that is still to come."))
    item = TrainingItem.objects.create(
        unit=unit, what=what, source=source, section=section, due_on=due_on, made_by=by, made_at=at
    )
    facts = {"what": what, "source": source, "section": section.name if section else ""}
    record("training_item.added", about=f"training-item:{item.pk}", by=by, at=at, **facts)
    return item


@transaction.atomic
def settle_item(item: TrainingItem, *, training: Training, by: User, at: datetime) -> None:
    """Say which training dealt with it: one held since, at which somebody was whom it concerns."""
    policies.require(by, "people.trainings.record", item)
    held = locked(training)
    if held.unit_id != item.unit_id:
        raise InputError(
            _("This training is one of another unit."), where="training", fix=_("Choose a training of this unit.")
        )
    if held.held_on < timezone.localtime(item.made_at).date():
        raise InputError(
            _("This training was held before the matter was noted."),
            where="training",
            fix=_("Choose a training held since."),
        )
    concerned = Q(user__posts__section=item.section) if item.section else Q()
    if not held.attendances.present().filter(concerned).exists():
        raise RuleError(
            _("Nobody whom it concerns is on the list of this training."),
            where="training",
            fix=_("Say first who was there."),
        )
    if not TrainingItem.objects.filter(pk=item.pk, done_in=None).update(done_in=held):
        raise RuleError(_("This is settled already."), where=item.what)
    item.refresh_from_db()
    facts = {"what": item.what, "training": held.pk, "title": held.title}
    record("training_item.settled", about=f"training-item:{item.pk}", by=by, at=at, **facts)
