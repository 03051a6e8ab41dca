"""催办 · One press reminds whoever has a case."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.people.models import User

from ...models import Case, Reminder
from ..moving import require, tell_ledger

APART = timedelta(hours=1)


@transaction.atomic
def remind(case: Case, *, by: User, at: datetime) -> Reminder:
    """Remind the handler of an open case, or its lead section where nobody handles it yet; at most once an hour."""
    require(by, "handling.remind", case)
    Case.objects.select_for_update().get(pk=case.pk)
    part = case.lead_part()
    if not case.is_open or part is None:
        raise RuleError(
            _("There is nobody to remind of this case."),
            where=case.number,
            fix=_("It is over.") if not case.is_open else _("Assign it first."),
        )
    if Reminder.objects.filter(case=case, at__gt=at - APART).exists():
        raise RuleError(
            _("A reminder went out less than an hour ago."), where=case.number, fix=_("Wait, or issue a chase order.")
        )
    told = part.handler or part.section
    tell_ledger("case.reminded", case, by, at, told=str(told))
    return Reminder.objects.create(case=case, by=by, at=at)
