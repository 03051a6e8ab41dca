"""The hot-topic table of a period, with the messages of each topic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from huiying.intake.models import Voice
from huiying.language.topics import find_topics

from .belonging import words_on
from .models import Proposal, Topic
from .posts import posts_between

CHUNK = 500


class Message(Protocol):
    """A message as the table shows it: a voice of the office, or a post of an archive."""

    @property
    def external_id(self) -> str: ...
    @property
    def said_at(self) -> datetime: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def headline(self) -> str: ...


@dataclass(frozen=True, slots=True)
class HotTopic:
    rank: int
    heat: float
    start: datetime
    end: datetime
    who_where: str
    description: str
    voices: Sequence[Message]

    def to_json(self) -> dict[str, Any]:
        return {
            "rank": self.rank,
            "heat": round(self.heat, 2),
            "from": timezone.localtime(self.start).date().isoformat(),
            "to": timezone.localtime(self.end).date().isoformat(),
            "who_where": self.who_where,
            "description": self.description,
            "messages": [voice.external_id for voice in self.voices],
        }


def hot(start: datetime | None, end: datetime | None, *, top: int) -> list[HotTopic]:
    """The hottest topics among what was said from `start` until before `end`, hottest first, as people's words want
    them; a topic that a person described bears that name.
    """
    posts = posts_between(start, end)
    said = words_on(posts)
    found = find_topics(posts, top=top, together=said.together, apart=said.apart)
    voices = _voices(int(ident) for topic in found for ident in topic.ids)
    names = _names()
    return [
        HotTopic(
            rank=topic.rank,
            heat=topic.heat,
            start=topic.start,
            end=topic.end,
            who_where=topic.who_where,
            description=next((names[int(i)] for i in topic.ids if int(i) in names), topic.description),
            voices=_by_time(voices[int(i)] for i in topic.ids),
        )
        for topic in found
    ]


def as_hot(topics: Sequence[Topic]) -> list[HotTopic]:
    """Topics as they stand, in this order, as the table has them."""
    members: dict[int, list[int]] = {topic.pk: [] for topic in topics}
    for topic, voice in Proposal.objects.filter(topic__in=members).values_list("topic", "voice"):
        members[topic].append(voice)
    voices = _voices(voice for each in members.values() for voice in each)
    return [
        HotTopic(
            rank=rank,
            heat=topic.heat,
            start=topic.first_at,
            end=topic.last_at,
            who_where=topic.who_where,
            description=topic.description,
            voices=_by_time(voices[pk] for pk in members[topic.pk]),
        )
        for rank, topic in enumerate(topics, start=1)
    ]


def _by_time(voices: Iterable[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: (voice.said_at, voice.pk))


def _voices(keys: Iterable[int]) -> dict[int, Voice]:
    wanted = sorted(set(keys))
    found: dict[int, Voice] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= Voice.objects.in_bulk(wanted[start : start + CHUNK])
    return found


def _names() -> dict[int, str]:
    """The description that a person gave to the topic of a voice, by the key of the voice."""
    named = Proposal.objects.filter(topic__named=True)
    return dict(named.values_list("voice", "topic__description"))
