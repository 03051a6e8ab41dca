"""A channel that fetches is read on from where it was left; what a batch held and how far it went are kept together."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..backoff import next_try
from ..channel import Batch, ChannelError, Listens
from ..connectors import account, connector
from ..models import Channel, Refusal
from ..scanning import show
from .receiving import receive

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
EVERY = timedelta(seconds=60)
LONGEST_ROUND = 120.0  # seconds for one channel, so that no mailbox of ten thousand mails keeps the others waiting


def listen_all(*, at: datetime, now: Callable[[], datetime] = timezone.now) -> int:
    """Read every open channel whose time has come; returns how many new voices there are. One that fails is told on the
    channels page and keeps no other from being read.
    """
    return sum(listen(channel, at=at, now=now) for channel in due(at=at))


def due(*, at: datetime) -> list[Channel]:
    """The open channels that fetch and were not tried within their interval, or whose next try has come."""
    waiting = Channel.objects.filter(is_open=True).filter(Q(leased_until=None) | Q(leased_until__lt=at))
    return [
        channel for channel in waiting if isinstance(connector(channel.connector), Listens) and _is_due(channel, at)
    ]


def _is_due(channel: Channel, at: datetime) -> bool:
    if channel.failures:
        return channel.retry_at is not None and channel.retry_at <= at
    every = timedelta(seconds=max(int(channel.settings.get("every", 0) or 0), 0)) or EVERY
    return channel.tried_at is None or channel.tried_at + every <= at


def listen(channel: Channel, *, at: datetime, now: Callable[[], datetime] = timezone.now) -> int:
    """Read one channel on from its cursor; returns how many new voices it brought. 0 where another worker reads it."""
    reader = connector(channel.connector)
    if not isinstance(reader, Listens) or not _leased(channel, at):
        return 0
    new, begun = 0, time.monotonic()
    try:
        for batch in reader.listen(account(channel), dict(channel.cursor)):
            show(file for heard in batch.heard for file in heard.attached)
            new += keep(batch, channel=channel, at=now())
            if time.monotonic() - begun > LONGEST_ROUND:
                break
        _well(channel, now())
    except ChannelError as error:
        _failed(channel, error, now())
    except Exception as error:  # a fault of ours in one channel must not silence the others
        log.exception("Channel %s could not be read.", channel.slug)
        _failed(channel, ChannelError(type(error).__name__, retry=True), now())
    return new


@transaction.atomic
def keep(batch: Batch, *, channel: Channel, at: datetime) -> int:
    """Receive a batch and move the cursor behind it, both or neither; returns how many voices were new."""
    received = receive(batch.heard, channel=channel, by=None, at=at)
    refused = [
        Refusal(channel=channel, external_id=r.external_id[:200], reason=r.reason[:300], at=at) for r in batch.refused
    ]
    Refusal.objects.bulk_create(refused, ignore_conflicts=True)
    channel.cursor = dict(batch.cursor)
    Channel.objects.filter(pk=channel.pk).update(cursor=channel.cursor, leased_until=at + LEASE)
    return len(received.new)


def _leased(channel: Channel, at: datetime) -> bool:
    """Take the channel for this worker; a lease that ran out belonged to one that died."""
    free = Channel.objects.filter(pk=channel.pk).filter(Q(leased_until=None) | Q(leased_until__lt=at))
    if not free.update(leased_until=at + LEASE, tried_at=at):
        return False
    channel.refresh_from_db()
    return True


def _well(channel: Channel, at: datetime) -> None:
    Channel.objects.filter(pk=channel.pk).update(
        succeeded_at=at, failures=0, error="", retry_at=None, leased_until=None
    )


def _failed(channel: Channel, error: ChannelError, at: datetime) -> None:
    """Tell what went wrong. What only a person can mend is not tried again until they touch the channel or test it."""
    failures = channel.failures + 1
    Channel.objects.filter(pk=channel.pk).update(
        failures=failures,
        error=str(error)[:500],
        retry_at=next_try(failures, at, after=error.after) if error.retry else None,
        leased_until=None,
    )
