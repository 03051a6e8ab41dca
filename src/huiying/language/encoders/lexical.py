"""The encoder that needs nothing: hashed words and character pairs, reduced to a fixed width."""

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np

from ..segment import cut, stop_words
from .contract import Vectors, encode_distinct

WIDTH = 1024
LENGTH = 1000
WORD, PAIR, SINGLE, EVERYDAY = 0.5, 0.25, 1.0, 0.4


class LexicalEncoder:
    """Likeness by shared wording; wins where names repeat, knows no synonyms."""

    name = "lexical"
    width = WIDTH
    length = LENGTH

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_distinct(texts, _rows, width=WIDTH, length=LENGTH)


def _rows(texts: list[str]) -> Vectors:
    return np.stack([_row(text) for text in texts])


def _row(text: str) -> Vectors:
    """Each feature is added at a place, with a sign, that its hash says; what is said again adds less."""
    weights = weighed(text)
    hashed = np.fromiter((crc32(f.encode()) for f in weights), np.uint32, len(weights))
    amounts = np.fromiter(weights.values(), np.float64, len(weights))
    signs = np.where(hashed >> np.uint32(31), -1.0, 1.0)
    return np.bincount(hashed % np.uint32(WIDTH), weights=amounts * signs, minlength=WIDTH).astype(np.float32)


def weighed(text: str) -> dict[str, float]:
    """Words, pairs of characters and single characters of a plain text, with their weights; marks are passed over.

    Everyday words count less. What is said n times weighs the root of n.
    """
    told = [word for word in cut(text) if word[0].isalnum()]
    run = "".join(told)
    squares: dict[str, float] = {}
    for word in told:
        usual = EVERYDAY if word in stop_words() else 1.0
        _add(squares, [word] if len(word) > 1 else [], WORD * usual)
        _add(squares, [f".{char}" for char in word], SINGLE * usual)
    _add(squares, [f"_{run[i : i + 2]}" for i in range(len(run) - 1)], PAIR)
    return {feature: square**0.5 for feature, square in squares.items()}


def _add(squares: dict[str, float], features: Iterable[str], weight: float) -> None:
    for feature in features:
        squares[feature] = squares.get(feature, 0.0) + weight * weight
