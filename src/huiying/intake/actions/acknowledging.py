"""Who wrote by a channel that takes answers is told at once: the number, the query code, and when an answer is due."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import codes, outbox
from ..due import due
from ..models import Channel, Delivery, Voice
from . import verifying


def acknowledge(voices: Iterable[Voice], *, channel: Channel, at: datetime) -> None:
    """Give each new voice that can be answered its code, and lay the receipt in the outbox where the channel gives one.
    What goes on from something said before has its receipt already; so has what was told on the spot, and where all
    could read the code none is sent: `reply_to` then says `receipt: False`.
    """
    fresh = [voice for voice in voices if voice.addressed and voice.continues_id is None and outbox.reachable(voice)]
    receipts = []
    for voice in fresh:
        code = codes.code_for(f"{channel.slug} {voice.external_id}")
        voice.code = codes.sealed(code)
        if channel.settings.get("receipt", True) and voice.reply_to.get("receipt", True):
            receipts.append(outbox.receipt(voice, title=_title(voice), text=receipt_text(voice, code), at=at))
    outbox.put_all(receipts)
    Voice.objects.bulk_update(fresh, ["code"], batch_size=200)


def acknowledge_form(voice: Voice, code: str, *, at: datetime) -> None:
    """Mail the receipt of a form to whoever left a mail address. The code goes to an address that was verified; another
    gets the link that verifies it, so that a slip of the pen opens no letter to a stranger.
    """
    way = outbox.way_back(voice)
    if way is None or voice.continues_id:
        return
    if not all(channel.settings.get("receipt", True) for channel in (voice.channel, way[0])):
        return
    address = verifying.mail_address(str(way[1].get("mail", "")), voice.channel)
    if address is None:
        return
    text = receipt_text(voice, code) if address.verified_at else _unverified(voice, verifying.link(address, voice, at))
    outbox.put(voice, kind=Delivery.Kind.RECEIPT, about="1", title=_title(voice), text=text, at=at)


def receipt_text(voice: Voice, code: str) -> str:
    """The receipt in plain words: number, code, where to look it up, and the day by which the law wants an answer."""
    told = {**_told(voice), "code": code}
    return (
        _(
            "We have received your letter. Number: %(number)s. Query code: %(code)s.\n"
            "You will have an answer by %(day)s. Look it up here: %(address)s\n"
            "To add something, simply answer this message."
        )
        % told
    )


def _unverified(voice: Voice, link: str) -> str:
    """The receipt to an address of which nobody knows yet whose it is."""
    told = {**_told(voice), "link": link, "days": verifying.GOOD_FOR.days}
    return (
        _(
            "We have received your letter. Number: %(number)s.\n"
            "You will have an answer by %(day)s. Look it up here: %(address)s\n"
            "The query code stood on the page after sending; it is not mailed to an address that was not confirmed.\n"
            "Please confirm within %(days)s days that this mail address is yours: %(link)s\n"
            "If you did not write to us, you need do nothing.\n"
            "To add something, simply answer this message."
        )
        % told
    )


def _told(voice: Voice) -> dict[str, object]:
    return {
        "number": voice.number,
        "day": date_format(due(voice).due_date, "Y年n月j日"),
        "address": f"{settings.SITE_ADDRESS}{reverse('status')}?number={voice.number}",
    }


def _title(voice: Voice) -> str:
    return _("Received: %(title)s") % {"title": voice.headline}
