"""The verbs of intake: what a channel heard is received, once, untouched, under a number."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import PUBLIC, Deed, record, record_many
from huiying.people import policies
from huiying.people.models import Unit, User

from .. import codes, numbers
from ..channel import Heard
from ..models import Channel, Correspondent, Voice
from .acknowledging import acknowledge, acknowledge_form
from .attaching import attach
from .knowing import persons
from .threading import threaded

TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a batch: new voices, those heard before, and those whose number another letter already bears."""

    new: list[Voice] = field(default_factory=list)
    known: list[Heard] = field(default_factory=list)
    conflicting: list[Heard] = field(default_factory=list)


def channel_named(name: str) -> Channel:
    """The channel with this key, or the first of this connector."""
    channel = Channel.objects.filter(slug=name).first() or Channel.objects.filter(connector=name).first()
    if channel is None:
        known = "、".join(Channel.objects.values_list("slug", flat=True))
        raise InputError(
            _("There is no channel named “%(name)s”.") % {"name": name},
            where="--channel",
            fix=_("Known channels: %(known)s") % {"known": known},
        )
    return channel


@transaction.atomic
def set_up_channel(
    slug: str,
    *,
    name: str,
    connector: str,
    form: str,
    note: str = "",
    rank: int = 0,
    settings: Mapping[str, Any] | None = None,
    unit: Unit | None = None,
    at: datetime,
) -> Channel:
    """Open a channel under its key, of the founding unit where none is named."""
    channel = Channel.objects.create(
        slug=slug,
        name=name,
        unit=unit or Unit.objects.founding(),
        connector=connector,
        form=form,
        note=note,
        rank=rank,
        settings=dict(settings or {}),
    )
    record("channel.opened", about=f"channel:{slug}", by=None, at=at, connector=connector, form=form)
    return channel


@transaction.atomic
def receive(heard: Sequence[Heard], *, channel: Channel, by: User | None, at: datetime) -> Received:
    """Take in a batch: each voice once by its channel and the source's number; all of the batch or nothing of it."""
    policies.require(by, "intake.import", channel)
    fresh, known, conflicting = _sorted_out(heard, channel)
    voices = _written(fresh, channel, at)
    acknowledge(voices, channel=channel, at=at)
    record_many(_heard_deed(voice, channel, by or channel.slug, at) for voice in voices)
    return Received(voices, known, conflicting)


@transaction.atomic
def receive_form(heard: Heard, *, channel: Channel, at: datetime) -> tuple[Voice, str]:
    """Take in a form that a member of the public sent, and give its query code; sent twice it is heard once."""
    if not channel.is_open:
        raise InputError(_("This channel is closed."), where=channel.name)
    code = codes.code_for(heard.external_id)
    earlier = Voice.objects.filter(channel=channel, external_id=heard.external_id).first()
    if earlier is not None:
        return earlier, code
    (voice,) = _written([heard], channel, at)
    if voice.continues_id is None:  # what says more of a letter is opened with that letter's code
        voice.code = codes.sealed(code)
        voice.save(update_fields=["code"])
    acknowledge_form(voice, code, at=at)
    record_many([_heard_deed(voice, channel, PUBLIC, at)])
    return voice, code


def _sorted_out(heard: Iterable[Heard], channel: Channel) -> tuple[list[Heard], list[Heard], list[Heard]]:
    heard = list(heard)
    Channel.objects.select_for_update().get(pk=channel.pk)  # two imports into one channel wait for each other
    ids = [h.external_id for h in heard]
    seen = dict(Voice.objects.filter(channel=channel, external_id__in=ids).values_list("external_id", "digest"))
    fresh: list[Heard] = []
    known: list[Heard] = []
    conflicting: list[Heard] = []
    for voice in heard:
        before = seen.setdefault(voice.external_id, mine := digest(voice))
        if before != mine:
            conflicting.append(voice)
        elif before is mine:
            fresh.append(voice)
        else:
            known.append(voice)
    return fresh, known, conflicting


def digest(heard: Heard) -> str:
    """SHA-256 of what was said, by whom and when: two rows with one number are one letter only if this agrees."""
    told = "\x1f".join([heard.said_by, heard.said_at.isoformat(), heard.title, heard.text])
    return hashlib.sha256(told.encode()).hexdigest()


def _written(heard: Sequence[Heard], channel: Channel, at: datetime) -> list[Voice]:
    if not heard:
        return []
    day = timezone.localtime(at).strftime("%Y%m%d")
    given = numbers.take(f"voice:{day}", len(heard))
    rows = zip(heard, persons(heard, channel, at), given, strict=True)
    voices = [_voice(one, channel, person, f"HY{day}-{number:05d}", at) for one, person, number in rows]
    Voice.objects.bulk_create(voices, batch_size=200)
    told = list(zip(heard, voices, strict=True))
    threaded(told, channel)
    attach(told)
    return voices


def _voice(heard: Heard, channel: Channel, person: Correspondent | None, number: str, at: datetime) -> Voice:
    answer = heard.answer
    return Voice(
        number=number,
        channel=channel,
        external_id=heard.external_id,
        correspondent=person,
        title=heard.title[:TITLE_LENGTH],
        text=heard.text,
        raw=dict(heard.raw),
        digest=digest(heard),
        said_at=heard.said_at,
        heard_at=at,
        addressed=channel.addressed if heard.addressed is None else heard.addressed,
        wants_public=heard.wants_public,
        likes=heard.likes,
        against=heard.against,
        spread=dict(heard.spread),
        reply_to=dict(heard.reply_to),
        answered_text=answer.text if answer else "",
        answered_at=answer.at if answer else None,
        answered_by=answer.by[:80] if answer else "",
    )


def _heard_deed(voice: Voice, channel: Channel, by: User | str, at: datetime) -> Deed:
    facts = {"channel": channel.slug, "external_id": voice.external_id, "digest": voice.digest}
    return Deed(name="voice.heard", about=f"voice:{voice.number}", by=by, at=at, facts=facts)
