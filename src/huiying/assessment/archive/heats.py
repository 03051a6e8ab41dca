"""Topics of the groups: each group's heat from its posts, which come group after group; the words of the hottest."""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from huiying.core.zone import in_office_zone
from huiying.language.archive.blocks import Blocks, named
from huiying.language.archive.folder import Work
from huiying.language.burst import burst_of
from huiying.language.heat import curve_of, heat_of
from huiying.language.matter import READ, label_of
from huiying.language.post import Post
from huiying.language.topics import LIKED_ALONE, Topic

from .ordering import copies_of, members
from .reading import Piece
from .steps import Job

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_FOUND = 1000  # groups whose heat is known, before the hottest of them are chosen
Order = tuple[float, datetime, str]  # hottest first, as topics are ordered
Row = tuple[Any, ...]  # of a post, as `ordering.members` has it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands in the archive."""

    piece: Piece
    row: int


@dataclass(frozen=True, slots=True)
class Heated:
    """A group with its heat; its posts have no words yet."""

    label: int
    heat: float
    because: dict[str, float]
    posts: list[Post]
    places: list[Place]


def moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def hottest(work: Work, blocks: Blocks, labels: NDArray[np.intp], *, top: int, threads: int) -> list[Heated]:
    """The hottest groups, hottest first. Beside their posts, which are read once more, those of one group are held."""
    copies = copies_of(work, blocks)
    sizes = np.bincount(labels, copies, minlength=int(labels.max(initial=-1)) + 1)
    newest = moment(work.noted("order.json")["until"])
    nodes = np.flatnonzero((sizes[labels] > 1) | _liked(work, blocks))
    found: list[tuple[Order, int, dict[str, float]]] = []
    for label, rows in _groups(members(work, nodes, labels[nodes], threads=threads)):
        posts = [_post(row) for row in rows]
        days = [in_office_zone(post.at).date() for post in posts]
        because = heat_of(posts, days, in_office_zone(newest).date())
        found.append(((-_sum(because), posts[0].at, posts[0].id), label, because))
        if len(found) >= MOST_FOUND + top:
            found = heapq.nsmallest(top, found, key=itemgetter(0))
    hot = {label: because for _order, label, because in heapq.nsmallest(top, found, key=itemgetter(0))}
    nodes = nodes[np.isin(labels[nodes], list(hot))]
    again = dict(_groups(members(work, nodes, labels[nodes], threads=threads)))
    return [
        Heated(label, _sum(because), because, list(map(_post, again[label])), list(map(_place, again[label])))
        for label, because in hot.items()
    ]


def _sum(because: dict[str, float]) -> float:
    return round(sum(because.values()), 2)


def _liked(work: Work, blocks: Blocks) -> NDArray[np.bool_]:
    parts = [work.load(named("node", block))["liked"] >= LIKED_ALONE for block in range(blocks.count)]
    return np.concatenate(parts) if parts else np.zeros(0, np.bool_)


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, list[Row]]]:
    """The label of each group and the rows of its posts."""
    label, rows = -1, list[Row]()
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if row[0] != label:
                if rows:
                    yield label, rows
                label, rows = row[0], []
            rows.append(row)
    if rows:
        yield label, rows


def _place(row: Row) -> Place:
    return Place(Piece(row[8], row[9]), row[10])


def _post(row: Row) -> Post:
    _label, at, ident, person, channel, likes, against, reposts, *_place = row
    return Post(
        id=ident,
        title="",
        text="",
        at=moment(at),
        person=person,
        likes=likes,
        against=against,
        channel=channel,
        reposts=reposts,
    )


def topic_of(rank: int, one: Heated, texts: list[Post], *, since: datetime, until: datetime) -> Topic:
    """The group in words; `texts` are its most central ones."""
    label = label_of([[post] for post in texts])
    days = [in_office_zone(post.at).date() for post in one.posts]
    return Topic(
        rank=rank,
        heat=one.heat,
        heat_because=one.because,
        start=one.posts[0].at,
        end=one.posts[-1].at,
        who_where=label.place,
        description=label.words,
        label=label,
        ids=tuple(post.id for post in one.posts),
        curve=curve_of(days),
        burst=burst_of([post.at for post in one.posts], until=until, since=since),
    )


def central_texts(
    job: Job, groups: list[Heated], labels: NDArray[np.intp], central: NDArray[np.float64]
) -> list[list[Post]]:
    """Of each group the texts by which it is named, the most central first: as many as are read."""
    chosen = []
    for group in groups:
        nodes = np.flatnonzero(labels == group.label)
        chosen.append(nodes[np.lexsort((nodes, -central[nodes]))][:READ].tolist())
    said = _texts(job, {node for nodes in chosen for node in nodes})
    return [[said[node] for node in nodes] for nodes in chosen]


def _texts(job: Job, nodes: set[int]) -> dict[int, Post]:
    """The first copies of these texts; every row group is read once."""
    blocks = job.blocks()
    by_block: dict[int, list[int]] = defaultdict(list)
    for node in sorted(nodes):
        by_block[node // blocks.size].append(node)
    wanted: dict[Piece, list[tuple[int, int]]] = defaultdict(list)
    for block, some in by_block.items():
        place = job.work.load(named("node", block))["place"]
        for node in some:
            file, group, row = place[:, node - blocks.first(block)].tolist()
            wanted[Piece(file, group)].append((node, row))
    found: dict[int, Post] = {}
    for piece, told in wanted.items():
        words = job.archive.words(piece, [row for _node, row in told])
        for (node, _row), (title, text) in zip(told, words, strict=True):
            found[node] = Post(id=str(node), title=title, text=text, at=EPOCH)
    return found
