"""How hot a topic is, as a sum whose parts say why."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from .post import Post

PARTS = {
    "voices": "来件数",
    "persons": "来件人数",
    "likes": "点赞与转发",
    "against": "反对",
    "duration": "持续时间",
    "speed": "最密集一周的来件",
    "recency": "距今远近",
    "channels": "来源渠道",
}
_VOICE, _PERSON = 0.5, 1.5  # many people weigh more than one person who writes often
_LIKES, _AGAINST, _DURATION, _SPEED, _CHANNEL = 3.0, 1.5, 2.0, 0.5, 2.0
_OFTEN = 3  # more voices of one person than this make nothing hotter
_WEEK = 7
_RECENT = 90.0


def heat_of(posts: Sequence[Post], days: Sequence[date], newest: date) -> dict[str, float]:
    """The parts of a topic's heat: voices, distinct persons and the busiest week by their number, the same again for
    the week less the longer it lies before `newest`; likes with reposts, duration and channels by order of magnitude.
    """
    persons = Counter(post.person or f"\0{post.id}" for post in posts)
    liked = sum(max(p.likes, 0) + max(p.reposts, 0) for p in posts)
    against = sum(max(p.against, 0) for p in posts)
    count, week_end = busiest_week(days)
    recency = 2.0 ** (-max((newest - week_end).days, 0) / _RECENT)
    channels = len({post.channel for post in posts if post.channel})
    parts = {
        "voices": _VOICE * sum(min(count, _OFTEN) for count in persons.values()),
        "persons": _PERSON * len(persons),
        "likes": _LIKES * math.log1p(liked),
        "against": _AGAINST * math.log1p(against),
        "duration": _DURATION * math.log1p((max(days) - min(days)).days),
        "speed": _SPEED * count,
        "recency": _SPEED * count * recency,
        "channels": _CHANNEL * math.log2(max(channels, 1)),
    }
    return {name: round(value, 2) for name, value in parts.items()}


def busiest_week(days: Sequence[date]) -> tuple[int, date]:
    """The most voices in any seven days, and the last day of the latest such week."""
    counts = Counter(days)
    best, best_end = 0, min(counts)
    for end in sorted(counts):
        count = sum(counts[end - timedelta(days=back)] for back in range(_WEEK))
        if count >= best:
            best, best_end = count, end
    return best, best_end


def curve_of(days: Sequence[date]) -> tuple[tuple[str, int], ...]:
    """Voices a day from the first day to the last, days without any included."""
    counts = Counter(days)
    first = min(counts)
    span = (max(counts) - first).days + 1
    return tuple(((first + timedelta(days=n)).isoformat(), counts[first + timedelta(days=n)]) for n in range(span))
