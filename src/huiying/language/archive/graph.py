"""Groups in a graph that lies on a disk: what `byhand` finds in one that is held, with some 30 bytes held a node."""

import mmap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..byhand import HELD
from ..communities import FINENESS, Labels, moved, numbered
from .blocks import Blocks, named
from .folder import Work

AT_ONCE = 2_000_000  # links in memory

Floats = NDArray[np.float64]
Links = tuple[NDArray[np.intp], NDArray[np.intp], Floats]


@dataclass(frozen=True, slots=True)
class Stored:
    """A symmetric graph: links of node n from starts[n] until before starts[n + 1], others in their order."""

    starts: NDArray[np.int64]
    others: NDArray[Any]
    weights: NDArray[Any]

    @classmethod
    def of(cls, folder: Path, parts: Iterable[tuple[NDArray[np.int64], NDArray[Any], NDArray[Any]]]) -> "Stored":
        """Written from parts, one behind the other: the number of links of each node, the others, the weights."""
        counts: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
        kinds: list[np.dtype[Any]] = [np.dtype(np.int32), np.dtype(np.float32)]
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / "others", folder / "weights"]
        with files[0].open("wb") as others, files[1].open("wb") as weights:
            for many, near, likeness in parts:
                counts.append(many)
                kinds = [near.dtype, likeness.dtype]
                near.tofile(others)
                likeness.tofile(weights)
        starts = np.cumsum(np.concatenate(counts))
        return cls(starts, *(_mapped(file, kind, int(starts[-1])) for file, kind in zip(files, kinds, strict=True)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def links(self) -> Iterator[Links]:
        """All links, some at a time: ones, others and how near they are."""
        begin = 0
        while begin < len(self):
            most = int(self.starts[begin]) + AT_ONCE
            end = max(begin + 1, int(np.searchsorted(self.starts, most, side="right")) - 1)
            span = slice(self.starts[begin], self.starts[end])
            ones = np.repeat(np.arange(begin, end), np.diff(self.starts[begin : end + 1]))
            yield ones, self.others[span].astype(np.intp), self.weights[span].astype(np.float64)
            self.let_go()
            begin = end

    def let_go(self) -> None:
        """What was read of the files need not stay in memory."""
        for array in (self.others, self.weights):
            file = getattr(array, "_mmap", None)
            if file is not None and hasattr(mmap, "MADV_DONTNEED"):
                file.madvise(mmap.MADV_DONTNEED)


def _mapped(file: Path, kind: np.dtype[Any], count: int) -> NDArray[Any]:
    """Nothing cannot be mapped."""
    return np.memmap(file, kind, "r", shape=(count,)) if count else np.zeros(0, kind)


def graph_of(work: Work, blocks: Blocks) -> Stored:
    parts = (work.load(named("both", block)) for block in range(blocks.count))
    return Stored.of(work.file("graph"), ((part["counts"], part["others"], part["near"]) for part in parts))


def groups(graph: Stored, folder: Path, *, windows: int = 1) -> Labels:
    """A group for each node, numbered by their first nodes; what its group holds but loosely is alone.

    Chance is taken to link as it would in one of so many windows: in a graph that goes on for years it comes to
    nothing, and groups join until they are broad.
    """
    return numbered(_without_loose(graph, _communities(graph, folder, FINENESS * windows)))


def _communities(graph: Stored, folder: Path, fineness: float) -> Labels:
    labels = np.arange(len(graph), dtype=np.intp)
    coarse, level = graph, 0
    while True:
        degrees = _degrees(coarse)
        merged = moved(coarse.starts, coarse.others, coarse.weights, degrees, fineness=fineness, rest=coarse.let_go)
        if merged.max(initial=-1) + 1 == len(coarse):
            return labels
        labels = merged[labels]
        level += 1
        coarse = contracted(coarse, merged, folder / f"level-{level}")


def _degrees(graph: Stored) -> Floats:
    found = np.zeros(len(graph))
    for ones, _others, weights in graph.links():
        found += np.bincount(ones, weights, minlength=len(graph))
    return found


def contracted(graph: Stored, labels: Labels, folder: Path) -> Stored:
    """The graph between groups. Sums are exact whatever their order: weights are multiples of 2^-27, as float32 has
    what is above the floor of likeness, and float64 holds such up to 67 million.
    """
    count = int(labels.max(initial=-1)) + 1
    buckets = max(-(-int(graph.starts[-1]) // AT_ONCE), 1)
    span = -(-count // buckets)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"bucket-{number}" for number in range(-(-count // span))]
    for file in files:
        file.unlink(missing_ok=True)
    for ones, others, weights in graph.links():
        places, sums = _summed(labels[ones] * count + labels[others], weights)
        ends = np.searchsorted(places, np.arange(len(files) + 1) * span * count)
        for file, begin, end in zip(files, ends, ends[1:], strict=False):
            with file.open("ab") as bucket:
                np.rec.fromarrays([places[begin:end], sums[begin:end]]).tofile(bucket)
    return Stored.of(
        folder, (_bucket(file, n * span, min((n + 1) * span, count), count) for n, file in enumerate(files))
    )


def _bucket(file: Path, first: int, end: int, count: int) -> tuple[NDArray[np.int64], NDArray[Any], NDArray[Any]]:
    told = np.fromfile(file, np.dtype([("place", np.int64), ("sum", np.float64)]))
    places, sums = _summed(told["place"], told["sum"])
    file.unlink()
    many = np.bincount(places // count - first, minlength=end - first)
    return many.astype(np.int64), (places % count).astype(np.int32), sums


def _summed(places: NDArray[np.int64], weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    kept, where = np.unique(places, return_inverse=True)
    return kept, np.asarray(np.bincount(where, weights, minlength=len(kept)), dtype=np.float64)


def _without_loose(graph: Stored, found: Labels) -> Labels:
    """As `byhand` has it, of nodes that nobody put together."""
    total, held = np.zeros(len(graph)), np.zeros(len(graph))
    for ones, others, weights in graph.links():
        total += np.bincount(ones, weights, minlength=len(graph))
        held += np.bincount(ones, weights * (found[ones] == found[others]), minlength=len(graph))
    loose = held**2 / np.maximum(total, 1e-12) < HELD
    return np.asarray(np.where(loose, len(found) + np.arange(len(found)), found), dtype=np.intp)


def central(graph: Stored, labels: Labels, copies: NDArray[np.int64]) -> Floats:
    """How much is like each text within its group, copies counted, its own too."""
    found = copies.astype(np.float64)
    for ones, others, weights in graph.links():
        within = labels[ones] == labels[others]
        found += np.bincount(ones[within], (weights * copies[others])[within], minlength=len(graph))
    return found
