"""Each text's nearest, block against block, and from them the graph of likeness as seen from both sides.

`near/n.npy`: (one, other, near) of a block's texts, by the other; `both/n.npz`: the graph's rows of a block.
"""

import numpy as np
from numpy.typing import NDArray

from ..neighbours import FLOOR, MOST, Found, nearest, nearest_of
from ..pace import Floats, Pace
from .blocks import Blocks, days_of, named, pace_in, rows_of, spans_in
from .folder import Work

LINK = np.dtype([("one", np.int32), ("other", np.int32), ("near", np.float32)])
KEPT = 1_000_000  # candidates that came since the nearest were chosen: with those chosen, 50 MB
ROUNDED = 0.999  # a likeness is 1 at most, but for rounding


def write_near(work: Work, blocks: Blocks, block: int) -> None:
    """The nearest of the texts of a block among those beside it. Blocks so far away in time that nothing in them could
    be near are not looked at.
    """
    pace, first = pace_in(work), blocks.first(block)
    rows, days = rows_of(work, block), days_of(work.load(named("node", block)))
    nearest_yet = _Nearest(len(days))
    for other in _in_reach(spans_in(work), block, pace, blocks.beside(block)):
        theirs = days if other == block else days_of(work.load(named("node", other)))
        their_rows, their_first = rows if other == block else rows_of(work, other), blocks.first(other)
        start, least = first - their_first, nearest_yet.least
        found = nearest(rows, days, their_rows, theirs, start=start, pace=pace, least=least)
        ones = found.ones + their_first - first
        near = found.values * pace.nearness(np.abs(days[ones] - theirs[found.others]))
        nearest_yet.add(Found(ones, found.others + their_first, near))
    found = nearest_yet.found()
    order = np.lexsort((found.ones, found.others))
    links = np.empty(len(order), LINK)
    links["one"], links["other"], links["near"] = found.ones[order] + first, found.others[order], found.values[order]
    work.save_one(named("near", block), links)


def _in_reach(spans: Floats, block: int, pace: Pace, among: range) -> list[int]:
    """The blocks `among` these of which a text can be near one of this block, those that are near in time first: they
    hold most of the nearest, and what is less near than those is passed over.
    """
    first, last = spans[block]
    theirs = spans[among.start : among.stop]
    apart = np.maximum(np.maximum(theirs[:, 0] - last, first - theirs[:, 1]), 0.0)
    reached = np.flatnonzero(pace.nearness(apart) >= FLOOR * ROUNDED)
    return [among[int(place)] for place in reached[np.argsort(apart[reached], kind="stable")]]


class _Nearest:
    """The nearest found so far, chosen when many came in; how near another must be to be among them (`least`)."""

    def __init__(self, texts: int) -> None:
        none = np.zeros(0, np.intp)
        self._parts = [Found(none, none, np.zeros(0, np.float32))]
        self._many = 0
        self.least = np.zeros(texts, np.float32)

    def add(self, found: Found) -> None:
        self._parts.append(found)
        self._many += len(found.ones)
        if self._many > KEPT:
            chosen = self.found()
            self._parts, self._many = [chosen], 0
            full = np.bincount(chosen.ones, minlength=len(self.least)) == MOST
            least = np.full(len(self.least), np.inf, np.float32)
            np.minimum.at(least, chosen.ones, chosen.values)
            self.least = np.where(full, least, np.float32(0))

    def found(self) -> Found:
        ones, others = (np.concatenate([getattr(p, name) for p in self._parts]) for name in ("ones", "others"))
        near = np.concatenate([part.values for part in self._parts])
        best = nearest_of(ones, others, near)
        return Found(ones[best], others[best], near[best])


def write_both(work: Work, blocks: Blocks, block: int) -> None:
    """The rows of a block in the graph: whom its texts are near to, and who is near to them."""
    first = blocks.first(block)
    end = min(first + blocks.size, blocks.texts)
    own = work.mapped(named("near", block))
    ones, others, near = [own["one"]], [own["other"]], [own["near"]]
    for other in blocks.beside(block):
        theirs = _about(work.mapped(named("near", other)), first, end)
        ones.append(theirs["other"])
        others.append(theirs["one"])
        near.append(theirs["near"])
    places = (np.concatenate(ones).astype(np.int64) - first) * blocks.texts + np.concatenate(others)
    kept, where = np.unique(places, return_index=True)  # both sides hold a pair equally near
    counts = np.bincount(kept // blocks.texts, minlength=end - first)
    told = (kept % blocks.texts).astype(np.int32)
    work.save(named("both", block), counts=counts.astype(np.int64), others=told, near=np.concatenate(near)[where])


def _about(links: NDArray[np.void], first: int, end: int) -> NDArray[np.void]:
    """The links to these texts."""
    begin, stop = np.searchsorted(links["other"], [first, end])
    return np.asarray(links[begin:stop])
