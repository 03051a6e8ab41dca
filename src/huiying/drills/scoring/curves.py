"""评分曲线 · From how much of a term was used, or how far something went, to points: straight lines between corners."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

Curve = Sequence[tuple[float, float]]

DETECTION: Final[Curve] = ((0.1, 100.0), (0.5, 40.0), (1.0, 0.0))
"""By the share of the first release's term that passed before the matter was recognised."""

RESPONSE: Final[Curve] = ((0.2, 100.0), (1.0, 60.0), (1.0, 40.0), (2.0, 0.0))
"""By the share of its term: an hour of five is as quick as one can ask; at the end of the term it is a pass and no
more; late it fails, and after twice the term nothing is left.
"""

RUMOUR: Final[Curve] = ((0.1, 100.0), (1.0, 50.0), (1.0, 30.0), (2.0, 0.0))
"""By the share of the same term, from when the rumour was first said."""

LATE_CALL: Final[Curve] = ((0.0, 60.0), (1.0, 20.0))
"""By how much later than allowed a call was answered, in shares of the time allowed. Unanswered it has none."""

ANGER: Final[Curve] = ((0.0, 100.0), (2.0, 0.0))
"""By the doublings of the temper: 1 keeps all, 4 leaves nothing."""


def along(curve: Curve, x: float) -> float:
    """The points at `x`: those of the first corner before it, of the last one behind it. Where two corners stand at
    one place, the first holds there and the second just behind it.
    """
    if x <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x0 < x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return curve[-1][1]
