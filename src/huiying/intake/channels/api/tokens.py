"""Tokens of other systems: made once and shown once, looked up by their digest, counted by the minute."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.models import ApiToken, Channel, Scope
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from .refusing import ApiRefusal

SIGN = "hy_"  # so that a token that strays into a file is found there
WRITING = frozenset({Scope.INTAKE, Scope.ORDERS})
NOTED_EVERY = timedelta(minutes=1)
WINDOW = 60


@transaction.atomic
def make_token(
    name: str,
    *,
    scopes: Sequence[str],
    channel: Channel | None = None,
    rate: int = 600,
    expires_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token and, this once, the secret that its holder shows."""
    policies.require(by, "intake.tokens", channel or policies.INSTALLATION)
    _check(name, scopes, channel, rate)
    secret = SIGN + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name.strip(),
        digest=digest(secret),
        scopes=sorted(set(scopes)),
        channel=channel,
        rate=rate,
        expires_at=expires_at,
        by=by.ledger_name if by else "machine",
        made_at=at,
    )
    facts = {"name": token.name, "scopes": token.scopes, "channel": channel.slug if channel else ""}
    record("token.made", about=f"token:{token.pk}", by=by, at=at, **facts)
    return token, secret


def _check(name: str, scopes: Sequence[str], channel: Channel | None, rate: int) -> None:
    unknown = sorted(set(scopes) - set(Scope.values))
    if unknown or not scopes:
        raise InputError(
            _("There is no scope “%(scope)s”.") % {"scope": ", ".join(unknown)},
            where="--scope",
            fix=_("Scopes: %(known)s") % {"known": ", ".join(Scope.values)},
        )
    if not name.strip() or len(name.strip()) > 60:
        raise InputError(_("A token needs a name of at most 60 characters."), where="--name")
    if WRITING & set(scopes) and channel is None:
        raise InputError(_("What this token brings needs a channel to go into."), where="--channel")
    if not 1 <= rate <= 1_000_000:
        raise InputError(_("The rate is from 1 to 1000000 requests a minute."), where="--rate")


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User | None, at: datetime) -> None:
    """Close a token for good."""
    policies.require(by, "intake.tokens", token)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        raise RuleError(_("This token was revoked before."), where=token.name)
    record("token.revoked", about=f"token:{token.pk}", by=by, at=at, name=token.name)


def admit(secret: str, *scopes: str, at: datetime) -> ApiToken:
    """The token of this secret, if it may do one of `scopes` and has not asked too often; else ApiRefusal."""
    token = ApiToken.objects.select_related("channel").filter(digest=digest(secret)).first()
    if token is None or not token.works_at(at):
        raise unknown_token()
    if not set(scopes) & set(token.scopes):
        raise ApiRefusal(
            403,
            _("This token may not do this."),
            where=" / ".join(scopes),
            fix=_("Ask the office for a token with this scope."),
        )
    _count(token, at)
    _note_use(token, at)
    return token


def unknown_token() -> ApiRefusal:
    return ApiRefusal(
        401,
        _("There is no such token, or it is no longer valid."),
        where="Authorization",
        fix=_("Send the header “Authorization: Bearer TOKEN” with a token that the office gave you."),
        headers={"WWW-Authenticate": "Bearer"},
    )


def _count(token: ApiToken, at: datetime) -> None:
    """One more request in this minute. Each web process counts for itself."""
    second = int(at.timestamp())
    key = f"token-rate:{token.pk}:{second // WINDOW}"
    used = 1 if cache.add(key, 1, 2 * WINDOW) else _one_more(key)
    if used > token.rate:
        wait = WINDOW - second % WINDOW
        raise ApiRefusal(
            429,
            _("This token may ask %(rate)d times a minute.") % {"rate": token.rate},
            where=token.name,
            fix=_("Wait %(seconds)d seconds, or send several pieces in one request.") % {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )


def _one_more(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # the minute was forgotten between the two
        return 1


def _note_use(token: ApiToken, at: datetime) -> None:
    if token.last_used_at is None or token.last_used_at + NOTED_EVERY <= at:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def digest(secret: str) -> str:
    """Tokens are 32 bytes of chance, so that a plain digest of one cannot be guessed."""
    return hashlib.sha256(b"huiying token " + secret.encode("utf-8", "surrogateescape")).hexdigest()
