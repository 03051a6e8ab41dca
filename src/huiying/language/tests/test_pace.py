import numpy as np
from scipy.sparse import csr_matrix

from huiying.language.pace import BINS, Timed, pairs_of


def test_pairs_are_counted_as_if_each_were_looked_at():
    rng = np.random.default_rng(2)
    days = np.concatenate([rng.integers(18_000, 18_900, 70), 18_000 + rng.random(60) * 5000])
    texts = Timed(csr_matrix((130, 3)), days, np.arange(130))
    _close, usual = pairs_of(texts.some(np.arange(0, 130, 2)), texts)
    apart = np.maximum(np.abs(days[::2, None] - days[None, :]), 0.5)
    expected = np.bincount((np.floor(np.log2(apart)) + 1).astype(int).ravel(), minlength=BINS)
    assert usual.tolist() == expected.tolist()
