"""A model of rumours: characters, words and meaning weighed linearly, and beside them signs, form and spread.

Two readings are averaged: boosted trees that see the signs, the form, the spread and what the words alone say; and a
linear model that sees the words and the same figures in steps. Each learns how far to trust the words from margins of
models that have not seen the post; so the score is a probability.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from . import encoders
from .reading import fold
from .rumour_signs import LENGTH, LINK, rows_of
from .segment import cut
from .spread import Spread

FOLDS = 5
SHOWN = 5
STEPS = 8
STEP_WEIGHT = 0.1
MEANING_WEIGHT = 0.5
_LINKED = " u "

Numbers = NDArray[np.float64]


class RumourModel:
    """Learns at once when made; `rumours` says of each post whether it is one. Figures that are not known stand at the
    middle of those that are, so that not knowing says nothing.
    """

    def __init__(self, texts: Sequence[str], spreads: Sequence[Spread | None], rumours: Sequence[bool]) -> None:
        said = np.array(rumours, dtype=np.intp)
        self._characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
        self._words = TfidfVectorizer(analyzer=_one_and_two, sublinear_tf=True, dtype=np.float32)
        self._characters.fit([_bare(text) for text in texts])
        self._words.fit(texts)
        self._names = self._words.get_feature_names_out()
        rows = rows_of(texts, spreads)
        self._middle = np.array([_middle(column) for column in rows.T])
        rows = self._filled(rows)
        self._steps = np.quantile(rows, np.linspace(0, 1, STEPS + 1)[1:-1], axis=0)
        wording = self._wording(texts)
        self._plain = LinearSVC(C=1.0, random_state=0).fit(wording, said)
        self._trees = HistGradientBoostingClassifier(
            max_iter=150,
            learning_rate=0.05,
            max_leaf_nodes=8,
            min_samples_leaf=15,
            early_stopping=False,
            random_state=0,
        ).fit(np.column_stack([rows, _unseen(wording, said)]), said)
        wide = self._wide(wording, rows)
        self._stepped = LinearSVC(C=1.0, random_state=0).fit(wide, said)
        self._scale = LogisticRegression().fit(_unseen(wide, said)[:, None], said)

    def read(self, texts: Sequence[str], spreads: Sequence[Spread | None]) -> tuple[csr_matrix, Numbers]:
        """The features of the words of each post, and how likely it is a rumour."""
        wording = self._wording(texts)
        rows = self._filled(rows_of(texts, spreads))
        by_trees = self._trees.predict_proba(np.column_stack([rows, self._plain.decision_function(wording)]))[:, 1]
        margins = self._stepped.decision_function(self._wide(wording, rows))
        by_steps = self._scale.predict_proba(margins[:, None])[:, 1]
        odds = 0.5 * (_logit(by_trees) + _logit(by_steps))
        return wording, 1 / (1 + np.exp(-odds))

    def words(self, wording: csr_matrix, *, rumour: bool) -> tuple[str, ...]:
        """The words of one post that speak most for what was decided."""
        weights = wording.data * self._plain.coef_[0][wording.indices] * (1 if rumour else -1)
        first = len(self._characters.vocabulary_)
        last = first + len(self._names)
        order = [i for i in np.argsort(-weights, kind="stable") if weights[i] > 0]
        names = [str(self._names[at - first]) for at in wording.indices[order] if first <= at < last]
        return tuple([name for name in names if len(name) > 1 and name.isalnum()][:SHOWN])

    def _wording(self, texts: Sequence[str]) -> csr_matrix:
        """Characters, words, and what the encoder of the stream says each text means."""
        characters = self._characters.transform([_bare(text) for text in texts])
        meaning = csr_matrix(MEANING_WEIGHT * encoders.stream().encode(texts))
        return hstack([characters, self._words.transform(texts), meaning]).tocsr()

    def _wide(self, wording: csr_matrix, rows: Numbers) -> csr_matrix:
        """The words, and for each figure the step it stands on."""
        reached = (rows[:, :, None] > self._steps.T[None, :, :]).sum(axis=2)
        on_step = (reached[:, :, None] == np.arange(STEPS)).reshape(len(rows), -1)
        return hstack([wording, csr_matrix(on_step * STEP_WEIGHT)]).tocsr()

    def _filled(self, rows: Numbers) -> Numbers:
        return np.where(np.isnan(rows), self._middle, rows)


def _unseen(rows: csr_matrix, said: NDArray[np.intp]) -> Numbers:
    """The margin that each post gets from a model that has not seen it."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    model = LinearSVC(C=1.0, random_state=0)
    return np.asarray(cross_val_predict(model, rows, said, cv=folds, method="decision_function"))


def _middle(column: Numbers) -> float:
    known = column[~np.isnan(column)]
    return float(np.median(known)) if known.size else 0.0


def _logit(share: Numbers) -> Numbers:
    kept = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))


def _bare(text: str) -> str:
    return LINK.sub(_LINKED, fold(text[:LENGTH]))


def _one_and_two(text: str) -> list[str]:
    words = cut(_bare(text))
    return words + [f"{one} {other}" for one, other in pairwise(words)]
