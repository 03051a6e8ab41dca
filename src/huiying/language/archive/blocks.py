"""Texts in blocks of the same number, in the order of their time: features, how common each is, rows that are compared.

`node/n.npz` (at: microseconds since 1970; person: a number; copies), `spans.npz` (the first and the last day of each
block), `raw/n.npz` (features and their spread), `weights/w.npz` (what a feature tells in a window), `rows/n.npz`
(weighed rows).

What a feature tells, it tells among as many texts as a stream holds: of an archive with more, the blocks of a window
are weighed by themselves, texts are compared within their window and those beside it, and chance is reckoned as in one
window. In years of posts every word would be common at last, and every group broad.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from ..features import WIDTH
from ..neighbours import Weights, read, spread_of
from ..pace import Floats, Pace, Timed, learned, pairs_of, sample_of
from ..stream import KEY_TEXT, KEY_TITLE
from .folder import Arrays, Work

MICROSECONDS = 1e6
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Blocks:
    """How many texts there are, how many a block has, and how many a window at most, but for part of a block."""

    texts: int
    size: int
    window: int

    @property
    def count(self) -> int:
        return -(-self.texts // self.size)

    @property
    def windows(self) -> int:
        """Of about the same length, so that none has too few texts to weigh words by."""
        return min(-(-self.texts // self.window), self.count)

    def first(self, block: int) -> int:
        return block * self.size

    def window_of(self, block: int) -> int:
        return block * self.windows // self.count

    def of_windows(self, first: int, last: int) -> range:
        """The blocks of the windows from `first` to `last`."""
        begin = -(-first * self.count // self.windows)
        return range(max(begin, 0), min(-(-(last + 1) * self.count // self.windows), self.count))

    def beside(self, block: int) -> range:
        """The blocks with whose texts those of this one are compared."""
        window = self.window_of(block)
        return self.of_windows(window - 1, window + 1)


def named(sort: str, block: int) -> str:
    return f"{sort}/{block:06d}.np{'y' if sort == 'near' else 'z'}"


def write_features(work: Work, block: int, titles: Sequence[str], texts: Sequence[str]) -> None:
    """The features of the texts of a block, and in how many of them each stands."""
    raw = read([title[:KEY_TITLE] for title in titles], [text[:KEY_TEXT] for text in texts])
    work.save(named("raw", block), **_arrays(raw), spread=spread_of(raw).astype(np.int32))


def write_weights(work: Work, blocks: Blocks, window: int) -> None:
    """What each feature tells, by its spread over the blocks of a window."""
    spread, texts = np.zeros(2 * WIDTH, np.intp), 0
    for block in blocks.of_windows(window, window):
        with np.load(work.file(named("raw", block)), allow_pickle=False) as stored:
            spread += stored["spread"]
            texts += len(stored["starts"]) - 1
    weights = Weights.of(spread, texts)
    work.save(named("weights", window), idf=weights.idf, telling=weights.telling)


def write_spans(work: Work, blocks: Blocks) -> None:
    """When each block begins and ends, so that one which is far away need not be opened."""
    days = [days_of(work.load(named("node", block)))[[0, -1]] for block in range(blocks.count)]
    work.save("spans.npz", days=np.array(days))


def spans_in(work: Work) -> Floats:
    """(blocks, 2)"""
    return np.asarray(work.load("spans.npz")["days"])


def write_rows(work: Work, blocks: Blocks, block: int) -> None:
    told = work.load(named("weights", blocks.window_of(block)))
    rows = Weights(told["idf"], told["telling"]).rows(_matrix(work.load(named("raw", block))))
    work.save(named("rows", block), **_arrays(rows))


def write_sample(work: Work, blocks: Blocks) -> None:
    """The rows from which the pace is learned."""
    some = sample_of(blocks.texts)
    parts, days, persons = [], [], []
    for block in np.unique(some // blocks.size).tolist():
        places = some[some // blocks.size == block] - blocks.first(block)
        told = work.load(named("node", block))
        parts.append(rows_of(work, block)[places])
        days.append(days_of(told)[places])
        persons.append(told["person"][places])
    rows = vstack(parts, format="csr")
    work.save("sample.npz", **_arrays(rows), days=np.concatenate(days), person=np.concatenate(persons))


def write_pairs(work: Work, block: int) -> None:
    """How far apart in time the sample lies from the texts of a block."""
    told, theirs = work.load("sample.npz"), work.load(named("node", block))
    some = Timed(_matrix(told), told["days"], told["person"])
    close, usual = pairs_of(some, Timed(rows_of(work, block), days_of(theirs), theirs["person"]))
    work.save(named("pairs", block), close=close, usual=usual)


def write_pace(work: Work, blocks: Blocks) -> None:
    parts = [work.load(named("pairs", block)) for block in range(blocks.count)]
    pace = learned(sum(p["close"] for p in parts), sum(p["usual"] for p in parts))  # type: ignore[arg-type]
    work.save("pace.npz", by_order=pace.by_order)


def pace_in(work: Work) -> Pace:
    return Pace(work.load("pace.npz")["by_order"])


def rows_of(work: Work, block: int) -> csr_matrix:
    return _matrix(work.load(named("rows", block)))


def days_of(node: Arrays) -> Floats:
    """Days since 1970, as `datetime.timestamp` has them."""
    return np.asarray(node["at"] / MICROSECONDS / DAY, dtype=np.float64)


def _arrays(rows: csr_matrix) -> dict[str, NDArray[Any]]:
    return {"starts": rows.indptr, "places": rows.indices, "values": rows.data}


def _matrix(told: Arrays) -> csr_matrix:
    return csr_matrix((told["values"], told["places"], told["starts"]), shape=(len(told["starts"]) - 1, 2 * WIDTH))
