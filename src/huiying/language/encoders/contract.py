"""What every encoder keeps: texts in, one vector each out, whatever the texts are."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..reading import fold

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors whose product is likeness in meaning.

    Rows have length 1; a text without a letter, digit or Han character has a row of zeros. Of each text the first
    `length` characters are read, so that any text takes bounded time. The same text gives the same row, to within
    1e-4 whatever it is encoded together with. Safe to call from several threads.
    """

    @property
    def name(self) -> str: ...

    @property
    def width(self) -> int: ...

    @property
    def length(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(texts, width), in order."""
        ...


@runtime_checkable
class SearchEncoder(Protocol):
    """An encoder that was taught to tell a search from what it finds: a letter from an answer."""

    def encode_found(self, texts: Sequence[str]) -> Vectors:
        """(texts, width), to be compared with rows that `encode` makes of searches."""
        ...


def plain(text: str, length: int) -> str:
    """The text as encoders read it: cut, folded, blanks made one; empty if it has no content."""
    told = " ".join(fold(text[:length]).split())
    return told if any(char.isalnum() for char in told) else ""


def encode_distinct(
    texts: Sequence[str], encode: Callable[[list[str]], Vectors], *, width: int, length: int
) -> Vectors:
    """Rows for `texts`, each distinct plain text encoded once: a million copies take hardly longer than one."""
    came: dict[str, int] = {}
    copies = np.fromiter((came.setdefault(text, len(came)) for text in texts), np.intp, len(texts))
    places = {"": 0}
    read = [places.setdefault(plain(text, length), len(places)) for text in came]
    rows = np.zeros((len(places), width), dtype=np.float32)
    if distinct := list(places)[1:]:
        rows[1:] = of_length_one(encode(distinct))
    return rows[np.asarray(read, dtype=np.intp)[copies]] if came else rows[:0]


def of_length_one(rows: Vectors) -> Vectors:
    """Each row divided by its length; what is not a number, or has no length, becomes zeros."""
    clean = np.nan_to_num(np.asarray(rows, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(clean, axis=1, keepdims=True)
    np.divide(clean, lengths, out=clean, where=lengths > 0)
    return clean
