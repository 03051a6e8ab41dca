"""The keys of the rows behind a number, packed: a few bytes for a run, a bit a row otherwise."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEAD = 8
Keys = NDArray[np.int64]


def pack(keys: Iterable[int] | Keys) -> bytes:
    """Positive integer keys in any order as bytes: the first key, then a compressed bit for each from there on."""
    members = keys if isinstance(keys, np.ndarray) else np.fromiter(keys, dtype=np.int64)
    if not members.size:
        return b""
    first = int(members.min())
    bits = np.zeros(int(members.max()) - first + 1, dtype=bool)
    bits[members - first] = True
    return first.to_bytes(HEAD, "big") + zlib.compress(np.packbits(bits).tobytes())


def unpacked(packed: bytes | memoryview) -> Keys:
    """The keys, smallest first."""
    told = bytes(packed)
    if not told:
        return np.empty(0, dtype=np.int64)
    bits = np.unpackbits(np.frombuffer(zlib.decompress(told[HEAD:]), dtype=np.uint8))
    return np.flatnonzero(bits).astype(np.int64) + int.from_bytes(told[:HEAD], "big")


def unpack(packed: bytes | memoryview) -> Iterator[int]:
    """The keys one by one, smallest first."""
    yield from (int(key) for key in unpacked(packed))


def keys_of(rows: Any) -> Keys:
    """The keys of the rows of a selection, asked for once and held as numbers only."""
    return np.fromiter(rows.order_by().values_list("pk", flat=True).iterator(chunk_size=10_000), dtype=np.int64)
