"""What people have confirmed decides at once: each confirmation corrects what the words alone say of letters like it.

Ridge regression on likeness (a Gaussian process) of what is left between the confirmed answers and the cold verdicts:
one example moves what is nearly the same letter, thousands are as good as a linear machine over words. What it would
have said of a confirmed letter without that letter comes in closed form, so scores are calibrated on letters unseen.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

from .calibration import Calibration
from .features import cue_counts, weighing
from .neighbourhood import Neighbourhood
from .scores import Verdict
from .vectors import Vectors

ENOUGH_TO_LEARN = 10
_CUES, _COLD = 0.3, 0.3
_NOISE = 0.3
_NEAR = 0.5

Matrix = NDArray[np.float32]


class Lessons:
    """What was confirmed of one question (kind, theme or section) for the letters of `vectors` at `places`.

    `cold` is what the words alone say of each; `names` are the answers known beforehand.
    """

    def __init__(
        self,
        vectors: Vectors,
        places: Sequence[int],
        labels: Sequence[str],
        cold: Sequence[Verdict],
        names: Sequence[str],
    ) -> None:
        self._places = np.asarray(places, dtype=np.intp)
        self._names = (*names, *sorted(set(labels) - set(names)))
        self._labels = np.asarray([self._names.index(label) for label in labels], dtype=np.intp)
        self._start = np.vstack([self._prior(verdict) for verdict in cold])
        counts = cue_counts([verdict.cues for verdict in cold])
        self._weighing = weighing().fit(counts)
        self._cues: csr_matrix = self._weighing.transform(counts)
        self._cues_by_feature = self._cues.T.tocsr()
        self._near = Neighbourhood(self._labels, len(self._names))
        likeness = vectors.between(self._places)
        kernel = self._kernel(likeness, self._cues, self._start)
        self._corrections, missed = _solved(kernel, self._answers - self._start)
        others = likeness - 2 * np.eye(len(likeness), dtype=np.float32)  # a letter has no vote on itself
        self._calibration = Calibration.of(self._answers - missed + _NEAR * self._near.votes(others), self._labels)

    @cached_property
    def _answers(self) -> Matrix:
        return np.eye(len(self._names), dtype=np.float32)[self._labels]

    def decide(self, cold: Verdict, likeness: Matrix) -> Verdict:
        """The cold verdict as people's confirmations change it; its note says by what.

        `likeness` is how like each letter of `vectors` is (0..1).
        """
        ours = likeness[self._places]
        start = self._prior(cold)
        cues = self._weighing.transform(cue_counts([cold.cues]))
        said = start + self._kernel(ours[np.newaxis], cues, start[np.newaxis])[0] @ self._corrections
        said = said + _NEAR * self._near.votes(ours[np.newaxis])[0]
        chances = self._calibration.shares(said)
        best = int(np.argmax(chances))
        name = self._names[best]
        note = self._near.note(ours, best)
        if not note and (cold.name != name or len(self._labels) >= ENOUGH_TO_LEARN):
            note = f"按{len(self._labels)}件已确认的来件学得"
        shares = {n: float(c) for n, c in zip(self._names, chances, strict=True) if c > 0.001}
        score = round(self._calibration.chance(float(chances[best])), 3)
        evidence = cold.evidence if cold.name == name else ()
        return Verdict(name, score, shares, evidence, note or cold.note, cold.cues)

    def _prior(self, cold: Verdict) -> Matrix:
        return np.asarray([cold.shares.get(name, 0.0) for name in self._names], dtype=np.float32)

    def _kernel(self, likeness: Matrix, cues: csr_matrix, start: Matrix) -> Matrix:
        """(letters, confirmed letters): alike in text, in the phrases found, and in what the words alone say."""
        found = (cues @ self._cues_by_feature).toarray()
        return np.asarray(likeness + _CUES * found + _COLD * (start @ self._start.T), dtype=np.float32)


def _solved(kernel: Matrix, rest: Matrix) -> tuple[Matrix, Matrix]:
    """The weights of the confirmed letters, and how far each answer would be missed without its own letter."""
    kernel[np.diag_indices_from(kernel)] += _NOISE
    inverse = cho_solve(cho_factor(kernel), np.eye(len(kernel), dtype=np.float32))
    weights = inverse @ rest
    return weights, weights / np.diag(inverse)[:, np.newaxis]
