"""Which area an answer that names none is from: the one whose answers are worded like it."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from .areas import Area

HEAD, TAIL = 40, 40  # characters: an office's greeting and its way to sign
ALIKE = 20
BLOCK = 512
OWN, BASE, LEAST = 0.7, 0.05, 0.003
_NUMBER = re.compile(r"\d+")
_CODED = re.compile("[a-z]0?(?=[市区县])")
_WIDE, _NARROW = "coded", "code"  # what is left out where the city counts, and where the district does

Figures = NDArray[np.float32]


class Places:
    """For each answer the areas it names, and how likely it is from each: answers worded like it tell."""

    def __init__(self, answers: Sequence[str], named: Sequence[frozenset[Area]]) -> None:
        self._wide, self._narrow = _Shares(named, without=_WIDE), _Shares(named, without=_NARROW)
        style = _style(answers) if answers else csr_matrix((0, 0))
        self._likely = _likely(style, [self._wide.of(named), self._narrow.of(named)])

    def support(self, asked: frozenset[Area]) -> Figures:
        """(answers,) how well each fits the areas a letter names, by city and by district: 0 is best."""
        found = np.zeros(self._likely[0].shape[0], dtype=np.float32)
        for shares, likely in zip((self._wide, self._narrow), self._likely, strict=True):
            given = shares.of([asked])
            if given.nnz:
                met = (likely @ given.T).toarray().ravel()
                found += np.log((met + LEAST) / (1 + LEAST))
        return found

    def elsewhere(self, asked: frozenset[Area]) -> Figures:
        """(answers,) 1 where an answer names areas of a level that the letter names too, and none in common."""
        return self._wide.elsewhere(asked)


class _Shares:
    """Areas as columns, those of one level left out; each row of texts is shared out among the areas it names."""

    def __init__(self, named: Sequence[frozenset[Area]], *, without: str) -> None:
        areas = sorted({area for areas in named for area in areas if area[0] != without})
        levels = sorted({level for level, _ in areas})
        self._column = {area: column for column, area in enumerate(areas)}
        self._named = self.of(named).astype(bool).astype(np.float32)
        marks = np.array([[level == of for level in levels] for of, _ in areas], dtype=np.float32)
        self._level = csr_matrix(marks.reshape(len(areas), len(levels)))

    def of(self, named: Sequence[frozenset[Area]]) -> csr_matrix:
        """(texts, areas)"""
        rows: list[int] = []
        columns: list[int] = []
        shares: list[float] = []
        for row, areas in enumerate(named):
            known = sorted(self._column[area] for area in areas if area in self._column)
            rows += [row] * len(known)
            columns += known
            shares += [1 / max(len(known), 1)] * len(known)
        return csr_matrix((shares, (rows, columns)), shape=(len(named), len(self._column)), dtype=np.float32)

    def elsewhere(self, asked: frozenset[Area]) -> Figures:
        given = self.of([asked]).astype(bool).astype(np.float32)
        if not given.nnz:
            return np.zeros(self._named.shape[0], dtype=np.float32)
        same_level = ((self._named @ self._level) @ (given @ self._level).T).toarray()
        same = (self._named @ given.T).toarray()
        return np.asarray((same_level > 0) & (same == 0), dtype=np.float32).ravel()


def _likely(style: csr_matrix, given: Sequence[csr_matrix]) -> list[csr_matrix]:
    """For each way to share out: (answers, areas), what an answer names, and what the 20 worded most like it name."""
    naming = np.flatnonzero(sum(np.asarray(shares.sum(axis=1)).ravel() for shares in given))
    if not len(naming):
        return list(given)
    blocks: list[list[csr_matrix]] = [[] for _ in given]
    others = style[naming].T
    for start in range(0, style.shape[0], BLOCK):
        own = np.arange(start, min(start + BLOCK, style.shape[0]))
        alike = (style[own] @ others).toarray() * (own[:, None] != naming)
        for kept, shares in zip(blocks, given, strict=True):
            kept.append(_mixed(alike, own, naming, shares))
    return [vstack(kept).tocsr() for kept in blocks]


def _mixed(alike: Figures, own: NDArray[np.intp], naming: NDArray[np.intp], given: csr_matrix) -> csr_matrix:
    """A block of answers, `alike` those that name an area: mostly what each names itself; for one that names nothing,
    what its like do.
    """
    telling = np.asarray(given.sum(axis=1)).ravel() > 0
    base = np.asarray(given.sum(axis=0)) / max(float(given.sum()), 1.0)
    named = np.asarray((_nearest(alike * telling[naming]) @ given[naming]).toarray(), dtype=np.float32)
    by_like = _of_sum_one(np.asarray(_of_sum_one(named) + BASE * base, dtype=np.float32))
    mixed = np.where(telling[own, None], OWN * given[own].toarray() + (1 - OWN) * by_like, by_like)
    return csr_matrix(np.where(mixed > LEAST, mixed, 0).astype(np.float32))


def _nearest(alike: Figures) -> csr_matrix:
    """Only the 20 most alike count, the more alike the more."""
    if alike.shape[1] > ALIKE:
        least = -np.partition(-alike, ALIKE, axis=1)[:, ALIKE : ALIKE + 1]
        alike = np.where(alike > least, alike, 0)
    return csr_matrix(alike**3)


def _of_sum_one(rows: Figures) -> Figures:
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _style(answers: Sequence[str]) -> csr_matrix:
    """How answers begin and end, numbers and coded areas aside, by what few but more than one share; length 1."""
    hashing = HashingVectorizer(analyzer="char", ngram_range=(2, 4), n_features=2**18, alternate_sign=False, norm=None)
    plain = [_NUMBER.sub("0", answer) for answer in answers]
    counted: csr_matrix = hashing.transform(_CODED.sub("", f"{text[:HEAD]}\n{text[-TAIL:]}") for text in plain)
    holding = np.bincount(counted.indices, minlength=counted.shape[1])
    rarity = np.log1p((len(answers) - holding + 0.5) / (holding + 0.5)) * (holding > 1)
    counted.data = np.log1p(counted.data) * rarity[counted.indices]
    return normalize(counted).astype(np.float32)
