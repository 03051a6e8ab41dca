"""The confirmed letters as vectors, once for all that is learned from them."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from .features import counts, weighing

REMEMBERED = 4096


class Vectors:
    """Words and character pairs of letters, rare ones weighed higher; the product of two is their likeness, 0..1."""

    def __init__(self, texts: Sequence[str]) -> None:
        raw = vstack([_counted(text) for text in texts]).tocsr()
        self._weighing = weighing().fit(raw)
        self._rows: csr_matrix = self._weighing.transform(raw)
        self._by_feature = self._rows.T.tocsr()  # a letter has few features: its rows here are quickly added up

    def likeness(self, text: str) -> NDArray[np.float32]:
        """How like each letter is to a text."""
        vector = self._weighing.transform(counts([text]))
        return np.asarray((vector @ self._by_feature).toarray()[0], dtype=np.float32)

    def between(self, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """How like the letters at `places` are to each other."""
        rows = self._rows[places]
        return np.asarray((rows @ rows.T).toarray(), dtype=np.float32)


@lru_cache(maxsize=REMEMBERED)
def _counted(text: str) -> csr_matrix:
    """Remembered, so that one more confirmation need not read all letters before it again."""
    return counts([text])
