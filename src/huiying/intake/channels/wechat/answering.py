"""A message is received and answered on the spot: with its receipt, or with nothing where the office wants it so.

Sent again by WeChat, it is found by its number and gets the same answer.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from huiying.intake import codes
from huiying.intake.actions import receive
from huiying.intake.actions.acknowledging import receipt_text
from huiying.intake.models import Channel, Refusal, Voice

from .fields import whole
from .limits import for_a_message
from .messages import Message, Unreadable
from .writers import goes_on_from


def answer(message: Message, channel: Channel, *, at: datetime) -> str:
    """The text that goes back at once; "" for none. Its language is the office's, whoever's machine calls."""
    with translation.override(settings.LANGUAGE_CODE):
        if message.kind == "event":
            return str(channel.settings.get("welcome") or "").strip() if message.event == "subscribe" else ""
        try:
            return for_a_message(_receipt(_received(message, channel, at), channel), "")
        except Unreadable as unreadable:
            _refuse(message, channel, str(unreadable), at)
            return ""


@transaction.atomic
def _received(message: Message, channel: Channel, at: datetime) -> Voice:
    """The voice of a message; one that was heard before is only looked up."""
    kept = Voice.objects.filter(channel=channel, external_id=message.external_id)
    known = kept.select_related("continues").first()
    if known is not None:
        return known
    within = timedelta(minutes=whole(channel.settings.get("together"), 30, 48 * 60))
    continues = goes_on_from(message.openid, channel, at=at, within=within)
    receive([message.heard(continues)], channel=channel, by=None, at=at)
    return kept.select_related("continues").get()


def _receipt(voice: Voice, channel: Channel) -> str:
    if not voice.addressed or not channel.settings.get("receipt", True):
        return ""
    if voice.continues is not None:
        return _("Added to your letter %(number)s.") % {"number": voice.continues.number}
    return receipt_text(voice, codes.code_for(f"{channel.slug} {voice.external_id}"))


def _refuse(message: Message, channel: Channel, reason: str, at: datetime) -> None:
    Refusal.objects.get_or_create(
        channel=channel, external_id=message.external_id, defaults={"reason": reason[:300], "at": at}
    )
