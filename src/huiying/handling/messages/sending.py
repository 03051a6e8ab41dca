"""Messages leave the house: all that is due for a person in one, tried again where an address does not take it."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError
from huiying.intake.backoff import next_try

from ..models import MessageSetting, StaffMessage
from .addresses import checked, service

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
STALE = timedelta(days=3)
LINES = 20
LONGEST_ROUND = 20.0  # seconds, so that services that do not answer keep no channel waiting


def send_messages(*, at: datetime) -> int:
    """Send what is due; returns how many messages went out. What nobody took for three days is let go, since the desk
    has shown it all the while. In a drill nobody is told outside the desk.
    """
    if settings.DRILL:
        return 0
    StaffMessage.objects.filter(sent_at=None, due_at__lt=at - STALE).delete()
    due = StaffMessage.objects.filter(user=OuterRef("user"), sent_at=None, due_at__lte=at)
    ready = MessageSetting.objects.filter(Q(retry_at=None) | Q(retry_at__lte=at), Exists(due))
    told, begun = 0, time.monotonic()
    for row in ready:
        if time.monotonic() - begun > LONGEST_ROUND:
            break
        if _leased(row, at):
            told += _told(row, at)
    return told


def _leased(row: MessageSetting, at: datetime) -> bool:
    return bool(MessageSetting.objects.filter(pk=row.pk, retry_at=row.retry_at).update(retry_at=at + LEASE))


def _told(row: MessageSetting, at: datetime) -> int:
    waiting = list(row.user.messages.filter(sent_at=None, due_at__lte=at).order_by("pk"))
    error = send(row.addresses, title_of(len(waiting)), text_of(waiting))
    if error:
        row.failures += 1
        row.error, row.retry_at = error, next_try(row.failures, at)
    else:
        StaffMessage.objects.filter(pk__in=[message.pk for message in waiting]).update(sent_at=at)
        row.failures, row.error, row.retry_at, row.told_at = 0, "", None, at
    row.save(update_fields=["failures", "error", "retry_at", "told_at"])
    return 0 if error else len(waiting)


def send(addresses: str, title: str, text: str) -> str:
    """Say it at every address; what went wrong in words, or nothing. An address that took it is not asked again: one
    of several is enough.
    """
    try:
        lines = checked(addresses)
    except InputError as error:
        return str(error)
    taken = [_taken(line, title, text) for line in lines]
    return "" if any(taken) else _("No address took the message.")


def _taken(address: str, title: str, text: str) -> bool:
    """A fault with one address must not silence the others; what it says may hold the address, so it is not logged."""
    try:
        found = service(address)
        return bool(found and found.notify(body=text, title=title))
    except Exception as error:
        log.warning("A message to staff failed: %s", type(error).__name__)
        return False


def title_of(count: int) -> str:
    return ngettext("%(n)d matter waits for you", "%(n)d matters wait for you", count) % {"n": count}


def text_of(messages: Sequence[StaffMessage]) -> str:
    lines = [f"{message.text} {settings.SITE_ADDRESS}{message.path}" for message in messages[:LINES]]
    if len(messages) > LINES:
        lines.append(_("and %(n)d more on the desk") % {"n": len(messages) - LINES})
    return "\n".join(lines)
