"""转出 · The matter belongs to another organ: the letter goes there, and its writer is told where."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.core.lifecycle import Move
from huiying.people.models import User

from .. import telling
from ..clocks import clockwork
from ..models import Case, Ending, HowEnded, Stopped
from . import slips
from .declining import checked, refuse_with_others
from .moving import move, require, tell_ledger
from .supervising import refuse_bound

MOST_NAME, MOST_CONTACT = 120, 200


@transaction.atomic
def transfer_out(case: Case, *, to: str, contact: str = "", reason: str, by: User, at: datetime) -> Ending:
    """Transfer the case to the organ `to`; the reason stays in the ledger, name and contact go to the writer."""
    require(by, "handling.transfer", case)
    refuse_bound(case)
    to, contact = " ".join(to.split()), " ".join(contact.split())
    if not to or len(to) > MOST_NAME or len(contact) > MOST_CONTACT:
        raise InputError(
            _("The other organ has a name of at most %(limit)d characters.") % {"limit": MOST_NAME},
            where=case.number,
            fix=_("Write the name in full and the contact in short."),
        )
    reason = checked(reason, case, _("reason"), needed=True)
    before = slips.remembered(case)
    move(case, Move.TRANSFER, closed_at=at)
    refuse_with_others(case)
    clockwork.stop_all(case, at=at, because=Stopped.TRANSFERRED)
    sort = HowEnded.TRANSFERRED
    ending = Ending.objects.create(case=case, sort=sort, to=to, contact=contact, note=reason, by=by, at=at)
    tell_ledger("case.transferred", case, by, at, to=to, reason=reason)
    telling.ending(ending, at=at, not_before=at + slips.UNDO)
    slips.keep(case, before, "case.transferred", by=by, at=at)
    return ending
