"""The platform that sent a work order sets its term anew; the clocks of the case follow, and the ledger says who."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

from ..clocks import clockwork
from ..models import Case
from .moving import stamp, tell_ledger


@transaction.atomic
def set_order_term(case: Case, *, due_at: datetime, by: str, at: datetime) -> None:
    """Set the end of the running clocks that the order timed. `by` is the key of the channel that the platform writes
    into; asked twice it is done once.
    """
    clocks = [clock for clock in clockwork.running(case) if clock.order_due_at is not None]
    if not clocks:
        raise RuleError(_("No clock of this case runs by the term of an order."), where=case.number)
    if due_at <= at or any(due_at <= clock.started_at for clock in clocks):
        raise RuleError(_("The new term is over already."), where="due_at")
    moved = [clock for clock in clocks if clock.order_due_at != due_at]
    for clock in moved:
        before, clock.order_due_at = clock.due_at, due_at
        clockwork.wind(clock, case, at=at)
        clock.save()
        tell_ledger("order.term_set", case, by, at, term=clock.term, before=stamp(before), after=stamp(due_at))
