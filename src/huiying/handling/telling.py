"""What a writer is told goes back the way they came: laid in the outbox by the deed that decided it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiying.core.remaining import last_day
from huiying.intake import outbox
from huiying.intake.models import Delivery, Voice

from .models import Extension, Question, Reply

Kind = Delivery.Kind


def reply(said: Reply, *, at: datetime) -> None:
    """The approved text, letter by letter as it was signed."""
    voice = said.case.voice
    title = _("Reply to “%(title)s”") % {"title": voice.headline}
    outbox.put(voice, kind=Kind.REPLY, about=str(said.pk), title=title, text=said.text, link=_link(voice), at=at)


def question(asked: Question, *, at: datetime) -> None:
    """What the office needs to know; the writer may simply answer the message."""
    voice = asked.case.voice
    title = _("A question about “%(title)s”") % {"title": voice.headline}
    outbox.put(voice, kind=Kind.QUESTION, about=str(asked.pk), title=title, text=asked.text, link=_link(voice), at=at)


def extension(granted: Extension, due_at: datetime, *, at: datetime) -> None:
    """That the answer takes longer, until when, and why (政府信息公开条例 art. 33)."""
    voice = granted.clock.case.voice
    day = date_format(last_day(due_at), "Y年n月j日")
    title = _("The answer to “%(title)s” takes longer") % {"title": voice.headline}
    told = {"day": day, "reason": granted.reason}
    text = _("The term for the answer to your letter was extended to %(day)s. Reason: %(reason)s") % told
    outbox.put(voice, kind=Kind.EXTENSION, about=str(granted.pk), title=title, text=text, link=_link(voice), at=at)


def _link(voice: Voice) -> str:
    """Where the writer reads the whole with the number and code of the receipt."""
    return f"{settings.SITE_ADDRESS}{reverse('status')}?number={voice.number}"
