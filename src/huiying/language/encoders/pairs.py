"""How alike two texts are in meaning, for the stream and, nearer, for what re-ranks.

The weights were chosen on two sets of pairs and confirmed on a third (`docs/decisions`, the one on encoders).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .choosing import precise, stream
from .contract import Encoder, plain

Likeness = NDArray[np.float32]

# Two encoders err differently, so the cheap one is heard as well. Wording in common counts a little against: of two
# pairs that the vectors hold equally alike, the one that needed no common words for it is the surer.
PRECISE, CHEAP, WORDING = 1.0, 0.05, -0.03
LENGTH = 500


def stream_similarity(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """Likeness of each pair by the encoder of the stream, (pairs,), -1..1; 0 where a text has no content."""
    return _products(stream(), a, b)


def similarity(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """Likeness of each pair by the best that is installed, (pairs,), 1 for equal texts; 0 where one has no content.

    It ranks; its size says little by itself, since e5 puts all texts close together.
    """
    if precise().name == stream().name:
        return stream_similarity(a, b)
    near, cheap = _products(precise(), a, b), stream_similarity(a, b)
    mixed = PRECISE * near + CHEAP * cheap + WORDING * _wording(a, b)
    return np.asarray(mixed / np.float32(PRECISE + CHEAP + WORDING), dtype=np.float32)


def _products(encoder: Encoder, a: Sequence[str], b: Sequence[str]) -> Likeness:
    """The product of each pair's vectors; each distinct text is encoded once."""
    if len(a) != len(b):
        raise ValueError(f"{len(a)} texts cannot be paired with {len(b)}")
    rows = encoder.encode([*a, *b])
    return np.asarray(np.einsum("ij,ij->i", rows[: len(a)], rows[len(a) :]), dtype=np.float32)


def _wording(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """How many of their characters the texts of each pair have in common, 0..1 (Dice)."""
    said = {text: frozenset(char for char in plain(text, LENGTH) if char.isalnum()) for text in {*a, *b}}
    shared = (2 * len(said[x] & said[y]) / max(len(said[x]) + len(said[y]), 1) for x, y in zip(a, b, strict=True))
    return np.fromiter(shared, np.float32, len(a))
