"""The outbox is emptied: each message is sent once, tried again with patience, and stopped or settled by a person."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..backoff import next_try
from ..channel import Attached, ChannelError, Outgoing, Sent, Speaks
from ..connectors import account, connector
from ..models import Channel, Delivery
from ..models.attachment import store

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_TRIES = 12
BATCH = 50
State = Delivery.State


def send_out(*, at: datetime, limit: int = BATCH) -> int:
    """Send what is due, at most `limit`; returns how many were tried. Two workers never hold the same message."""
    _look_after_the_lost(at)
    due = Delivery.objects.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "id")
    tried = 0
    for row in due.select_related("channel", "voice")[:limit]:
        if _taken(row, at):
            _send(row, at)
            tried += 1
    return tried


def _taken(row: Delivery, at: datetime) -> bool:
    """Whether it is ours now. The state is asked of the row itself: behind a join PostgreSQL would look it up in what
    it saw when it began to wait for the other worker, and both would have it.
    """
    mine = Delivery.objects.filter(pk=row.pk, state=State.WAITING, channel__in=Channel.objects.filter(is_open=True))
    row.leased_until = at + LEASE
    return bool(mine.update(state=State.SENDING, leased_until=row.leased_until, tries=F("tries") + 1))


def _held(row: Delivery) -> QuerySet[Delivery]:
    """The message while it is ours: a worker that was thought dead changes nothing of what another has taken since."""
    return Delivery.objects.filter(pk=row.pk, state=State.SENDING, leased_until=row.leased_until)


def _look_after_the_lost(at: datetime) -> None:
    """A message whose sender died: sent again where the channel knows its key, else for a person to look at."""
    for row in Delivery.objects.filter(state=State.SENDING, leased_until__lt=at).select_related("channel"):
        speaker = connector(row.channel.connector)
        again = isinstance(speaker, Speaks) and speaker.sends_once
        _held(row).update(state=State.WAITING if again else State.UNSURE, leased_until=None, due_at=at)


def _send(row: Delivery, at: datetime) -> None:
    speaker = connector(row.channel.connector)
    if not isinstance(speaker, Speaks):
        _failed(row, ChannelError(_("This channel cannot speak."), retry=False), at)
        return
    if row.expires_at and row.expires_at < at:
        _failed(row, ChannelError(_("The time in which this channel takes an answer is over."), retry=False), at)
        return
    try:
        sent = speaker.send(account(row.channel), _outgoing(row))
    except ChannelError as error:
        _failed(row, error, at)
    except Exception as error:  # a fault of ours in one message must not keep the others back
        log.exception("Delivery %s could not be sent.", row.pk)
        _failed(row, ChannelError(type(error).__name__, retry=True), at)
    else:
        _sent(row, sent, at)


def _outgoing(row: Delivery) -> Outgoing:
    enclosed = tuple(_enclosed(told) for told in row.files)
    return Outgoing(key=row.key, text=row.text, to=row.to, title=row.title, link=row.link, enclosed=enclosed)


def _enclosed(told: Mapping[str, Any]) -> tuple[Attached, str]:
    """A file that goes along, from the store; ChannelError where it is gone, since half an answer is none."""
    try:
        with store().open(told["place"], "rb") as content:
            return Attached(name=told["name"], content=content.read()), told["media_type"]
    except FileNotFoundError as error:
        raise ChannelError(_("A file that goes along is missing from the store."), retry=False) from error


@transaction.atomic
def _sent(row: Delivery, sent: Sent, at: datetime) -> None:
    told = _held(row).update(
        state=State.SENT,
        sent_at=at,
        external_id=sent.external_id[:200],
        sent_text=sent.text or row.text,
        error="",
        leased_until=None,
    )
    if told:
        tell_ledger("delivery.sent", row, None, at)


@transaction.atomic
def _failed(row: Delivery, error: ChannelError, at: datetime) -> None:
    """Tried again where that can help, at most twelve times; else it stands on the channels page with what to do."""
    row.tries += 1
    again = error.retry and row.tries < MOST_TRIES
    over = State.UNSURE if error.unsure else State.FAILED
    told = _held(row).update(
        state=State.WAITING if again else over,
        due_at=next_try(row.tries, at, after=error.after) if again else row.due_at,
        error=str(error)[:500],
        leased_until=None,
    )
    if told and not again:
        tell_ledger("delivery.failed", row, None, at)


@transaction.atomic
def stop_delivery(row: Delivery, *, by: User, at: datetime) -> None:
    """Keep a message from being sent."""
    policies.require(by, "intake.deliveries", row)
    _settled(row, {State.WAITING, State.FAILED, State.UNSURE}, State.STOPPED, at)
    tell_ledger("delivery.stopped", row, by, at)


@transaction.atomic
def send_again(row: Delivery, *, by: User, at: datetime) -> None:
    """Let a message that failed, was stopped or was perhaps sent be tried anew."""
    policies.require(by, "intake.deliveries", row)
    _settled(row, {State.FAILED, State.STOPPED, State.UNSURE}, State.WAITING, at)
    tell_ledger("delivery.tried_again", row, by, at)


@transaction.atomic
def mark_sent(row: Delivery, *, by: User, at: datetime) -> None:
    """A person found that a message which was perhaps sent did arrive."""
    policies.require(by, "intake.deliveries", row)
    _settled(row, {State.UNSURE}, State.SENT, at)
    tell_ledger("delivery.found_sent", row, by, at)


def _settled(row: Delivery, before: set[State], after: State, at: datetime) -> None:
    mine = Delivery.objects.filter(pk=row.pk, state__in=before)
    sent_at = at if after is State.SENT else None
    if not mine.update(state=after, due_at=at, tries=0, error="", leased_until=None, sent_at=sent_at):
        raise RuleError(
            _("This message is not in a state that allows it."), where=row.key, fix=_("Reload the page and look again.")
        )


def tell_ledger(name: str, row: Delivery, by: User | None, at: datetime) -> None:
    about = f"voice:{row.voice.number}" if row.voice else f"channel:{row.channel.slug}"
    record(name, about=about, by=by, at=at, key=row.key, channel=row.channel.slug, tries=row.tries)
