"""A person puts topics right: merges them, takes voices out, splits them off, gives a topic its name.

What was done is kept as a word on the voices, so that gathering anew never undoes it and learns from it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError
from huiying.intake.models import Voice
from huiying.language.headline import key
from huiying.language.privacy import mask, veil
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import Belonging, Proposal, Topic
from ..posts import posts_of
from ..summing import summed
from .keeping import CHUNK, forward

MAX_NAME = 80
MOST_TOPICS = 20
DEED = "assessment.topics.change"


@transaction.atomic
def merge_topics(into: Topic, others: Sequence[Topic], *, by: User, at: datetime) -> Topic:
    """The voices of other topics belong to this one from now on; their addresses lead here."""
    others = [topic for topic in dict.fromkeys(others) if topic.pk != into.pk]
    for topic in (into, *others):
        policies.require(by, DEED, topic)
    if not others:
        raise InputError(_("No other topic is chosen."), where=str(into), fix=_("Choose what is to be merged."))
    if len(others) > MOST_TOPICS:
        raise InputError(_("More than %(most)d topics are chosen.") % {"most": MOST_TOPICS}, where=str(into))
    names, keys = [str(topic) for topic in others], [topic.pk for topic in others]
    Proposal.objects.filter(topic__in=keys).update(topic=into)
    for gone in keys:
        forward(gone, to=into.pk)
    Topic.objects.filter(pk__in=keys).delete()
    voices = _voices_of(into)
    Belonging.objects.create(sort=Belonging.Sort.TOGETHER, voices=voices, by=by, at=at)
    summed(into, voices)
    tell_ledger("topics.merged", into, by, at, others=[mask(name) for name in names], voices=len(voices))
    return into


@transaction.atomic
def take_out(topic: Topic, voices: Sequence[Voice], *, by: User, at: datetime) -> None:
    """These voices do not belong to the topic; where they belong is found at the next gathering."""
    policies.require(by, DEED, topic)
    leaving = _part(topic, voices, by, at)
    _move(leaving, None)
    tell_ledger("topic.voices_taken_out", topic, by, at, voices=len(leaving))


@transaction.atomic
def split_topic(topic: Topic, voices: Sequence[Voice], *, name: str = "", by: User, at: datetime) -> Topic:
    """These voices are a topic of their own; without a name the machine describes it."""
    policies.require(by, DEED, topic)
    name = _checked(name, topic) if name.strip() else ""
    leaving = _part(topic, voices, by, at)
    Belonging.objects.create(sort=Belonging.Sort.TOGETHER, voices=leaving, by=by, at=at)
    new = Topic.objects.create(
        unit=topic.unit,
        description=name or topic.description,
        named=bool(name),
        first_at=topic.first_at,
        last_at=topic.last_at,
    )
    _move(leaving, new)
    summed(new, leaving)
    tell_ledger("topic.split", topic, by, at, new=mask(str(new)), voices=len(leaving))
    return new


@transaction.atomic
def rename_topic(topic: Topic, *, name: str, by: User, at: datetime) -> None:
    """Give a topic the description that a person wants; its voices belong together from now on."""
    policies.require(by, DEED, topic)
    before, said = topic.description, _checked(name, topic)
    if said in (before, veil(before)):  # the form shows it with stars; sent back as it stood, it changes nothing
        return
    topic.description, topic.named = said, True
    topic.save(update_fields=["description", "named"])
    Belonging.objects.create(sort=Belonging.Sort.TOGETHER, voices=_voices_of(topic), by=by, at=at)
    tell_ledger("topic.renamed", topic, by, at, former=mask(before))


def _part(topic: Topic, voices: Sequence[Voice], by: User, at: datetime) -> list[int]:
    """Write down that these voices are apart from the others of the topic; their keys."""
    own = _voices_of(topic)
    leaving = _with_copies(own, {voice.pk for voice in voices})
    rest = [voice for voice in own if voice not in set(leaving)]
    if not leaving:
        raise InputError(_("No voice of this topic is chosen."), where=str(topic), fix=_("Choose some of its voices."))
    if not rest:
        raise InputError(
            _("All voices of the topic are chosen; nothing would be left of it."),
            where=str(topic),
            fix=_("Leave some, or give the topic another name."),
        )
    Belonging.objects.create(sort=Belonging.Sort.APART, voices=leaving, others=rest, by=by, at=at)
    summed(topic, rest)
    return leaving


def _with_copies(own: list[int], chosen: set[int]) -> list[int]:
    """The chosen among a topic's voices, and its voices that say word for word the same: they cannot be parted."""
    if not chosen.intersection(own):
        return []
    said = {int(post.id): key(post.title, post.text) for post in posts_of(own)}
    told = {said[voice] for voice in chosen if voice in said}
    return [voice for voice in own if voice in chosen or said.get(voice) in told]


def _move(voices: list[int], topic: Topic | None) -> None:
    for start in range(0, len(voices), CHUNK):
        Proposal.objects.filter(voice__in=voices[start : start + CHUNK]).update(topic=topic)


def _voices_of(topic: Topic) -> list[int]:
    return list(Proposal.objects.filter(topic=topic).order_by("voice").values_list("voice", flat=True))


def _checked(name: str, topic: Topic) -> str:
    name = " ".join(name.split())
    if not name:
        raise InputError(_("A topic needs a name."), where=str(topic), fix=_("Say in a few words what it is about."))
    if len(name) > MAX_NAME:
        told = ngettext(
            "The name is longer than %(most)d character.", "The name is longer than %(most)d characters.", MAX_NAME
        )
        raise InputError(told % {"most": MAX_NAME}, where=str(topic))
    return name


def tell_ledger(name: str, topic: Topic, by: User, at: datetime, **facts: object) -> None:
    record(name, about=f"topic:{topic.pk}", by=by, at=at, topic=mask(str(topic)), **facts)
