"""What two texts are compared by: their telling words, and pairs of characters of what is left without courtesies."""

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from .segment import cut, stop_words

WIDTH = 2**18
LENGTH = 1500


def features(text: str) -> tuple[str, ...]:
    """Words and character pairs of the first 1,500 characters; courtesies and everyday words join nothing."""
    return _features(text[:LENGTH])


@lru_cache(maxsize=16)
def _features(text: str) -> tuple[str, ...]:
    """Several parts of the judge ask for the same letter, one after the other."""
    stop = stop_words()
    found: list[str] = []
    run = ""
    for word in cut(text):
        if word in stop or not word[0].isalnum():
            found += _pairs(run)
            run = ""
            continue
        if len(word) > 1:
            found.append(word)
        run += word
    return (*found, *_pairs(run))


def _pairs(run: str) -> list[str]:
    return [f"_{run[i : i + 2]}" for i in range(len(run) - 1)]


@cache
def _hashing() -> HashingVectorizer:
    return HashingVectorizer(analyzer=features, n_features=WIDTH, alternate_sign=False, norm=None, dtype=np.float32)


def counts(texts: Iterable[str]) -> csr_matrix:
    """How often each feature stands in each text: (texts, 2^18), rows not normalised."""
    return _hashing().transform(texts)


def cue_counts(cues: Iterable[tuple[str, ...]]) -> csr_matrix:
    """How often each cue, a phrase of a lexicon with what it speaks for, was found in each text: (texts, 2^18)."""
    return _cue_hashing().transform(cues)


@cache
def _cue_hashing() -> HashingVectorizer:
    return HashingVectorizer(analyzer=tuple, n_features=WIDTH, alternate_sign=False, norm=None, dtype=np.float32)


def weighing() -> TfidfTransformer:
    """Weighs what is rare higher; rows of length 1, so that a product of two rows is their likeness."""
    return TfidfTransformer(sublinear_tf=True)
