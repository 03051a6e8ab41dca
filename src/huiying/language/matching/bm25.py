"""BM25 over passages as one sparse product, so that many questions are asked at once.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; rarity is smoothed as Lucene
does it, so that no term counts against a passage.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .terms import Cut

K1, B = 1.5, 0.75
TITLE = 2  # a term of the title counts as if it stood in the passage so often

Figures = NDArray[np.float32]


class Bm25:
    """The weights of every passage for one way of cutting; `texts` and `titles` are folded and of one length."""

    def __init__(self, cut: Cut, texts: Sequence[str], titles: Sequence[str]) -> None:
        self._cut = cut
        self._places: dict[str, int] = {}
        rows, columns, counts, lengths = [], [], [], np.zeros(len(texts), np.float32)
        cut_titles: dict[str, Counter[str]] = {}
        for row, (text, title) in enumerate(zip(texts, titles, strict=True)):
            told = Counter(cut(text))
            head = cut_titles.setdefault(title, Counter(cut(title)))
            for term, count in head.items():
                told[term] += TITLE * count
            lengths[row] = told.total()
            for term, count in told.items():
                rows.append(row)
                columns.append(self._places.setdefault(term, len(self._places)))
                counts.append(count)
        shape = (len(texts), max(len(self._places), 1))
        raw = csr_matrix((np.asarray(counts, np.float32), (rows, columns)), shape)
        self._weights = _saturated(raw, _rarity(raw), lengths).T.tocsr()  # (terms, passages)

    def scores(self, questions: Sequence[str]) -> Figures:
        """(questions, passages)."""
        return np.asarray((self._asked(questions) @ self._weights).toarray(), np.float32)

    def _asked(self, questions: Sequence[str]) -> csr_matrix:
        rows, columns = [], []
        for row, question in enumerate(questions):
            for term in self._cut(question):
                if (place := self._places.get(term)) is not None:
                    rows.append(row)
                    columns.append(place)
        values = np.ones(len(rows), np.float32)
        return csr_matrix((values, (rows, columns)), (len(questions), self._weights.shape[0]))


def _rarity(raw: csr_matrix) -> Figures:
    holding = np.bincount(raw.indices, minlength=raw.shape[1])
    return np.asarray(np.log1p((raw.shape[0] - holding + 0.5) / (holding + 0.5)), np.float32)


def _saturated(raw: csr_matrix, rarity: Figures, lengths: Figures) -> csr_matrix:
    """A term said again adds less, and a long passage gains nothing by its length."""
    mean = max(float(lengths.mean()) if len(lengths) else 1.0, 1.0)
    long = np.repeat(K1 * (1 - B + B * lengths / mean), np.diff(raw.indptr))
    weighed = raw.copy()
    weighed.data = rarity[raw.indices] * raw.data * (K1 + 1) / (raw.data + long)
    return weighed
