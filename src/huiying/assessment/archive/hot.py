"""The hot-topic table of an archive, as `assessment.hot` has that of the office's voices."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..hot import HotTopic
from .columns import Columns
from .handing import Show
from .heats import Heated, Place
from .reading import Archive, Piece
from .running import find_topics

SHOWN = ("number", "title", "text")


@dataclass(frozen=True, slots=True)
class Archived:
    """A post of an archive, as the table shows a message."""

    external_id: str
    said_at: datetime
    title: str
    text: str

    @property
    def headline(self) -> str:
        return self.title or self.text[:40]


def hot(
    folder: Path,
    work: Path,
    *,
    columns: Columns,
    start: datetime | None,
    end: datetime | None,
    top: int,
    processes: int,
    keep: bool,
    show: Show,
) -> list[HotTopic]:
    """The hottest topics of an archive from `start` until before `end`, hottest first."""
    found = find_topics(
        folder, work, columns=columns, start=start, end=end, top=top, processes=processes, keep=keep, show=show
    )
    words = _words(found.archive, found.groups)
    return [
        HotTopic(
            rank=topic.rank,
            heat=topic.heat,
            start=topic.start,
            end=topic.end,
            who_where=topic.who_where,
            description=topic.description,
            voices=_messages(group, words),
        )
        for topic, group in zip(found.topics, found.groups, strict=True)
    ]


def _messages(group: Heated, words: dict[Place, tuple[str, str, str]]) -> Sequence[Archived]:
    """The posts with their words, by time; of the same moment in the order of their numbers, as voices are."""
    told = []
    for post, place in zip(group.posts, group.places, strict=True):
        number, title, text = words[place]
        told.append((post.at, len(post.id), post.id, Archived(number or post.id, post.at, title, text)))
    return [message for *_order, message in sorted(told, key=lambda one: one[:3])]


def _words(archive: Archive, groups: Sequence[Heated]) -> dict[Place, tuple[str, str, str]]:
    """Number, title and text of every post of these groups; every row group is read once."""
    wanted: dict[Piece, list[int]] = defaultdict(list)
    for group in groups:
        for place in group.places:
            wanted[place.piece].append(place.row)
    return {
        Place(piece, row): (str(number), str(title), str(text))
        for piece, rows in wanted.items()
        for row, (number, title, text) in zip(rows, archive.words(piece, rows, SHOWN), strict=True)
    }
