"""How sums of evidence are turned into chances, so that what is said with 0.8 is right four times in five.

Both steps are fitted to letters as they would have been judged had they not been learned from.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

USUAL = 7.0
USUAL_TRUST = np.array([0.6, 0.2])
_WEIGHT_OF_USUAL = 20
_STEPS = np.geomspace(1.0, 30.0, 60)
_ROUNDS = 8
_EDGE = 1e-4

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`sharpness` makes chances of sums of evidence; `slope` and `shift` correct the chance of the likeliest."""

    sharpness: float
    slope: float
    shift: float

    @classmethod
    def of(cls, said: Matrix, right: NDArray[np.intp]) -> "Calibration":
        """Fitted to `said` (letters by names) and the places of the `right` names."""
        sharp = _sharpness(said, right)
        shares = _shares(sharp * said)
        slope, shift = _trust(shares.max(axis=1), shares.argmax(axis=1) == right)
        return cls(sharp, float(slope), float(shift))

    def shares(self, said: Matrix) -> Matrix:
        """The chances of all names for one letter or many, as they compare with each other."""
        return _shares(self.sharpness * said)

    def chance(self, share: float) -> float:
        """How likely the likeliest name is right."""
        return float(1 / (1 + np.exp(-self.slope * _logit(np.float64(share)) - self.shift)))


def _sharpness(said: Matrix, right: NDArray[np.intp]) -> float:
    """The factor with the least loss; few letters cannot move it far from the usual one, which counts as twenty."""
    rows = np.arange(len(right))
    losses = [-np.log(np.maximum(_shares(factor * said)[rows, right], 1e-9)).sum() for factor in _STEPS]
    pull = _WEIGHT_OF_USUAL * np.log(_STEPS / USUAL) ** 2
    return float(_STEPS[int(np.argmin(np.array(losses) + pull))])


def _trust(best: Matrix, right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Slope and shift of a logistic curve from the best share to being right, by Newton's steps from the usual ones."""
    rows = np.column_stack([_logit(best.astype(np.float64)), np.ones(len(best))])
    fit = USUAL_TRUST.copy()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(rows @ fit)))
        slope = rows.T @ (right - chance) - _WEIGHT_OF_USUAL * (fit - USUAL_TRUST)
        bend = (rows * (chance * (1 - chance))[:, np.newaxis]).T @ rows + _WEIGHT_OF_USUAL * np.eye(2)
        fit = fit + np.linalg.solve(bend, slope)
    return np.asarray(fit, dtype=np.float64)


def _logit(share: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    kept = np.clip(share, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)), dtype=np.float64)


def _shares(said: Matrix) -> Matrix:
    odds = np.exp(said - said.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True), dtype=np.float32)
