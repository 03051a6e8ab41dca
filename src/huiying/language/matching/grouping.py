"""分组 · Questions as rows, and groups that grow as the questions come: what `needs` does of those in memory, and an
archive of those on a disk.

Average-link clustering. The likeness of two groups is the product of their means, so groups stay exact when questions
come in batches, and a batch costs the same whatever was grouped before. What is held is bounded: the sums of at most
12,000 groups, and eight bytes for each question that is in one.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import HashingVectorizer

from .. import encoders
from ..encoders import Vectors
from ..segment import words

ALIKE = 0.38  # of two groups in one need; chosen by eye on a year of letters: below it streets and schools run together
BATCH = 2_000  # questions that are grouped with each other at once: 32 MB of likenesses
AT_ONCE = 1_000  # groups to which they are held at once
WIDTH = 2**11  # columns of words: two words in one column blur little in a title
MOST_GROUPS = 10_000  # kept from batch to batch, 100 MB; of more, the smallest are let go
MERGED_FROM = 3  # groups of so many are tried against each other at the end
HALF = np.float32(np.sqrt(0.5))

Counts = NDArray[np.int64]
T = TypeVar("T")
Group = Sequence[int]


@dataclass(frozen=True, slots=True)
class Rows:
    """Words and meaning of questions side by side, each worth half, so that a product of two rows is their likeness.
    Words are few of many columns, and are held and multiplied as such.
    """

    words: csr_matrix
    meant: Vectors

    def __len__(self) -> int:
        return len(self.meant)

    def some(self, places: NDArray[np.intp]) -> "Rows":
        return Rows(self.words[places], self.meant[places])

    def alike(self) -> Vectors:
        """How alike each is to each."""
        return np.asarray((self.words @ self.words.T).toarray() + self.meant @ self.meant.T)

    def whole(self) -> Vectors:
        return np.hstack([self.words.toarray(), self.meant])


@dataclass(frozen=True, slots=True)
class Weighing:
    """What each column of words tells: more the fewer of the questions have it."""

    idf: NDArray[np.float32]

    @classmethod
    def of(cls, spread: Counts, questions: int) -> "Weighing":
        """By the number of questions in which each column stands, of so many."""
        return cls((np.log((1 + questions) / (1 + spread)) + 1).astype(np.float32))

    def rows(self, told: Sequence[str]) -> Rows:
        """Of questions as they are read."""
        counted = _counted(told)
        weighed = (1 + np.log(counted.data)) * self.idf[counted.indices]
        owner = np.repeat(np.arange(len(told)), np.diff(counted.indptr))
        lengths = np.sqrt(np.bincount(owner, weighed.astype(np.float64) ** 2, minlength=len(told)))
        counted.data = (weighed / np.maximum(lengths, 1e-12)[owner]).astype(np.float32) * HALF
        return Rows(counted, encoders.stream().encode(told) * HALF)


def spread_of(told: Sequence[str]) -> Counts:
    """In how many of these questions each column of words stands."""
    return np.bincount(_counted(told).indices, minlength=WIDTH).astype(np.int64)


def _counted(told: Sequence[str]) -> csr_matrix:
    hashing = HashingVectorizer(analyzer=words, n_features=WIDTH, alternate_sign=False, norm=None, dtype=np.float32)
    return hashing.transform(told)


class _Block:
    """The sums of rows of a thousand groups, one a column of `words` and a row of `meant`."""

    def __init__(self, width: int) -> None:
        self.words = np.zeros((WIDTH, AT_ONCE), np.float32)
        self.meant = np.zeros((AT_ONCE, width), np.float32)

    def add(self, column: int, rows: Rows, row: int) -> None:
        span = slice(rows.words.indptr[row], rows.words.indptr[row + 1])
        self.words[rows.words.indices[span], column] += rows.words.data[span]
        self.meant[column] += rows.meant[row]

    def clear(self, columns: NDArray[np.intp]) -> None:
        self.words[:, columns] = 0
        self.meant[columns] = 0


class Groups:
    """Groups of questions, by their places among all; each has a slot, and a slot that was let go is used again."""

    def __init__(self, standing: Sequence[Group] = ()) -> None:
        """`standing` are groups that stand already; their questions come with `stand`."""
        self._most = max(MOST_GROUPS, len(standing))
        self._standing = {place: slot for slot, one in enumerate(standing) for place in one}
        self._blocks: list[_Block] = []
        self._members = [array("q", one) for one in standing]
        self._firsts = array("q", (min(one, default=0) for one in standing))
        self._free: list[int] = []

    def stand(self, places: Sequence[int], rows: Rows) -> None:
        """The rows of questions of groups that stand."""
        for row, place in enumerate(places):
            self._add(self._standing[place], rows, row)

    def take(self, places: Sequence[int], rows: Rows) -> None:
        """A batch of new questions: each joins the nearest group that is near enough, the others are grouped with each
        other; of too many groups the smallest are let go, of equals the newest.
        """
        left = self._join(places, rows)
        found: dict[int, int] = {}
        for row, number in zip(left.tolist(), _numbers(rows.some(left).alike()), strict=True):
            if number not in found:
                found[number] = self._slot(places[row])
            self._members[found[number]].append(places[row])
            self._add(found[number], rows, row)
        self._let_go()

    def found(self) -> list[Group]:
        """The groups, the largest first. Those that came apart because their questions came in different batches are
        one; of those that stood before, none is joined to another: people know them.
        """
        by_size = self._by_size()
        large = [slot for slot in by_size if len(self._members[slot]) >= MERGED_FROM][:BATCH]
        merged = [self._members[slot] for slot in by_size]
        if not self._standing and len(large) > 1:
            joined: dict[int, array[int]] = {}
            means = np.stack([self._mean(slot) for slot in large])
            for slot, number in zip(large, _numbers(means @ means.T), strict=True):
                joined.setdefault(number, array("q")).extend(self._members[slot])
            among = set(large)
            merged = [*joined.values(), *(self._members[slot] for slot in by_size if slot not in among)]
        return sorted(merged, key=lambda one: (-len(one), min(one)))

    def _join(self, places: Sequence[int], rows: Rows) -> NDArray[np.intp]:
        """The rows of those that are near to none."""
        sizes = np.array([len(one) for one in self._members], np.float32)
        best, scores = np.zeros(len(rows), np.intp), np.full(len(rows), -np.inf, np.float32)
        for start in range(0, len(sizes), AT_ONCE):
            block, many = self._blocks[start // AT_ONCE], sizes[start : start + AT_ONCE]
            near = (rows.words @ block.words + rows.meant @ block.meant.T)[:, : len(many)]
            near /= np.maximum(many, 1)
            nearest = near.argmax(axis=1)
            score = near[np.arange(len(rows)), nearest]
            nearer = score > scores
            best[nearer], scores[nearer] = start + nearest[nearer], score[nearer]
        for row in np.flatnonzero(scores >= ALIKE).tolist():
            slot = int(best[row])
            self._members[slot].append(places[row])
            self._firsts[slot] = min(self._firsts[slot], places[row])
            self._add(slot, rows, row)
        return np.flatnonzero(scores < ALIKE)

    def _add(self, slot: int, rows: Rows, row: int) -> None:
        while len(self._blocks) <= slot // AT_ONCE:
            self._blocks.append(_Block(rows.meant.shape[1]))
        self._blocks[slot // AT_ONCE].add(slot % AT_ONCE, rows, row)

    def _slot(self, first: int) -> int:
        if self._free:
            slot = self._free.pop()
            self._firsts[slot] = first
            return slot
        self._members.append(array("q"))
        self._firsts.append(first)
        return len(self._members) - 1

    def _by_size(self) -> list[int]:
        """The slots in use, the largest groups first."""
        slots = [slot for slot, one in enumerate(self._members) if one]
        return sorted(slots, key=lambda slot: (-len(self._members[slot]), self._firsts[slot]))

    def _let_go(self) -> None:
        gone = np.array(self._by_size()[self._most :], np.intp)
        for slot in gone.tolist():
            self._members[slot] = array("q")
        for number in np.unique(gone // AT_ONCE).tolist():
            self._blocks[number].clear(gone[gone // AT_ONCE == number] % AT_ONCE)
        self._free += gone.tolist()

    def _mean(self, slot: int) -> Vectors:
        block, column = self._blocks[slot // AT_ONCE], slot % AT_ONCE
        total = np.concatenate([block.words[:, column], block.meant[column]])
        return np.asarray(total / np.float32(len(self._members[slot])))


def batches(places: Sequence[T]) -> Iterator[Sequence[T]]:
    return (places[start : start + BATCH] for start in range(0, len(places), BATCH))


def _numbers(near: NDArray[np.float32]) -> list[int]:
    """A number for the group of each row, by average linkage."""
    if len(near) < 2:
        return list(range(len(near)))
    apart = np.maximum(1 - near, 0)
    np.fill_diagonal(apart, 0)
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - ALIKE
    )
    return [int(number) for number in clustering.fit_predict(apart)]
