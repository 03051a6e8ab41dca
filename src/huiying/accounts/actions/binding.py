"""A member of staff is bound to their name at the single sign-on, by the security administrator alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Binding
from .sessions import MANAGES, refuse_oneself


@transaction.atomic
def bind(user: User, subject: str, *, issuer: str, by: User, at: datetime) -> None:
    """Bind the person to this subject in place of an earlier one; "" only takes it away."""
    policies.require(by, MANAGES, user)
    refuse_oneself(user, by)
    subject = subject.strip()
    held = Binding.objects.filter(user=user, issuer=issuer)
    if subject and Binding.objects.filter(issuer=issuer, subject=subject).exclude(user=user).exists():
        raise RuleError(_("Somebody else is bound to this subject."), where="subject")
    if held.values_list("subject", flat=True).first() == (subject or None):
        return
    held.delete()
    if subject:
        Binding.objects.create(user=user, issuer=issuer, subject=subject, made_at=at)
        record("sign_on.bound", about=f"user:{user.username}", by=by, at=at)
    else:
        record("sign_on.parted", about=f"user:{user.username}", by=by, at=at)
