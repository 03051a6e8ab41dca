"""What was answered before to letters like this one: by rare words and character pairs that letter and answer share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from .features import counts
from .segment import words

LENGTH = 3000
SHOWN = 8
_K1, _B = 1.2, 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier answer: its id, a score in 0..1, and the telling words it shares with the letter."""

    id: str
    score: float
    words: tuple[str, ...]


class SimilarAnswers:
    """Pairs of letter and answer, each with an id, as an index; a letter finds those that share its rare words."""

    def __init__(self, pairs: Iterable[tuple[str, str, str]]) -> None:
        told = list(pairs)
        self._ids = [ident for ident, _, _ in told]
        self._texts = [f"{letter[:LENGTH]}\n{answer[:LENGTH]}" for _, letter, answer in told]
        raw = counts(self._texts or [""])
        self._idf = _rarity(raw)
        self._rows = normalize(_saturated(raw, self._idf))

    def search(self, text: str, top: int = 5) -> list[Match]:
        """At most `top` answers to letters like `text`, most alike first; of equals the first given."""
        if not self._ids:
            return []
        asked = counts([text[:LENGTH]])
        asked.data = np.log1p(asked.data) * self._idf[asked.indices]
        scores = (self._rows @ normalize(asked).T).toarray().ravel()
        best = [int(i) for i in np.argsort(-scores, kind="stable")[:top] if scores[i] > 0]
        said = list(dict.fromkeys(words(text[:LENGTH])))
        return [Match(self._ids[i], round(float(scores[i]), 4), self._shared(said, i)) for i in best]

    def _shared(self, said: Sequence[str], place: int) -> tuple[str, ...]:
        answered = set(words(self._texts[place]))
        return tuple(word for word in said if word in answered)[:SHOWN]


def _rarity(raw: csr_matrix) -> np.ndarray:
    """For each feature, more the fewer texts hold it (BM25's logarithm)."""
    holding = np.bincount(raw.indices, minlength=raw.shape[1])
    return np.asarray(np.log1p((raw.shape[0] - holding + 0.5) / (holding + 0.5)), dtype=np.float32)


def _saturated(raw: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """BM25 weights: a word said again adds less, and a long text gains nothing by its length."""
    weighed = raw.copy()
    lengths = np.asarray(raw.sum(axis=1)).ravel()
    long = np.repeat(lengths / max(float(lengths.mean()), 1.0), np.diff(raw.indptr))
    weighed.data = idf[raw.indices] * raw.data * (_K1 + 1) / (raw.data + _K1 * (1 - _B + _B * long))
    return weighed
