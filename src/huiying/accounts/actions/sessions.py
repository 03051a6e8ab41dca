"""Sessions begin, are listed, and are ended: by the person, by the office, or because the password changed."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import NotAllowed
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Ending, Proof, SignIn

MANAGES = "accounts.manage"
KEPT = timedelta(days=183)  # logs are kept for six months at least (网络安全法 art. 21 (3))
LONGEST_ADDRESS, LONGEST_DEVICE = 45, 120


def note_begin(user: User, *, key: str, proof: Proof, address: str, device: str, at: datetime) -> SignIn:
    """Note that somebody signed in. What is older than half a year is let go."""
    SignIn.objects.filter(user=user, seen_at__lt=at - KEPT).delete()
    return SignIn.objects.create(
        user=user,
        key=key,
        proof=proof,
        began_at=at,
        seen_at=at,
        address=address[:LONGEST_ADDRESS],
        device=device[:LONGEST_DEVICE],
    )


def note_end(key: str, why: Ending, *, at: datetime) -> None:
    SignIn.objects.open().filter(key=key).update(ended_at=at, ending=why)


@transaction.atomic
def end(sign_in: SignIn, *, by: User, at: datetime) -> None:
    """End one session: the person's own, or by whoever manages their login."""
    user = sign_in.user
    if by != user:
        policies.require(by, MANAGES, user)
    if _close([sign_in], Ending.SELF if by == user else Ending.OFFICE, at):
        record("session.ended", about=f"user:{user.username}", by=by, at=at, sessions=1)


@transaction.atomic
def end_all(user: User, *, by: User, at: datetime, but: str = "") -> int:
    """End every session of a person except that with the key `but`; returns how many."""
    if by != user:
        policies.require(by, MANAGES, user)
    ended = close_all(user, Ending.SELF if by == user else Ending.OFFICE, at=at, but=but)
    if ended:
        record("session.ended", about=f"user:{user.username}", by=by, at=at, sessions=ended)
    return ended


def close_all(user: User, why: Ending, *, at: datetime, but: str = "") -> int:
    """The same without a word in the ledger: for a deed that says it itself."""
    return _close(list(SignIn.objects.open().filter(user=user).exclude(key=but)), why, at)


def _close(sign_ins: list[SignIn], why: Ending, at: datetime) -> int:
    for sign_in in sign_ins:
        _store()(sign_in.key).delete()
    return SignIn.objects.open().filter(pk__in=[s.pk for s in sign_ins]).update(ended_at=at, ending=why)


def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def refuse_oneself(user: User, by: User) -> None:
    """What the office does to a login is done by another person."""
    if user == by:
        raise NotAllowed(
            _("Nobody does this to their own login."), where=str(user), fix=_("Ask another security administrator.")
        )
