"""参训 · Who was at a training, and how they did: told for several people at once, corrected as often as needed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import Deed, record_many

from .. import policies
from ..models import Attendance, Outcome, Training, User
from ..wording import line
from .recording import locked

MOST_MARK, MOST_NOTE = 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One person at a training; an empty outcome takes them off its list."""

    user: User
    outcome: str
    mark: str = ""
    note: str = ""


@transaction.atomic
def attend(training: Training, marks: Sequence[Mark], *, by: User, at: datetime) -> int:
    """Say of these people whether they were there; the others stay as they are. Returns of how many it changed."""
    policies.require(by, "people.trainings.record", training)
    held = locked(training)
    told = [_checked(mark) for mark in marks]
    kept = {row.user_id: row for row in held.attendances.all()}
    _refuse_people(held, told, kept.keys())
    changed = [mark for mark in told if _differs(mark, kept.get(mark.user.pk))]
    for mark in changed:
        _keep(held, mark)
    record_many(_deed(held, mark, kept.get(mark.user.pk), by, at) for mark in changed)
    return len(changed)


def _checked(mark: Mark) -> Mark:
    if mark.outcome and mark.outcome not in Outcome.values:
        raise InputError(
            _("This cannot be chosen here."), where=mark.user.username, fix=_("Choose one that is offered.")
        )
    if not mark.outcome and (mark.mark.strip() or mark.note.strip()):
        raise InputError(
            _("Nothing says whether %(person)s was there.") % {"person": mark.user},
            where=mark.user.username,
            fix=_("Choose it, or take out the mark and the note."),
        )
    where = mark.user.username
    mark_told, note = line(mark.mark, where, most=MOST_MARK), line(mark.note, where, most=MOST_NOTE)
    return Mark(user=mark.user, outcome=mark.outcome, mark=mark_told, note=note)


def _refuse_people(training: Training, told: Sequence[Mark], listed: object) -> None:
    """Nobody twice, and nobody of another unit; who moved there after they were listed stays."""
    for mark in told:
        if mark.user.unit_id != training.unit_id and mark.user.pk not in listed:  # type: ignore[operator]
            raise InputError(
                _("%(who)s works elsewhere.") % {"who": mark.user},
                where=mark.user.username,
                fix=_("Their own unit records their trainings."),
            )
    often = [user for user, times in Counter(mark.user for mark in told).items() if times > 1]
    if often:
        raise InputError(
            _("%(person)s is named twice.") % {"person": often[0]}, where=often[0].username, fix=_("Name them once.")
        )


def _differs(mark: Mark, row: Attendance | None) -> bool:
    before = (row.outcome, row.mark, row.note) if row else ("", "", "")
    return before != (mark.outcome, mark.mark, mark.note)


def _keep(training: Training, mark: Mark) -> None:
    if mark.outcome:
        told = {"outcome": mark.outcome, "mark": mark.mark, "note": mark.note}
        Attendance.objects.update_or_create(training=training, user=mark.user, defaults=told)
    else:
        Attendance.objects.filter(training=training, user=mark.user).delete()


def _deed(training: Training, mark: Mark, row: Attendance | None, by: User, at: datetime) -> Deed:
    """A mark, and a note on somebody, are told on the page of the training alone."""
    facts = {
        "person": mark.user.ledger_name,
        "outcome": mark.outcome,
        "outcome_before": row.outcome if row else "",
        "title": training.title,
    }
    return Deed(name="training.attended", about=f"training:{training.pk}", by=by, at=at, facts=facts)
