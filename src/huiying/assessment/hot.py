"""The hot-topic table of a period, with the messages of each topic."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiying.intake.models import Voice
from huiying.language.topics import find_topics

from .actions.gathering import posts_between


@dataclass(frozen=True, slots=True)
class HotTopic:
    rank: int
    heat: float
    start: datetime
    end: datetime
    who_where: str
    description: str
    voices: list[Voice]

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
    """The hottest topics among what was said from `start` until before `end`, hottest first."""
    found = find_topics(posts_between(start, end), top=top)
    wanted = [int(ident) for topic in found for ident in topic.ids]
    voices = Voice.objects.in_bulk(wanted)
    return [
        HotTopic(
            rank=topic.rank,
            heat=topic.heat,
            start=topic.start,
            end=topic.end,
            who_where=topic.who_where,
            description=topic.description,
            voices=sorted((voices[int(i)] for i in topic.ids), key=lambda v: (v.said_at, v.pk)),
        )
        for topic in found
    ]
