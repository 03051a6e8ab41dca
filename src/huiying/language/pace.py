"""How fast a stream moves on: learned from the stream itself, from how far apart in time its close pairs lie.

In a week of posts a matter lives for a day, in a year of letters for months. Both are read with the same rule.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

BINS = 14  # under one day, under two, under four …
CLOSE = 0.3
SAMPLE = 2000
DOUBT = 50.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pace:
    """How much more often close pairs lie so far apart than any pairs do, by the binary order of days; at most 1."""

    by_order: NDArray[np.float32]

    def nearness(self, days_apart: Floats) -> NDArray[np.float32]:
        return np.asarray(self.by_order[_orders(days_apart)])


@dataclass(frozen=True, slots=True)
class Timed:
    """Texts as rows whose product is likeness, the days on which they came, and whom they are from, as numbers."""

    rows: csr_matrix
    days: Floats
    persons: NDArray[np.intp]

    def some(self, places: NDArray[np.intp]) -> "Timed":
        return Timed(self.rows[places], self.days[places], self.persons[places])


def steady() -> Pace:
    """The pace of a stream of which nothing is known: time makes no difference."""
    return Pace(np.ones(BINS, dtype=np.float32))


def pace_of(rows: csr_matrix, days: Floats, persons: NDArray[np.intp]) -> Pace:
    """Learned from at most 2,000 texts and their close pairs; few pairs teach little. Of times
    further apart than any that were seen, the furthest seen is taken to speak.

    What one person says again tells nothing of how long a matter lives, and is passed over.
    """
    texts = Timed(rows, days, persons)
    return learned(*pairs_of(texts.some(sample_of(rows.shape[0])), texts))


def sample_of(count: int) -> NDArray[np.intp]:
    """The places of the texts from which the pace of so many is learned, spread evenly over them."""
    return np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(np.intp))


def pairs_of(some: Timed, texts: Timed) -> tuple[Floats, Floats]:
    """How many close pairs of a sample with texts, and how many pairs at all, lie how far apart in time; whole
    numbers, so that those of parts add up to those of all.
    """
    close = np.zeros(BINS)
    turned = texts.rows.T.tocsr()
    for start in range(0, len(some.days), 100):
        ones = slice(start, start + 100)
        alike = (some.rows[ones] @ turned).tocoo()
        days, persons = some.days[ones], some.persons[ones]
        apart = np.abs(days[alike.row] - texts.days[alike.col])
        telling = (alike.data >= CLOSE) & (persons[alike.row] != texts.persons[alike.col])
        close += np.bincount(_orders(apart[telling]), minlength=BINS)
    return close, _usual(some.days, np.sort(texts.days))


def _usual(some: Floats, days: Floats) -> Floats:
    """How many pairs at all: of days in their order, those at least so far away are counted without a look at each."""
    at_least = [len(some) * len(days)]
    for order in range(1, BINS):
        far = 2.0 ** (order - 1)
        before = np.searchsorted(days, some - far, side="right")
        after = len(days) - np.searchsorted(days, some + far, side="left")
        at_least.append(int(before.sum() + after.sum()))
    return np.asarray(-np.diff([*at_least, 0]), dtype=np.float64)


def learned(close: Floats, usual: Floats) -> Pace:
    """The pace that so many close pairs among so many tell, by the binary order of the days between them."""
    if usual.sum() <= 1:
        return steady()
    share = usual / usual.sum()
    odds = (close + DOUBT * share) / np.maximum((close.sum() + DOUBT) * share, 1e-12)
    odds[share == 0] = odds[share > 0].min()
    falling = np.maximum.accumulate(odds[::-1])[::-1]
    return Pace((falling / falling.max()).astype(np.float32))


def _orders(days_apart: Floats) -> NDArray[np.intp]:
    return np.asarray(np.clip(np.floor(np.log2(np.maximum(days_apart, 0.5))) + 1, 0, BINS - 1), dtype=np.intp)
