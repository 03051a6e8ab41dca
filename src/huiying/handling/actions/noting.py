"""办理备注 · Staff write to each other about a case. A note is never edited and never leaves the house."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.people.models import User

from ..mentions import called
from ..models import Case, Mention, Note
from ..work import visible
from .moving import require, tell_ledger
from .slips import UNDO

MOST_TEXT_OF_A_NOTE = 2000


@transaction.atomic
def add_note(case: Case, *, text: str, by: User, at: datetime) -> Note:
    """Add a note; whom it calls by @ is told that a note concerns them, without its words."""
    require(by, "handling.note", case)
    text = text.strip()
    if not text:
        raise InputError(_("The note is empty."), where="text")
    if len(text) > MOST_TEXT_OF_A_NOTE:
        raise InputError(_("A note has at most %(most)d characters.") % {"most": MOST_TEXT_OF_A_NOTE}, where="text")
    people = [person for person in _called(text, case.unit_id) if person.pk != by.pk]
    for person in people:
        if not visible(person).filter(pk=case.pk).exists():
            raise InputError(
                _("%(who)s may not read this case, so a note cannot call them.") % {"who": person},
                where="text",
                fix=_("Their section has no part in it. Write the note without the @, or have the case assigned."),
            )
    note = Note.objects.create(case=case, text=text, by=by, at=at)
    Mention.objects.bulk_create([Mention(note=note, user=person) for person in people])
    tell_ledger("note.added", case, by, at, note=note.pk, mentioned=[person.ledger_name for person in people])
    return note


def _called(text: str, unit: int | None) -> list[User]:
    if "@" not in text and "＠" not in text:
        return []
    staff = User.objects.filter(is_active=True, posts__isnull=False)
    return called(text, (staff.filter(unit=unit) if unit else staff).distinct())


@transaction.atomic
def withdraw_note(note: Note, *, by: User, at: datetime) -> None:
    """Its author takes a note back within a minute; afterwards they add another."""
    if note.by_id != by.pk:
        raise NotAllowed(_("Only its author withdraws a note."), where=note.case.number)
    if not note.at <= at <= note.at + UNDO:
        raise RuleError(
            _("The minute is over in which a note can be withdrawn."),
            where=note.case.number,
            fix=_("Add another note that puts it right."),
        )
    if not Note.objects.filter(pk=note.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise RuleError(_("The note is withdrawn already."), where=note.case.number)
    tell_ledger("note.withdrawn", note.case, by, at, note=note.pk)


def read_mentions(case: Case, *, by: User, at: datetime) -> None:
    """The person has opened the case: what called them there has been read."""
    Mention.objects.filter(note__case=case, user=by, read_at=None).update(read_at=at)


def may_withdraw(note: Note, by: User, at: datetime) -> bool:
    return note.withdrawn_at is None and note.by_id == by.pk and note.at <= at <= note.at + UNDO
