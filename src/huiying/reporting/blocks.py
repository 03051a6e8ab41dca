"""Frozen pieces: what is too large for the facts of a snapshot, found again by its digest and by nothing else."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any, Final

from .models import Block

ROWS: Final = 500
_waiting: ContextVar[dict[str, bytes]] = ContextVar("pieces that wait to be written")


class BlockChanged(ValueError):
    """A frozen piece is missing, or is not what was frozen."""


@contextmanager
def set_aside() -> Iterator[Mapping[str, bytes]]:
    """What is kept inside waits in what this yields until it is `put`: while facts are read as of one moment, nothing
    is written.
    """
    waiting: dict[str, bytes] = {}
    token = _waiting.set(waiting)
    try:
        yield waiting
    finally:
        _waiting.reset(token)


def put(pieces: Mapping[str, bytes]) -> None:
    """Write the pieces that waited; one that is there already stays."""
    for digest, content in pieces.items():
        Block.objects.get_or_create(digest=digest, defaults={"content": content})


def keep(content: bytes) -> str:
    """Keep a piece, once; its digest. Only inside `set_aside`."""
    digest = hashlib.sha256(content).hexdigest()
    _waiting.get().setdefault(digest, content)
    return digest


def found(digest: str) -> bytes:
    content = Block.objects.filter(digest=digest).values_list("content", flat=True).first()
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise BlockChanged(digest)
    return bytes(content)


def keep_rows(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Keep rows of any number in pieces of some hundred, so that they never stand in memory together."""
    kept, left = [], iter(rows)
    while piece := list(islice(left, ROWS)):
        kept.append(keep(zlib.compress(json.dumps(piece, ensure_ascii=False).encode())))
    return kept


def rows_of(digests: Iterable[str]) -> Iterator[list[Any]]:
    for digest in digests:
        yield from json.loads(zlib.decompress(found(digest)))
