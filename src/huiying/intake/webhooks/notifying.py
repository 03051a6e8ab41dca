"""The loop that tells: what stands in the ledger after each subscription's cursor is posted, entry by entry."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake.backoff import next_try
from huiying.intake.channel import ChannelError
from huiying.intake.fetching import Limits, ask
from huiying.intake.models import Subscription
from huiying.ledger.actions import record
from huiying.ledger.models import Entry, Head

from . import events
from .subscribing import host_of

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
LONGEST_ROUND = 20.0  # seconds for one address, so that a slow one keeps no other waiting
BATCH = 100
MOST_FAILURES = 12
GONE = 410
LIMITS = Limits(content=1024**2, seconds=15, silence=10, redirects=0)


def notify(*, at: datetime, now: Callable[[], datetime] = timezone.now) -> int:
    """Tell every address of what happened since it was told last; returns how many tellings were taken. A drill's
    deeds are told to nobody.
    """
    if settings.DRILL:
        return 0
    due = Subscription.objects.filter(is_open=True).filter(Q(retry_at=None) | Q(retry_at__lte=at))
    return sum(_tell(row, at, now) for row in due if _leased(row, at))


def _leased(row: Subscription, at: datetime) -> bool:
    """Take the subscription for this worker, so that nothing is told out of order."""
    free = Subscription.objects.filter(pk=row.pk, is_open=True).filter(Q(leased_until=None) | Q(leased_until__lt=at))
    if not free.update(leased_until=at + LEASE):
        return False
    row.refresh_from_db()
    return True


def _tell(row: Subscription, at: datetime, now: Callable[[], datetime]) -> int:
    taken, begun = 0, time.monotonic()
    try:
        for entry in _waiting(row):
            _post(row, entry, now())
            _taken(row, entry.pk, now())
            taken += 1
            if time.monotonic() - begun > LONGEST_ROUND:
                break
    except ChannelError as error:
        _failed(row, error, now())
    except Exception as error:  # a fault of ours with one address must not silence the others
        log.exception("Subscription %s could not be told.", row.pk)
        _failed(row, ChannelError(type(error).__name__, retry=True), now())
    Subscription.objects.filter(pk=row.pk).update(leased_until=None)
    return taken


def _waiting(row: Subscription) -> Iterator[Entry]:
    """The entries to tell, in order. Numbers are given out under a lock, so nothing comes in behind the cursor."""
    head = Head.objects.filter(pk=1).values_list("last", flat=True).first() or 0
    if head <= row.cursor:
        return
    wanted = reduce(or_, (Q(deed__startswith=event) for event in row.events), Q(pk=None))
    entries = Entry.objects.filter(wanted, pk__gt=row.cursor, pk__lte=head).order_by("pk")
    found = list(entries[:BATCH])
    yield from found
    if len(found) < BATCH:
        _move(row, head)


def _post(row: Subscription, entry: Entry, at: datetime) -> None:
    body = events.told(entry)
    answer = ask("POST", row.url, headers=events.headers(entry, body, row.secret, at), content=body, limits=LIMITS)
    if not 200 <= answer.status < 300:
        told = {"status": answer.status}
        raise ChannelError(_("The address answered %(status)d.") % told, retry=answer.status != GONE, where=answer.host)


def _taken(row: Subscription, number: int, at: datetime) -> None:
    row.cursor, row.failures = number, 0
    Subscription.objects.filter(pk=row.pk).update(
        cursor=number, failures=0, error="", retry_at=None, told_at=at, leased_until=at + LEASE
    )


def _move(row: Subscription, number: int) -> None:
    """What nobody wants to be told of is passed over."""
    if number > row.cursor:
        row.cursor = number
        Subscription.objects.filter(pk=row.pk).update(cursor=number)


@transaction.atomic
def _failed(row: Subscription, error: ChannelError, at: datetime) -> None:
    """Try again later, the same entry first; after twelve times, or where it is no use, a person looks at it."""
    row.failures += 1
    again = error.retry and row.failures < MOST_FAILURES
    Subscription.objects.filter(pk=row.pk).update(
        failures=row.failures,
        error=str(error)[:300],
        retry_at=next_try(row.failures, at, after=error.after) if again else None,
        is_open=again,
    )
    if not again:
        record("webhook.closed", about=f"webhook:{row.pk}", by=None, at=at, host=host_of(row.url))
