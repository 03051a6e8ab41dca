"""Voices as the language room reads them, the earliest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiying.intake.models import Channel, Voice
from huiying.language.topics import Post

from .spreading import figure

MAX_VOICES = 50_000
CHUNK = 500
COLUMNS = (
    *("pk", "title", "text", "said_at", "correspondent_id"),
    *("likes", "same", "against", "channel__slug", "spread"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit whose voices are gathered by themselves, with its channels; None are all there are."""

    unit: int | None
    channels: tuple[int, ...] | None = None

    def voices(self) -> Q:
        return Q() if self.channels is None else Q(channel__in=self.channels)


EVERYWHERE = Place(None)


def places() -> list[Place]:
    """Every unit that hears something. Where that is one, it is not asked of its voices which are its own."""
    channels: dict[int | None, list[int]] = defaultdict(list)
    for channel, unit in Channel.objects.order_by("pk").values_list("pk", "unit"):
        channels[unit].append(channel)
    if len(channels) < 2:
        return [Place(next(iter(channels), None))]
    return [Place(unit, tuple(found)) for unit, found in channels.items()]


def posts_between(start: datetime | None, end: datetime | None, place: Place = EVERYWHERE) -> list[Post]:
    """What was said from `start` until before `end`: at most the newest 50,000 voices."""
    wanted = place.voices()
    if start:
        wanted &= Q(said_at__gte=start)
    if end:
        wanted &= Q(said_at__lt=end)
    rows = Voice.objects.filter(wanted).order_by("-said_at", "-id").values_list(*COLUMNS)[:MAX_VOICES]
    return [_post(row) for row in reversed(rows)]


def posts_of(voices: Iterable[int]) -> list[Post]:
    """The posts of these voices, however many they are."""
    keys = sorted(voices)
    found = [
        _post(row)
        for start in range(0, len(keys), CHUNK)
        for row in Voice.objects.filter(pk__in=keys[start : start + CHUNK]).values_list(*COLUMNS)
    ]
    return sorted(found, key=lambda post: (post.at, int(post.id)))


def posts_heard_after(pk: int, place: Place = EVERYWHERE) -> list[Post]:
    """What came in behind the voice of this key, at most 50,000."""
    rows = Voice.objects.filter(place.voices(), pk__gt=pk).order_by("id").values_list(*COLUMNS)[:MAX_VOICES]
    return [_post(row) for row in rows]


def _post(row: tuple[Any, ...]) -> Post:
    pk, title, text, said_at, person, likes, same, against, channel, spread = row
    return Post(
        id=str(pk),
        title=title,
        text=text,
        at=said_at,
        person=str(person or ""),
        likes=likes + same,  # whoever meets the same agrees
        against=against,
        channel=channel,
        reposts=figure(spread, "reposts") or 0,
    )
