"""热点 · The matters that several voices raise, hottest first, each with what its heat is made of.

Posts that say the same are one; the rest are joined by what their titles and texts have in common, the nearer in time
the easier. The same input gives the same topics, whatever the order it comes in; a stream to which the posts are added
little by little gives nearly the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huiying.core.zone import in_office_zone

from .burst import Burst, burst_of
from .heat import curve_of, heat_of
from .matter import Label, label_of
from .post import Post
from .stream import WINDOW, Stream

__all__ = ["Burst", "Label", "Post", "Topic", "TopicStream", "cluster", "find_topics"]

LIKED_ALONE = 100


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
    label: Label
    ids: tuple[str, ...]
    curve: tuple[tuple[str, int], ...]
    burst: Burst | None = None


class TopicStream:
    """Topics that grow: posts are added as they come, what people said of them holds from then on."""

    def __init__(self, *, window: int = WINDOW) -> None:
        self._stream = Stream(window=window)

    def add(self, posts: Sequence[Post]) -> None:
        """Take posts in; one whose id is there already is passed over."""
        self._stream.add(posts)

    def together(self, ids: Iterable[str]) -> None:
        """These posts belong to one topic, and so does what is like any of them."""
        self._stream.together(ids)

    def apart(self, ids: Iterable[str]) -> None:
        """No two of these posts belong to one topic. What says exactly the same cannot be parted."""
        self._stream.apart(ids)

    def topics(self, top: int | None = None) -> list[Topic]:
        """The topics so far, hottest first, at most `top`.

        A topic has two voices, or one that a hundred people like or oppose.
        """
        posts = self._stream.posts()
        if not posts:
            return []
        since, until = min(post.at for post in posts), max(post.at for post in posts)
        hot = [_Hot(group, until) for group in self._stream.groups() if _is_topic(group)]
        hot.sort(key=lambda one: (-one.heat, one.posts[0].at, one.posts[0].id))
        return [one.topic(rank, since, until) for rank, one in enumerate(hot[:top], start=1)]


def find_topics(
    posts: Sequence[Post],
    *,
    top: int | None = None,
    together: Iterable[Iterable[str]] = (),
    apart: Iterable[Iterable[str]] = (),
) -> list[Topic]:
    """The topics among posts, hottest first, at most `top`; `together` and `apart` are what people said, by ids."""
    stream = TopicStream(window=max(len(posts), 1))
    stream.add(posts)
    for ids in together:
        stream.together(ids)
    for ids in apart:
        stream.apart(ids)
    return stream.topics(top)


def cluster(posts: Sequence[Post], stream: Stream | None = None) -> list[int]:
    """A number for the group of each post, -1 for one that is alone; `stream` if they have been added to one."""
    if stream is None:
        stream = Stream(window=max(len(posts), 1))
        stream.add(posts)
    groups = ([post.id for copies in group for post in copies] for group in stream.groups())
    number = {ident: n for n, ids in enumerate(groups) if len(ids) > 1 for ident in ids}
    return [number.get(post.id, -1) for post in posts]


def _is_topic(group: Sequence[Sequence[Post]]) -> bool:
    first = group[0][0]
    return len(group) > 1 or len(group[0]) > 1 or first.likes + first.against >= LIKED_ALONE


class _Hot:
    """A group with its heat; its words are found only if they are asked for."""

    def __init__(self, group: Sequence[Sequence[Post]], newest: datetime) -> None:
        self._group = group
        self.posts = sorted((post for copies in group for post in copies), key=lambda post: (post.at, post.id))
        self._days = [_day(post.at) for post in self.posts]
        self._because = heat_of(self.posts, self._days, _day(newest))
        self.heat = round(sum(self._because.values()), 2)

    def topic(self, rank: int, since: datetime, until: datetime) -> Topic:
        label = label_of(self._group)
        return Topic(
            rank=rank,
            heat=self.heat,
            heat_because=self._because,
            start=self.posts[0].at,
            end=self.posts[-1].at,
            who_where=label.place,
            description=label.words,
            label=label,
            ids=tuple(post.id for post in self.posts),
            curve=curve_of(self._days),
            burst=burst_of([post.at for post in self.posts], until=until, since=since),
        )


def _day(at: datetime) -> date:
    return in_office_zone(at).date()
