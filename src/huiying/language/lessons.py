"""What people have confirmed decides at once: by the letters most like this one, and by what all have in common."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from .features import counts, weighing
from .scores import Verdict

ALIKE, SAME = 0.15, 0.5
NEIGHBOURS = 7
ENOUGH_TO_LEARN = 10
_HALF_TRUST = 25
_COLD_SCALE = 1.5
_SHARPNESS = 2.0


class Vectors:
    """The confirmed letters as vectors, once for all that is learned from them."""

    def __init__(self, texts: Sequence[str]) -> None:
        raw = counts(texts)
        self._weighing = weighing().fit(raw)
        self.rows: csr_matrix = self._weighing.transform(raw)

    def of(self, text: str) -> csr_matrix:
        return self._weighing.transform(counts([text]))

    def likeness(self, vector: csr_matrix) -> np.ndarray:
        """How like each confirmed letter is, 0..1."""
        return np.asarray((self.rows @ vector.T).toarray().ravel())


class Lessons:
    """What was confirmed of one question (kind, theme or section) for the letters of `vectors` at `places`."""

    def __init__(
        self,
        vectors: Vectors,
        places: Sequence[int],
        labels: Sequence[str],
        cold: Sequence[Verdict],
        names: Sequence[str],
    ) -> None:
        self._places = np.asarray(places, dtype=np.intp)
        self._labels = np.asarray(labels)
        self._rows = vectors.rows[self._places]
        self._cold = cold
        self._names = tuple(names)

    def decide(self, cold: Verdict, vector: csr_matrix, likeness: np.ndarray) -> Verdict:
        """The cold verdict as people's confirmations change it; its note says by what."""
        shares, note = self._learned(cold, vector)
        near, sure, count = self._neighbours(likeness)
        shares = _mixed(shares, near, sure)
        name = max(sorted(shares), key=lambda n: shares[n], default="")
        if not name:
            return cold
        if near.get(name, 0.0) >= 0.5 and sure > 0.2:
            note = f"与{count}件已确认的来件相近"
        evidence = cold.evidence if cold.name == name else ()
        return Verdict(name, round(shares[name], 3), shares, evidence, note if note or cold.name != name else cold.note)

    def _neighbours(self, likeness: np.ndarray) -> tuple[dict[str, float], float, int]:
        """Shares by the confirmed letters most alike, how far they can be trusted (0..1), and how many speak."""
        ours = likeness[self._places]
        nearest = [i for i in np.argsort(-ours, kind="stable")[:NEIGHBOURS] if ours[i] > ALIKE]
        if not nearest:
            return {}, 0.0, 0
        votes: dict[str, float] = {}
        for i in nearest:
            label = str(self._labels[i])
            votes[label] = votes.get(label, 0.0) + float(ours[i]) ** 3
        total = sum(votes.values())
        sure = min(max((float(ours[nearest[0]]) - ALIKE) / (SAME - ALIKE), 0.0), 1.0)
        winner = max(sorted(votes), key=lambda n: votes[n])
        count = sum(1 for i in nearest if self._labels[i] == winner)
        return {label: vote / total for label, vote in votes.items()}, sure, count

    def _learned(self, cold: Verdict, vector: csr_matrix) -> tuple[dict[str, float], str]:
        """The cold shares mixed with what a linear model has learned; it is trusted more the more was confirmed."""
        start = {name: share * max(cold.score, 0.2) for name, share in cold.shares.items()} if cold.name else {}
        if cold.name:
            start[cold.name] = max(start.get(cold.name, 0.0), cold.score)
        if self._model is None:
            return start, ""
        margins = self._model.decision_function(hstack([vector, self._row(cold)]).tocsr())
        margins = np.column_stack([-margins, margins]) if margins.ndim == 1 else margins
        odds = np.exp(_SHARPNESS * (margins[0] - margins[0].max()))
        learned = {str(label): float(p) for label, p in zip(self._model.classes_, odds / odds.sum(), strict=True)}
        trust = len(self._labels) / (len(self._labels) + _HALF_TRUST)
        return _mixed(start, learned, trust), f"按{len(self._labels)}件已确认的来件学得"

    @cached_property
    def _model(self) -> LinearSVC | None:
        """A linear model over words and the cold shares; None as long as too little was confirmed."""
        if len(self._labels) < ENOUGH_TO_LEARN or len(set(self._labels)) < 2:
            return None
        cold = csr_matrix(np.vstack([self._row(verdict).toarray() for verdict in self._cold]))
        return LinearSVC(C=1.0, random_state=0).fit(hstack([self._rows, cold]).tocsr(), self._labels)

    def _row(self, cold: Verdict) -> csr_matrix:
        return csr_matrix([[_COLD_SCALE * cold.shares.get(name, 0.0) for name in self._names]], dtype=np.float32)


def _mixed(one: Mapping[str, float], other: Mapping[str, float], trust: float) -> dict[str, float]:
    """`other` counts as far as it is trusted, `one` for the rest."""
    names = [*one, *(n for n in other if n not in one)]
    return {n: (1 - trust) * one.get(n, 0.0) + trust * other.get(n, 0.0) for n in names}
