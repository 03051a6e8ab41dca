"""Second factors are made, tried and taken away.

A code is that of RFC 6238 with six digits of thirty seconds, taken one step early or late (RFC 6238, 5.2), never twice.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.sealing import fingerprint
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Authenticator, Ending, Passkey, RecoveryCode
from .sessions import MANAGES, close_all, refuse_oneself

STEP = 30
EARLY_OR_LATE = 1
CODES = 10
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is taken for another sign
GROUPS, GROUP = 6, 4  # 118 bits: from 112 on a digest of chance need not be slow (OWASP ASVS 5.0, 6.5.2)
LONGEST = 40
# Of those who know the password from many addresses: a million codes, three of which fit, are not tried through.
MOST_WRONG = 10
SHUT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code was taken, and whether it was a recovery code."""

    good: bool
    recovery: bool = False


def new_secret() -> str:
    """160 bits in base32, as RFC 4226 asks."""
    return pyotp.random_base32()


def address_of(user: User, secret: str, office: str) -> str:
    """What the square picture says to an authenticator: `otpauth://totp/…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=office)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute to which a code belongs, None where it belongs to none near `at`."""
    told = "".join(code.split())
    if len(told) != 6 or not (told.isascii() and told.isdecimal()):
        return None
    here = int(at.timestamp()) // STEP
    steps = range(here - EARLY_OR_LATE, here + EARLY_OR_LATE + 1)
    fitting = [step for step in steps if secrets.compare_digest(pyotp.TOTP(secret).at(step * STEP), told)]
    return fitting[0] if fitting else None


@transaction.atomic
def enrol(user: User, *, secret: str, code: str, by: User, at: datetime) -> list[str]:
    """Join an authenticator that has shown that it knows the secret; an earlier one is forgotten. Returns recovery
    codes, which are told this once.
    """
    step = step_of(secret, code, at)
    if step is None:
        raise InputError(
            _("This code does not fit."),
            where="code",
            fix=_("Look whether the telephone's clock is right, try the next."),
        )
    told = {"secret": secret, "made_at": at, "last_step": step, "wrong": 0, "wrong_at": None}
    Authenticator.objects.update_or_create(user=user, defaults=told)
    record("second_factor.joined", about=f"user:{user.username}", by=by, at=at, factor="authenticator")
    return _make_codes(user)


@transaction.atomic
def renew_codes(user: User, *, by: User, at: datetime) -> list[str]:
    """New recovery codes; the earlier ones open nothing any more."""
    codes = _make_codes(user)
    record("second_factor.codes_made", about=f"user:{user.username}", by=by, at=at)
    return codes


def _make_codes(user: User) -> list[str]:
    codes = ["-".join(_signs() for _group in range(GROUPS)) for _code in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return codes


def _signs() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(GROUP))


def _digest(user: User, code: str) -> str:
    """Of the signs, however they are typed; a keyed digest tells a copy of the database nothing."""
    told = code.lower().replace("-", "").replace(" ", "")
    return fingerprint("recovery", f"{user.pk} {told}")


def try_code(user: User, told: str, *, at: datetime) -> Verdict:
    """Whether what somebody typed is the code of now, or one of their recovery codes. Each is taken once, however many
    ask at the same moment: the row is changed only where it was not yet.
    """
    told = told.strip()[:LONGEST]
    held = Authenticator.objects.filter(user=user).first()
    if held and not is_shut(held, at):
        step = step_of(held.secret, told, at)
        row = Authenticator.objects.filter(pk=held.pk)
        if step is not None and row.filter(last_step__lt=step).update(last_step=step, wrong=0):
            return Verdict(True)
    if _use_recovery(user, told, at):
        return Verdict(True, recovery=True)
    Authenticator.objects.filter(user=user).update(wrong=F("wrong") + 1, wrong_at=at)
    return Verdict(False)


def is_shut(held: Authenticator, at: datetime) -> bool:
    """Whether too many codes failed one after another, from whatever address."""
    return bool(held.wrong_at and held.wrong >= MOST_WRONG and at < held.wrong_at + SHUT)


@transaction.atomic
def _use_recovery(user: User, told: str, at: datetime) -> bool:
    used = RecoveryCode.objects.left().filter(user=user, digest=_digest(user, told)).update(used_at=at)
    if used:
        left = RecoveryCode.objects.left().filter(user=user).count()
        record("second_factor.code_used", about=f"user:{user.username}", by=user, at=at, left=left)
    return bool(used)


@transaction.atomic
def part(user: User, *, by: User, at: datetime, passkey: Passkey | None = None) -> None:
    """Take away one's own passkey, or the authenticator where none is named; the recovery codes go with the last."""
    rows: Sequence[object] = (
        passkey.delete() if passkey and passkey.user_id == user.pk else Authenticator.objects.filter(user=user).delete()
    )
    if not rows[0]:
        return
    if not (Passkey.objects.filter(user=user).exists() or Authenticator.objects.filter(user=user).exists()):
        RecoveryCode.objects.filter(user=user).delete()
    factor = "passkey" if passkey else "authenticator"
    record("second_factor.parted", about=f"user:{user.username}", by=by, at=at, factor=factor)


@transaction.atomic
def reset(user: User, *, reason: str, by: User | None, at: datetime) -> None:
    """Forget every second factor of somebody who lost theirs, and end their sessions: they join a new one when they
    sign in. Never one's own; `by` None is whoever holds the machine, at its command line.
    """
    if by:
        policies.require(by, MANAGES, user)
        refuse_oneself(user, by)
    if not reason.strip():
        raise InputError(_("Say why."), where="reason")
    for rows in (Authenticator, Passkey, RecoveryCode):
        rows.objects.filter(user=user).delete()
    close_all(user, Ending.OFFICE, at=at)
    record("second_factor.reset", about=f"user:{user.username}", by=by, at=at, reason=reason.strip()[:200])
