"""The confirmed letters most like a letter vote for what they were confirmed as."""

import numpy as np
from numpy.typing import NDArray

NEAREST = 15
SAME = 0.3
_FULL = 0.25


class Neighbourhood:
    """Confirmed answers (places in a list of names) of letters, in the order of the likeness given."""

    def __init__(self, labels: NDArray[np.intp], names: int) -> None:
        self._labels = labels
        self._names = names

    def votes(self, likeness: NDArray[np.float32]) -> NDArray[np.float32]:
        """(letters, names): shares of the vote of the nearest, less of it where even they are unlike."""
        nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEAREST]
        alike = np.maximum(np.take_along_axis(likeness, nearest, axis=1), 0.0)
        votes = np.zeros((len(likeness), self._names), dtype=np.float32)
        letters = np.repeat(np.arange(len(likeness)), nearest.shape[1])
        np.add.at(votes, (letters, self._labels[nearest].ravel()), (alike**2).ravel())
        trust = np.minimum(alike[:, :1] / _FULL, 1.0)
        return np.asarray(trust * votes / np.maximum(votes.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def note(self, likeness: NDArray[np.float32], answer: int) -> str:
        """How many nearly the same letters were confirmed as `answer`, in Chinese; "" if none was."""
        count = int(np.count_nonzero((likeness >= SAME) & (self._labels == answer)))
        return f"与{count}件已确认的来件相近" if count else ""
