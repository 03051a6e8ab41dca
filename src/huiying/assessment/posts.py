"""Voices as the language room reads them, the earliest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiying.intake.models import Voice
from huiying.language.topics import Post

from .spreading import figure

MAX_VOICES = 50_000
CHUNK = 500
COLUMNS = ("pk", "title", "text", "said_at", "correspondent_id", "likes", "against", "channel__slug", "spread")


def posts_between(start: datetime | None, end: datetime | None) -> list[Post]:
    """What was said from `start` until before `end`: at most the newest 50,000 voices."""
    wanted = Q()
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


def posts_heard_after(pk: int) -> list[Post]:
    """What came in behind the voice of this key, at most 50,000."""
    rows = Voice.objects.filter(pk__gt=pk).order_by("id").values_list(*COLUMNS)[:MAX_VOICES]
    return [_post(row) for row in rows]


def _post(row: tuple[Any, ...]) -> Post:
    pk, title, text, said_at, person, likes, against, channel, spread = row
    return Post(
        id=str(pk),
        title=title,
        text=text,
        at=said_at,
        person=str(person or ""),
        likes=likes,
        against=against,
        channel=channel,
        reposts=figure(spread, "reposts") or 0,
    )
