"""What was answered before to letters like this one: by the rare words they share, the place, the time and meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from . import encoders
from .areas import areas
from .encoders import Encoder
from .features import features
from .likeness import meaning, meet
from .reading import fold
from .segment import words
from .wording_places import Places
from .years import last_month, months_fit

LENGTH = 3000
WIDTH = 2**21
TITLE = 80
SHOWN = 8
RANKED, AGAIN = 60, 30  # the likest by words are ranked by the cheap encoder, the likest of them by a precise one
_K1, _B = 1.2, 0.6

# What likeness by words (0..1) is worth against the rest; settled by halves on letters with their replies.
_TITLE, _LONG, _ELSEWHERE, _PLACE, _TIME = 0.08, 0.024, 0.065, 0.009, 0.06
_MEANING, _PRECISE = 0.018, 0.05  # for each spread of likeness in meaning

Figures = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier answer: its id, a score in 0..1, and the telling words it shares with the letter."""

    id: str
    score: float
    words: tuple[str, ...]


class SimilarAnswers:
    """Pairs of letter and answer, each with an id, as an index; a letter finds those that speak of its matter.

    Words find; the stream's encoder ranks the likest 60 again, and `encoder`, if given, the likest 30 of those. A
    precise encoder takes two or three seconds for answers it has not met, and next to nothing afterwards.
    """

    def __init__(self, pairs: Iterable[tuple[str, str, str]], *, encoder: Encoder | None = None) -> None:
        told = [(ident, letter[:LENGTH], answer[:LENGTH]) for ident, letter, answer in pairs]
        self._ids = [ident for ident, _, _ in told]
        self._texts = [f"{letter}\n{answer}" for _, letter, answer in told]
        self._answers = [answer or letter for _, letter, answer in told]
        letters, answers = [letter for _, letter, _ in told], [answer for _, _, answer in told]
        raw = (_counts(letters or [""]) + _counts(answers or [""])).tocsr()
        self._idf = _rarity(raw)
        weights = normalize(_saturated(raw, self._idf))
        self._weights = weights.T.tocsr()  # (features, answers): a search reads only the features asked for
        self._holding = (raw > 0).astype(np.float32).T.tocsr()
        self._long = np.log1p([len(text) for text in self._texts]).astype(np.float32)
        self._places = Places([fold(answer) for answer in self._answers], [areas(fold(text)) for text in self._texts])
        self._months = [last_month(text) for text in self._texts]
        self._encoder = encoder
        encoders.stream()  # read now: the first to search would wait for it

    def search(self, text: str, top: int = 5) -> list[Match]:
        """At most `top` answers to letters like `text`, most alike first; of equals the first given.

        The first line of `text` counts as its title.
        """
        if not self._ids:
            return []
        text = text[:LENGTH]
        alike = self._alike(text)
        ranked = self._ranked(text, alike, top)
        said = list(dict.fromkeys(words(text)))
        return [Match(self._ids[i], _shown(score), self._shared(said, i)) for i, score in ranked[:top]]

    def meet_all(self) -> None:
        """Encode all answers now, a millisecond or two each, so that no search has to."""
        meet(self._answers, encoders.stream())

    def _alike(self, text: str) -> Figures:
        """(answers,) likeness by words, 0 where nothing is shared."""
        asked = _counts([text])
        asked.data = np.log1p(asked.data) * self._idf[asked.indices]
        return np.asarray((normalize(asked) @ self._weights).toarray().ravel(), dtype=np.float32)

    def _ranked(self, text: str, alike: Figures, top: int) -> list[tuple[int, float]]:
        """The likest by words and place, the first of them ranked again by meaning; all share something."""
        scores = alike + _TITLE * self._title(text) + self._around(text)
        order = [int(i) for i in np.argsort(-scores, kind="stable")[: max(RANKED, top)] if alike[i] > 0]
        ranked = [(i, float(scores[i])) for i in order]
        ranked = self._again(text, ranked, RANKED, encoders.stream(), _MEANING)
        if self._encoder is not None:
            ranked = self._again(text, ranked, AGAIN, self._encoder, _PRECISE)
        return ranked

    def _again(
        self, text: str, ranked: list[tuple[int, float]], most: int, encoder: Encoder, worth: float
    ) -> list[tuple[int, float]]:
        """The first `most` ranked again by meaning; the others follow, none scored above them."""
        first, rest = ranked[:most], ranked[most:]
        meant = meaning(text, [self._answers[i] for i, _ in first], encoder)
        again = [(i, score + worth * float(m)) for (i, score), m in zip(first, meant, strict=True)]
        again.sort(key=lambda item: (-item[1], item[0]))
        drop = max(0.0, rest[0][1] - again[-1][1]) if rest else 0.0
        return again + [(i, score - drop) for i, score in rest]

    def _title(self, text: str) -> Figures:
        """(answers,) the share of the title's features, by rarity, that each holds."""
        title = _counts([text.strip().split("\n", 1)[0][:TITLE]])
        title.data = self._idf[title.indices]
        whole = max(float(title.sum()), 1e-6)
        return np.asarray((title @ self._holding).toarray().ravel() / whole, dtype=np.float32)

    def _around(self, text: str) -> Figures:
        """(answers,) what place, time and length say for or against each."""
        asked, month = areas(fold(text)), last_month(text)
        elsewhere, place = self._places.elsewhere(asked), self._places.support(asked)
        time = months_fit(month, self._months)
        return np.asarray(_PLACE * place + _TIME * time - _ELSEWHERE * elsewhere - _LONG * self._long, dtype=np.float32)

    def _shared(self, said: Sequence[str], place: int) -> tuple[str, ...]:
        answered = set(words(self._texts[place]))
        return tuple(word for word in said if word in answered)[:SHOWN]


def _counts(texts: Sequence[str]) -> csr_matrix:
    """(texts, 2^21) how often each feature stands in each; wide, for where two features fall together names blur."""
    hashing = HashingVectorizer(analyzer=features, n_features=WIDTH, alternate_sign=False, norm=None, dtype=np.float32)
    return hashing.transform(texts)


def _shown(score: float) -> float:
    return round(min(1.0, max(0.0001, score)), 4)


def _rarity(raw: csr_matrix) -> Figures:
    """For each feature, more the fewer texts hold it (BM25's logarithm); 0 for one that none holds."""
    holding = np.bincount(raw.indices, minlength=raw.shape[1])
    rarity = np.log1p((raw.shape[0] - holding + 0.5) / (holding + 0.5))
    return np.asarray(np.where(holding > 0, rarity, 0), dtype=np.float32)


def _saturated(raw: csr_matrix, idf: Figures) -> csr_matrix:
    """BM25 weights: a word said again adds less, and a long text gains nothing by its length."""
    weighed = raw.copy()
    lengths = np.asarray(raw.sum(axis=1)).ravel()
    long = np.repeat(lengths / max(float(lengths.mean()), 1.0), np.diff(raw.indptr))
    weighed.data = idf[raw.indices] * raw.data * (_K1 + 1) / (raw.data + _K1 * (1 - _B + _B * long))
    return weighed
