"""A graph of likeness that grows: what comes in is compared once with what is there."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, vstack

from .features import WIDTH
from .neighbours import FLOOR, Found, Weights, joined, nearest, nearest_of, spread_of
from .pace import pace_of, steady

RENEWED = 1.1


class Growing:
    """Texts by their features, and how alike they are. What came in is compared when the graph is asked for: only it,
    as long as it is little; all anew, with weights and pace renewed, when it is a tenth of what was there then.
    """

    def __init__(self) -> None:
        self._raw: list[csr_matrix] = []
        self._rows: list[csr_matrix] = []
        self._days = np.zeros(0)
        self._persons = np.zeros(0, dtype=np.intp)
        self._found: list[Found] = []
        self._spread = np.zeros(2 * WIDTH, dtype=np.intp)
        self._pace = steady()
        self._renewed_at = self._compared = 0

    def __len__(self) -> int:
        return len(self._days)

    def add(self, raw: csr_matrix, days: NDArray[np.float64], persons: NDArray[np.intp]) -> None:
        """Texts with the days since any day on which they came, and whom they are from, as numbers."""
        _append(self._raw, raw)
        self._spread += spread_of(raw)
        self._days = np.concatenate([self._days, days])
        self._persons = np.concatenate([self._persons, persons])

    def _compare(self) -> None:
        if len(self) == self._compared:
            return
        if len(self) > RENEWED * self._renewed_at:
            self._renew()
            return
        fresh = slice(self._compared, len(self))
        rows = Weights.of(self._spread, len(self)).rows(_from(self._raw, self._compared))
        _append(self._rows, rows)
        for chunk, first in _placed(self._rows):
            theirs = self._days[first : first + chunk.shape[0]]
            start = self._compared - first
            found = nearest(rows, self._days[fresh], chunk, theirs, start=start, pace=self._pace)
            self._found.append(Found(found.ones + first, found.others + first, found.values))
        self._compared = len(self)

    def _renew(self) -> None:
        """Weigh and compare everything anew: what it gives is what all texts at once give."""
        raw = vstack(self._raw, format="csr")
        self._raw = [raw]
        self._spread = spread_of(raw)
        rows = Weights.of(self._spread, len(self)).rows(raw)
        self._rows = [rows]
        self._pace = pace_of(rows, self._days, self._persons)
        self._found = [nearest(rows, self._days, rows, self._days, start=0, pace=self._pace)]
        self._renewed_at = self._compared = len(self)

    def keep(self, places: NDArray[np.intp]) -> None:
        """Forget all texts but those at `places`, which are then in this order."""
        self._raw = [vstack(self._raw, format="csr")[places]]
        self._days, self._persons = self._days[places], self._persons[places]
        self._renew()

    def graph(self) -> csr_matrix:
        """How alike the texts are by now, the further apart in time the less, from both sides: (texts, texts)."""
        if not len(self):
            return csr_matrix((0, 0), dtype=np.float32)
        self._compare()
        one_way, *since = self._found
        links = self._near(one_way)
        if since:
            self._found = [one_way, joined(since)]
            fresh = self._near(self._found[1])
            links = _thinned(links.maximum(fresh).maximum(fresh.T).tocoo())
        both = links.maximum(links.T).tocsr()
        both.sort_indices()
        return both

    def _near(self, found: Found) -> csr_matrix:
        near = found.values * self._pace.nearness(np.abs(self._days[found.ones] - self._days[found.others]))
        kept = near >= FLOOR
        return csr_matrix((near[kept], (found.ones[kept], found.others[kept])), shape=(len(self), len(self)))


def _thinned(links: coo_matrix) -> csr_matrix:
    """Of each text only its nearest, now that some that came later may be nearer than those that were there."""
    best = nearest_of(links.row, links.col, links.data)
    return csr_matrix((links.data[best], (links.row[best], links.col[best])), shape=links.shape)


def _append(chunks: list[csr_matrix], rows: csr_matrix) -> None:
    """Chunks grow by doubling, so that adding little by little copies little."""
    chunks.append(rows)
    while len(chunks) > 1 and chunks[-2].shape[0] <= 2 * chunks[-1].shape[0]:
        last = chunks.pop()
        chunks[-1] = vstack([chunks[-1], last], format="csr")


def _from(chunks: list[csr_matrix], place: int) -> csr_matrix:
    """The rows from this place on."""
    parts = [chunk[max(place - first, 0) :] for chunk, first in _placed(chunks) if first + chunk.shape[0] > place]
    return vstack(parts, format="csr")


def _placed(chunks: list[csr_matrix]) -> list[tuple[csr_matrix, int]]:
    firsts = np.cumsum([0, *(chunk.shape[0] for chunk in chunks)])
    return [(chunk, int(first)) for chunk, first in zip(chunks, firsts, strict=False)]
