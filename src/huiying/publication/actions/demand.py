"""供需缺口 · A person's word on a verdict."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Demand, Ruling, VerdictWord

LONGEST_REASON = 300


@transaction.atomic
def give_verdict(demand: Demand, *, ruling: str, reason: str, by: User, at: datetime) -> VerdictWord:
    """Confirm or correct the machine's verdict. A correction says why; that nothing answers refuses the page found."""
    policies.require(by, "publication.gap.judge", demand)
    if ruling not in Ruling.values:
        raise InputError(_("This is no verdict."), where=demand.matter, fix=_("Choose one of the list."))
    reason = " ".join(reason.split())[:LONGEST_REASON]
    demand = Demand.objects.select_for_update().get(pk=demand.pk)
    if ruling != demand.machine and not reason:
        raise InputError(_("A verdict is corrected with a reason."), where=demand.matter, fix=_("Say why."))
    if ruling != Ruling.MISSING and not demand.best:
        raise RuleError(_("No page was found for this matter, so nothing can be said of it."), where=demand.matter)
    word = VerdictWord.objects.create(
        demand=demand, ruling=ruling, machine=demand.machine, best=demand.best, reason=reason, by=by, at=at
    )
    Demand.objects.filter(pk=demand.pk).update(ruling=ruling)
    facts = {"ruling": ruling, "machine": demand.machine, "page": demand.best}
    record("gap.verdict_given", about=demand.ref, by=by, at=at, reason=reason, **facts)
    return word
