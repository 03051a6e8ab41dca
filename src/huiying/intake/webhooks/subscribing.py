"""Who is told of what: subscriptions are opened with a secret that is shown once, and closed."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.models import Subscription
from huiying.ledger.actions import record
from huiying.ledger.models import Head
from huiying.people import policies
from huiying.people.models import User

MOST_EVENTS, LONGEST_URL = 20, 500
_EVENT = re.compile(r"[a-z_]+\.[a-z_]*")


@transaction.atomic
def subscribe(url: str, *, events: Sequence[str], by: User | None, at: datetime) -> tuple[Subscription, str]:
    """Tell this address of every deed from now on whose name begins so; returns the secret with which it is signed."""
    policies.require(by, "intake.tokens", policies.INSTALLATION)
    _check(url, events)
    secret = secrets.token_urlsafe(32)
    head = Head.objects.filter(pk=1).first()
    row = Subscription.objects.create(
        url=url, secret=secret, events=sorted(set(events)), cursor=head.last if head else 0, made_at=at
    )
    record("webhook.opened", about=f"webhook:{row.pk}", by=by, at=at, host=host_of(url), events=row.events)
    return row, secret


@transaction.atomic
def unsubscribe(row: Subscription, *, by: User | None, at: datetime) -> None:
    policies.require(by, "intake.tokens", policies.INSTALLATION)
    if not Subscription.objects.filter(pk=row.pk, is_open=True).update(is_open=False):
        raise RuleError(_("This address is not told of anything any more."), where=host_of(row.url))
    record("webhook.closed", about=f"webhook:{row.pk}", by=by, at=at, host=host_of(row.url))


@transaction.atomic
def resume(row: Subscription, *, by: User | None, at: datetime) -> None:
    """Go on where it stopped: what happened meanwhile is told now."""
    policies.require(by, "intake.tokens", policies.INSTALLATION)
    stopped = Subscription.objects.filter(pk=row.pk, is_open=False)
    if not stopped.update(is_open=True, failures=0, retry_at=None, error="", leased_until=None):
        raise RuleError(_("This address is being told already."), where=host_of(row.url))
    record("webhook.opened", about=f"webhook:{row.pk}", by=by, at=at, host=host_of(row.url), events=row.events)


def host_of(url: str) -> str:
    """The host alone: an address may hold a key."""
    return urlsplit(url).hostname or ""


def _check(url: str, events: Sequence[str]) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or len(url) > LONGEST_URL or not url.isprintable() or " " in url or "@" in parts.netloc:
        raise InputError(
            _("This is not an address that can be called."), where="--url", fix="https://host.example/path"
        )
    if not events or len(events) > MOST_EVENTS or not all(_EVENT.fullmatch(event) for event in events):
        raise InputError(
            _("Name the deeds, or how their names begin."), where="--event", fix="case.  reply.delivered  voice.heard"
        )
