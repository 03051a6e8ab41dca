"""撤回 · Within a minute a person takes a deed of their own back. The ledger keeps both: nothing is removed from it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import NotAllowed, RuleError
from huiying.ledger.models import Entry
from huiying.people.models import User

from .. import telling
from ..models import Case, Slip
from . import slips
from .moving import tell_ledger


@transaction.atomic
def undo(case: Case, *, by: User, at: datetime) -> str:
    """Take the last deed on the case back: state, parts and clocks stand as before it. Returns the deed's name."""
    slip = Slip.objects.select_for_update().filter(case=case).first()
    if slip is None or not _is_last(slip, case):
        raise RuleError(
            _("There is nothing to take back: something else has happened to this case since."), where=case.number
        )
    if slip.by_id != by.pk:
        raise NotAllowed(_("Only who did a deed takes it back."), where=case.number)
    if not slip.at <= at <= slip.at + slips.UNDO:
        raise RuleError(
            _("The minute is over in which a deed can be taken back."),
            where=case.number,
            fix=_("Use the deeds of the case page instead."),
        )
    _withdraw_messages(case, slip)
    other = case.merged_into if slip.deed == "case.merged" else None
    _restore(case, slip)
    slip.delete()
    tell_ledger("case.undone", case, by, at, undone=slip.deed)
    if other is not None:
        tell_ledger("case.let_go", other, by, at, cases=[case.number])
    return slip.deed


def may_undo(case: Case, by: User, at: datetime) -> Slip | None:
    """The deed that `by` may take back now."""
    slip = Slip.objects.filter(case=case, by=by, at__gte=at - slips.UNDO, at__lte=at).first()
    return slip if slip and _is_last(slip, case) else None


def _is_last(slip: Slip, case: Case) -> bool:
    last = Entry.objects.filter(about=case.ref).last()
    return last is not None and (last.deed, last.at) == (slip.deed, slip.at)


def _withdraw_messages(case: Case, slip: Slip) -> None:
    for ending in case.endings.filter(at=slip.at):
        if not telling.withdraw(ending):
            raise RuleError(_("The message to the writer has left already."), where=case.number)
        ending.delete()


def _restore(case: Case, slip: Slip) -> None:
    before = slips.of_the_case(slip.before)
    now = Case.objects.filter(pk=case.pk, state=case.state, answered_at=case.answered_at)
    if not now.update(**before):
        raise RuleError(_("Somebody else has just moved this case on."), where=case.number, fix=_("Reload the page."))
    slips.put_back(case, slip.before)
    case.refresh_from_db()
