"""Voices of a period are gathered into topics, and those that say the same are joined."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from huiying.intake.models import Voice
from huiying.language import duplicates
from huiying.language.topics import Post, find_topics
from huiying.language.topics import Topic as Found
from huiying.ledger.actions import record

from ..models import Proposal, Topic

MAX_VOICES = 50_000


def posts_between(start: datetime | None, end: datetime | None) -> list[Post]:
    """What was said in a period, as the language room reads it: at most the newest 50,000 voices."""
    voices = Voice.objects.select_related("channel").order_by("-said_at", "-id")
    if start:
        voices = voices.filter(said_at__gte=start)
    if end:
        voices = voices.filter(said_at__lt=end)
    columns = ("pk", "title", "text", "said_at", "correspondent_id", "likes", "against", "channel__slug")
    return [
        Post(
            id=str(pk),
            title=title,
            text=text,
            at=said_at,
            person=str(person or ""),
            likes=likes,
            against=against,
            channel=channel,
        )
        for pk, title, text, said_at, person, likes, against, channel in voices.values_list(*columns)[:MAX_VOICES]
    ]


def gather_topics(*, start: datetime | None, end: datetime | None, at: datetime) -> int:
    """Find the topics of a period anew and keep them with their heat; returns how many there are."""
    posts = posts_between(start, end)
    found = find_topics(posts)
    same = duplicates.groups([f"{post.title}\n{post.text}" for post in posts])
    _keep(found, [[int(posts[i].id) for i in group] for group in same], at)
    return len(found)


@transaction.atomic
def _keep(found: Sequence[Found], same: Iterable[list[int]], at: datetime) -> None:
    """Write the topics; one that holds most of an earlier topic's voices goes on under its key, so links to it hold."""
    members = [[int(ident) for ident in topic.ids] for topic in found]
    earlier = _earlier(members)
    Proposal.objects.exclude(topic=None).update(topic=None)
    Topic.objects.exclude(pk__in=[pk for pk in earlier if pk]).delete()
    for topic, voices, pk in zip(found, members, earlier, strict=True):
        row = Topic(pk=pk, **_columns(topic))
        row.save()
        Proposal.objects.filter(voice__in=voices).update(topic=row)
    Proposal.objects.exclude(same_as=None).update(same_as=None)
    for group in same:
        first, *rest = sorted(group)
        Proposal.objects.filter(voice__in=rest).update(same_as=first)
    record("topics.gathered", about="topics", by=None, at=at, topics=len(found))


def _earlier(members: Sequence[Sequence[int]]) -> list[int | None]:
    """For each new topic the key of the earlier one that most of its voices were in; each key is given once."""
    known = dict(Proposal.objects.exclude(topic=None).values_list("voice", "topic"))
    given: set[int] = set()
    keys: list[int | None] = []
    for voices in members:
        counts = Counter(known[v] for v in voices if v in known and known[v] not in given)
        key = counts.most_common(1)[0][0] if counts else None
        keys.append(key)
        if key:
            given.add(key)
    return keys


def _columns(topic: Found) -> dict[str, Any]:
    return {
        "description": topic.description[:200],
        "who_where": topic.who_where[:120],
        "heat": topic.heat,
        "heat_because": dict(topic.heat_because),
        "curve": [list(point) for point in topic.curve],
        "first_at": topic.start,
        "last_at": topic.end,
        "voices_count": len(topic.ids),
    }
