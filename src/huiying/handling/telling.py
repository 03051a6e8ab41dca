"""What a writer is told goes back the way they came: laid in the outbox by the deed that decided it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core.remaining import last_day
from huiying.core.words import LANGUAGES
from huiying.intake import outbox
from huiying.intake.models import Delivery, Voice

from . import rulebook
from .models import DisclosureNotice, Ending, Extension, HowEnded, Question, Reply

Kind = Delivery.Kind


def reply(said: Reply, *, at: datetime) -> None:
    """The approved text, letter by letter as it was signed, with the files that were reviewed with it."""
    voice = said.case.voice
    title = _("Reply to “%(title)s”") % {"title": voice.headline}
    files = [outbox.Enclosed(file.name, file.media_type, str(file.file.name), file.size) for file in said.files.all()]
    about, link = str(said.pk), _link(voice)
    outbox.put(voice, kind=Kind.REPLY, about=about, title=title, text=said.text, link=link, files=files, at=at)


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


def notice(made: DisclosureNotice, *, at: datetime) -> None:
    """A paper of a disclosure request, in its words."""
    voice = made.request.case.voice
    text = "\n".join([*made.paragraphs, f"{made.organ}  {made.number}"])
    about, link = f"notice-{made.pk}", _link(voice)
    outbox.put(voice, kind=Kind.QUESTION, about=about, title=made.title, text=text, link=link, at=at)


def ending(ended: Ending, *, at: datetime, not_before: datetime) -> None:
    """That the letter was not accepted, or went to another organ: why, and where to turn. It waits until the deed
    cannot be taken back any more.
    """
    voice = ended.case.voice
    if ended.sort == HowEnded.TRANSFERRED:
        title = _("“%(title)s” was transferred") % {"title": voice.headline}
    else:
        title = _("“%(title)s” was not accepted") % {"title": voice.headline}
    outbox.put(
        voice,
        kind=Kind.REPLY,
        about=_about(ended),
        title=title,
        text=ended_text(ended),
        link=_link(voice),
        at=at,
        not_before=not_before,
    )


def withdraw(ended: Ending) -> bool:
    """Take the message of an ending back; False where it has left."""
    return outbox.withdraw(ended.case.voice, kind=Kind.REPLY, about=_about(ended))


def _about(ended: Ending) -> str:
    return f"ending-{ended.pk}"


def ended_text(ended: Ending) -> str:
    """What the writer is told of an ending, in the message and on the page of the letter."""
    if ended.sort == HowEnded.TRANSFERRED:
        told = [_("The matter belongs to %(organ)s, so your letter was transferred there.") % {"organ": ended.to}]
        if ended.contact:
            told.append(_("You reach it so: %(contact)s") % {"contact": ended.contact})
        return "\n".join(told)
    return "\n".join(filter(None, [_ground_told(ended), ended.note]))


def _ground_told(ended: Ending) -> str:
    ground = rulebook.regulation_of(ended.case.regulation).grounds.get(ended.ground)
    if ground is None:
        return _("Your letter was not accepted.")
    if ground.told is None:
        told = {"ground": ground.title, "act": ground.citation}
        return _("Your letter was not accepted: %(ground)s (%(act)s).") % told
    return ground.told.to_json()[_language()]


def _language() -> str:
    """The active language, where the regulation has words in it."""
    language = get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _link(voice: Voice) -> str:
    """Where the writer reads the whole with the number and code of the receipt."""
    return f"{settings.SITE_ADDRESS}{reverse('status')}?number={voice.number}"
