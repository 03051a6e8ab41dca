"""采纳情况 · A suggestion ends adopted, partly adopted or not, with a reason fit to publish (国办发〔2016〕80号)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.language import privacy
from huiying.people.models import User

from ..models import Adoption, Case, Outcome, Reply
from ..standing import is_suggestion
from .inquiring import MAY_BE_LOOKED_INTO
from .moving import require, tell_ledger

MOST_REASON = 500


@transaction.atomic
def decide_adoption(case: Case, *, outcome: str, reason: str, by: User, at: datetime) -> Adoption:
    """Say what became of a suggestion, and why. A later word takes the place of an earlier one; an answer that is
    published already then waits to be published anew.
    """
    require(by, "handling.adoption", case)
    if outcome not in Outcome.values:
        raise InputError(_("Say what became of the suggestion."), where="outcome")
    reason = _publishable(reason)
    now = Case.objects.select_for_update().get(pk=case.pk)
    if not is_suggestion(now) or now.state not in MAY_BE_LOOKED_INTO:
        raise RuleError(_("Only a suggestion that a section has accepted ends adopted or not."), where=case.number)
    Case.objects.filter(pk=case.pk).update(adoption=outcome)
    case.adoption = outcome
    Reply.objects.filter(case=case).exclude(published_at=None).update(published_at=None)
    tell_ledger("suggestion.decided", case, by, at, outcome=outcome, reason=reason)
    return Adoption.objects.create(case=case, outcome=outcome, reason=reason, by=by, at=at)


def _publishable(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason or len(reason) > MOST_REASON:
        raise InputError(
            _("The reason has between 1 and %(limit)d characters.") % {"limit": MOST_REASON}, where="reason"
        )
    if privacy.find(reason):
        raise InputError(
            _("The reason names personal data, and it is published with the answer."),
            where="reason",
            fix=_("Write it without names, numbers and addresses."),
        )
    return reason
