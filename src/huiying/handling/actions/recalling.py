"""The text comes back to its handler: before anybody has decided, or after it was approved but has not gone out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move
from huiying.people.models import User

from ..models import Case
from .advancing import lapse, locked, newest
from .moving import move, require, tell_ledger
from .signing import is_decided_on


@transaction.atomic
def recall(case: Case, *, by: User, at: datetime) -> None:
    """收回 · Take the draft back out of review, as long as nobody has decided on it; its next version follows."""
    require(by, "handling.recall", case)
    locked(case)
    draft = newest(case)
    if is_decided_on(case):
        raise RuleError(
            _("Somebody has signed already; the draft cannot be taken back."),
            where=case.number,
            fix=_("Ask whoever signs next to send it back with a comment."),
        )
    move(case, Move.RECALL)
    lapse(draft, _("The drafter took the draft back."), by=by, at=at)
    tell_ledger("draft.recalled", case, by, at, version=draft.version)


@transaction.atomic
def withdraw_text(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """退改 · Take an approved text that has not gone out back to drafting; its next version is signed anew."""
    require(by, "handling.withdraw", case)
    if not reason.strip():
        raise InputError(_("An approved text is withdrawn with a reason."), where=case.number, fix=_("Say why."))
    move(case, Move.WITHDRAW)
    draft = newest(case)
    tell_ledger("draft.withdrawn", case, by, at, version=draft.version, reason=reason.strip()[:500])
