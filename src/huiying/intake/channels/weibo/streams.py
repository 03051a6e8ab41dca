"""What is read: mentions in posts, comments to us, mentions in comments, each from its newest piece backwards.

A sweep goes back to where the last one began. Its page is in the cursor, so that a worker which dies between two pages
loses none: only when the whole way back is read does `since` move up to where the sweep began.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from huiying.intake.channel import Batch, Heard, Refused

from . import pieces
from .api import Api

COUNT = 50
MOST_PAGES = 100  # a round and stream


@dataclass(frozen=True, slots=True)
class Stream:
    """One interface that is read."""

    name: str
    path: str
    items: str
    kind: str
    read: Callable[[Any], Heard]


STREAMS = (
    Stream("mentions", "/2/statuses/mentions.json", "statuses", "status", pieces.post),
    Stream("comments", "/2/comments/to_me.json", "comments", "comment", pieces.comment),
    Stream("asides", "/2/comments/mentions.json", "comments", "comment", pieces.comment),
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """How far a stream is read: all up to `since`; in a sweep that began at `began`, also what lies above `below`."""

    since: int = 0
    began: int = 0
    below: int = 0

    @classmethod
    def of(cls, told: object) -> Self:
        plain = told if isinstance(told, dict) else {}
        return cls(*(n if isinstance(n := plain.get(name), int) else 0 for name in ("since", "began", "below")))

    def after(self, numbers: list[int], *, ended: bool) -> "Sweep":
        """Where to read on behind a page with these numbers; a sweep that gets no lower is over too."""
        if numbers:
            below, began = min(numbers) - 1, max(self.began, *numbers)
            if not ended and below > self.since and not 0 < self.below <= below:
                return replace(self, began=began, below=below)
            return Sweep(since=max(self.since, began))
        return Sweep(since=max(self.since, self.began))


def read(api: Api, cursor: Mapping[str, Any], *, own: int, start: datetime) -> Iterator[Batch]:
    """Every stream on from where it was left. At the very first it goes back to `start` and no further."""
    reached = {stream.name: asdict(Sweep.of(cursor.get(stream.name))) for stream in STREAMS}
    for stream in STREAMS:
        sweep = Sweep.of(reached[stream.name])
        for _page in range(MOST_PAGES):
            told = _asked(api, stream, sweep)
            heard, refused = _sorted_out(told, stream, own)
            old = [] if sweep.since else [piece for piece in heard if piece.said_at < start]
            sweep = sweep.after([n for one in told if (n := pieces.identity(one))], ended=bool(old))
            reached = {**reached, stream.name: asdict(sweep)}
            heard = [piece for piece in heard if piece not in old]
            yield Batch(heard=tuple(heard), refused=tuple(refused), cursor=reached)
            if not sweep.below:
                break


def _asked(api: Api, stream: Stream, sweep: Sweep) -> list[Any]:
    params = {"count": str(COUNT), "since_id": str(sweep.since)}
    if sweep.below:
        params["max_id"] = str(sweep.below)
    told = api.get(stream.path, **params).get(stream.items)
    return told[: 4 * COUNT] if isinstance(told, list) else []


def _sorted_out(told: list[Any], stream: Stream, own: int) -> tuple[list[Heard], list[Refused]]:
    """What was said by others; our own comments come among those to us."""
    heard: list[Heard] = []
    refused: list[Refused] = []
    for one in told:
        try:
            if pieces.identity(one["user"]) != own:
                heard.append(stream.read(one))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            refused.append(pieces.refused(one, stream.kind, error))
    return heard, refused
