"""热点 · The matters that several voices raise, hottest first, each with what its heat is made of.

Posts that say the same are one; the rest are joined by what their titles and texts have in common, the nearer in time
the easier. The same input gives the same topics, whatever the order it comes in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from scipy.sparse import csr_matrix

from huiying.core.zone import in_office_zone

from .headline import headline, key
from .heat import curve_of, heat_of
from .linkage import grouped
from .neighbours import likeness, profiles
from .post import Post
from .reading import fold
from .where import where

__all__ = ["Post", "Topic", "find_topics"]

ENOUGH = 0.11
HALF_LIFE_DAYS = 365.0
TITLE_LENGTH, TEXT_LENGTH, OPENING = 100, 300, 40
LIKED_ALONE = 100
NAMED_FROM = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter with its posts; heat is the sum of `heat_because`, whose keys are those of `heat.PARTS`."""

    rank: int
    heat: float
    heat_because: dict[str, float]
    start: datetime
    end: datetime
    who_where: str
    description: str
    ids: tuple[str, ...]
    curve: tuple[tuple[str, int], ...]


def find_topics(posts: Sequence[Post], *, top: int | None = None) -> list[Topic]:
    """The topics among posts, hottest first, at most `top`.

    A topic has two voices, or one that a hundred people like or oppose.
    """
    ordered = sorted(posts, key=lambda post: (post.at, post.id))
    if not ordered:
        return []
    said: dict[str, list[Post]] = {}
    for post in ordered:
        said.setdefault(key(post.title[:500], post.text[:5000]) or f"\0{post.id}", []).append(post)
    copies = list(said.values())
    first = [same[0] for same in copies]
    alike = _alike(first)
    found = [
        _topic(posts, first[_central(group, alike)], newest=_day(ordered[-1]))
        for group in grouped(alike, enough=ENOUGH)
        if _is_topic(posts := [post for place in group for post in copies[place]])
    ]
    found.sort(key=lambda topic: (-topic.heat, topic.start, topic.ids))
    return [replace(topic, rank=rank) for rank, topic in enumerate(found[:top], start=1)]


def _alike(posts: Sequence[Post]) -> csr_matrix:
    titles = profiles([(post.title.strip() or post.text[:OPENING])[:TITLE_LENGTH] for post in posts])
    texts = profiles([f"{post.title[:TITLE_LENGTH]}\n{post.text[:TEXT_LENGTH]}" for post in posts])
    days = np.array([post.at.timestamp() / 86_400 for post in posts])
    return likeness(titles, texts, days, half_life=HALF_LIFE_DAYS)


def _is_topic(posts: Sequence[Post]) -> bool:
    return len(posts) > 1 or posts[0].likes + posts[0].against >= LIKED_ALONE


def _topic(posts: Sequence[Post], central: Post, *, newest: date) -> Topic:
    posts = sorted(posts, key=lambda post: (post.at, post.id))
    days = [_day(post) for post in posts]
    because = heat_of(posts, days, newest)
    return Topic(
        rank=0,
        heat=round(sum(because.values()), 2),
        heat_because=because,
        start=posts[0].at,
        end=posts[-1].at,
        who_where=where([fold(f"{p.title}\n{p.text[:NAMED_FROM]}") for p in posts]),
        description=headline(central.title, central.text),
        ids=tuple(post.id for post in posts),
        curve=curve_of(days),
    )


def _central(group: Sequence[int], alike: csr_matrix) -> int:
    """The post that is most like all others of its group; of equals the earliest."""
    within = np.asarray(alike[list(group)][:, list(group)].sum(axis=1)).ravel()
    return group[int(np.argmax(within))]


def _day(post: Post) -> date:
    return in_office_zone(post.at).date()
