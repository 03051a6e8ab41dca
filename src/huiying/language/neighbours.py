"""Which texts of many are alike: a sparse matrix of likeness, computed block by block so that memory stays small."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, vstack

from .features import counts, weighing

BLOCK = 1000
FLOOR = 0.03
COMMON, COMMON_SHARE = 500, 0.05
MOST = 80


def profiles(texts: Sequence[str]) -> csr_matrix:
    """Weighed features of each text; what stands in one text only, or in too many, joins nothing and is left out."""
    raw = counts(texts)
    spread = np.bincount(raw.indices, minlength=raw.shape[1])
    telling = (spread > 1) & (spread <= min(max(50, COMMON_SHARE * len(texts)), COMMON))
    return (weighing().fit_transform(raw) @ diags(telling.astype(np.float32))).tocsr()


def likeness(titles: csr_matrix, texts: csr_matrix, days: np.ndarray, *, half_life: float) -> csr_matrix:
    """Likeness of every pair, half from the title and half from the text, less the further apart in time.

    `days` are days since any day. Only pairs above a floor are kept, and of each text at most its nearest.
    """
    blocks = []
    for start in range(0, texts.shape[0], BLOCK):
        rows = slice(start, start + BLOCK)
        alike = (0.5 * (titles[rows] @ titles.T) + 0.5 * (texts[rows] @ texts.T)).tocoo()
        apart = np.abs(days[alike.row + start] - days[alike.col])
        alike.data = alike.data * np.exp2(-apart / half_life).astype(np.float32)
        kept = (alike.data >= FLOOR) & (alike.row + start != alike.col)
        found = csr_matrix((alike.data[kept], (alike.row[kept], alike.col[kept])), shape=alike.shape)
        blocks.append(_nearest(found))
    return vstack(blocks).tocsr()


def _nearest(block: csr_matrix) -> csr_matrix:
    """Of each row at most its nearest; ties go to the earlier text, so that the same input gives the same answer."""
    for row in np.flatnonzero(np.diff(block.indptr) > MOST):
        data = block.data[block.indptr[row] : block.indptr[row + 1]]
        data[np.argsort(-data, kind="stable")[MOST:]] = 0.0
    block.eliminate_zeros()
    return block
