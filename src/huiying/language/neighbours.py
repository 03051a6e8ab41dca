"""Which texts of many are alike: each text's nearest, found block by block so that memory stays small."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from .features import counts
from .pace import Pace

TITLE_LENGTH, TEXT_LENGTH, OPENING = 100, 300, 40
FLOOR = 0.07
MOST = 25
BLOCK_WORK = 4_000_000
RARE, COMMON, COMMON_SHARE = 500, 2000, 0.05

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of texts that are alike, `ones[i]` and `others[i]` by `values[i]`, however far apart in time."""

    ones: NDArray[np.intp]
    others: NDArray[np.intp]
    values: NDArray[np.float32]


def spread_of(raw: csr_matrix) -> NDArray[np.intp]:
    """In how many texts each feature stands."""
    return np.bincount(raw.indices, minlength=raw.shape[1]).astype(np.intp)


def read(titles: Sequence[str], texts: Sequence[str]) -> csr_matrix:
    """Features of titles (of untitled ones the opening) and of titles with texts, side by side: (texts, 2^19)."""
    heads = [title.strip() or text[:OPENING] for title, text in zip(titles, texts, strict=True)]
    whole = [f"{title[:TITLE_LENGTH]}\n{text[:TEXT_LENGTH]}" for title, text in zip(titles, texts, strict=True)]
    return hstack([counts(head[:TITLE_LENGTH] for head in heads), counts(whole)], format="csr", dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature tells: more the rarer it is; one that stands in one text only, or in too many, nothing."""

    idf: NDArray[np.float32]
    telling: NDArray[np.bool_]

    @classmethod
    def of(cls, spread: NDArray[np.intp], texts: int) -> "Weights":
        """By the number of texts in which each feature stands, of so many `texts`."""
        most = min(max(RARE, COMMON_SHARE * texts), COMMON)
        idf = (np.log((1 + texts) / (1 + spread)) + 1).astype(np.float32)
        return cls(idf, (spread > 1) & (spread <= most))

    def rows(self, raw: csr_matrix) -> csr_matrix:
        """Rows whose product is likeness, half from the title and half from the text."""
        places = np.repeat(np.arange(raw.shape[0]), np.diff(raw.indptr))
        half = 2 * places + (raw.indices >= raw.shape[1] // 2)
        weighed = (1 + np.log(raw.data)) * self.idf[raw.indices]
        lengths = np.sqrt(np.bincount(half, weighed.astype(np.float64) ** 2, minlength=2 * raw.shape[0]))
        weighed = (weighed * (np.sqrt(0.5) / np.maximum(lengths, 1e-12)[half])).astype(np.float32)
        kept = self.telling[raw.indices]
        found = csr_matrix((weighed[kept], (places[kept], raw.indices[kept])), shape=raw.shape)
        found.sort_indices()
        return found


def nearest(
    rows: csr_matrix,
    days: Floats,
    among: csr_matrix,
    their_days: Floats,
    *,
    start: int,
    pace: Pace,
    least: NDArray[np.float32] | None = None,
) -> Found:
    """Of each row its nearest `among` all, the further apart in time the less near; row 0 is at `start` of them.

    Only what is above a floor is kept, at most the nearest 25; ties go to the earlier text. Where 25 of a row are known
    from elsewhere, the `least` near of them spares the sorting of what is less near.
    """
    turned = among.T.tocsr()
    work = np.cumsum(np.bincount(among.indices, minlength=among.shape[1])[rows.indices]) if rows.nnz else np.zeros(1)
    ends = np.concatenate([[0], work])[rows.indptr]
    parts = [Found(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))]
    begin = 0
    while begin < rows.shape[0]:
        end = max(begin + 1, int(np.searchsorted(ends, ends[begin] + BLOCK_WORK, side="right")) - 1)
        alike = (rows[begin:end] @ turned).tocoo()
        ones, others = alike.row.astype(np.intp) + begin, alike.col.astype(np.intp)
        kept = (alike.data >= FLOOR) & (ones + start != others)
        ones, others, values = ones[kept], others[kept], alike.data[kept]
        near = values * pace.nearness(np.abs(days[ones] - their_days[others]))
        if least is not None:
            hopeful = near >= least[ones]
            ones, others, values, near = ones[hopeful], others[hopeful], values[hopeful], near[hopeful]
        best = nearest_of(ones, others, near)
        parts.append(Found(ones[best] + start, others[best], values[best]))
        begin = end
    return joined(parts)


def joined(parts: Sequence[Found]) -> Found:
    """All pairs in one."""
    return Found(*(np.concatenate([getattr(part, name) for part in parts]) for name in Found.__slots__))


def nearest_of(ones: NDArray[np.intp], others: NDArray[np.intp], near: NDArray[np.float32]) -> NDArray[np.intp]:
    """The places of the nearest pairs of each text."""
    kept = np.flatnonzero(near >= FLOOR)
    order = kept[np.lexsort((others[kept], -near[kept], ones[kept]))]
    ordered = ones[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered, side="left")
    return np.asarray(order[rank < MOST], dtype=np.intp)
