"""What takes long to read from the database and is kept in memory: read beside the work, never by who needs it."""

import gc
import logging
import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from django.db import connections

log = logging.getLogger(__name__)

MADE_EVERY_SECONDS = 600
Of = TypeVar("Of", bound=Hashable)
Of_contra = TypeVar("Of_contra", bound=Hashable, contravariant=True)
Kept = TypeVar("Kept")


class Shelving(Protocol[Of_contra, Kept]):
    """How the shelves of a sort are made; `of` says which one, that of a unit for example."""

    name: str

    def seen(self) -> object:
        """What is cheap to look at, and changes whenever anything on any of the shelves does."""

    def last(self, of: Of_contra) -> object:
        """How far this one has come: it is made again only when this has changed."""

    def is_large(self, of: Of_contra) -> bool:
        """Whether to make it takes longer than somebody who needs it would wait."""

    def made(self, of: Of_contra) -> Kept:
        """What stands on it, read from the database."""

    def warm(self, kept: Kept) -> None:
        """Do now what the first to use it would wait for."""


@dataclass(frozen=True, slots=True)
class _Shelf(Generic[Kept]):
    """`kept` as it stood when the shelving's `seen` and `last` were these."""

    seen: object = None
    last: object = None
    kept: Kept | None = None


class Library(Generic[Of, Kept]):
    """Makes a shelf again when something was added: a small one at once; a large one, which takes seconds, on a thread
    of its own and now and then, while the one before it serves.
    """

    def __init__(self, shelving: Shelving[Of, Kept]) -> None:
        self._shelving = shelving
        self._lock = threading.Lock()
        self._shelves: dict[Of, _Shelf[Kept]] = {}
        self._next: dict[Of, float] = {}

    def shelf(self, of: Of) -> Kept | None:
        """What stands there; None until a large one was made for the first time."""
        seen = self._shelving.seen()
        with self._lock:
            shelf = self._shelves.get(of, _Shelf())
            if seen == shelf.seen or time.monotonic() < self._next.get(of, 0.0):
                return shelf.kept
            if not self._shelving.is_large(of):
                return self._make(of, shelf, seen).kept
            self._next[of] = time.monotonic() + MADE_EVERY_SECONDS
            threading.Thread(target=self._make_beside, args=(of, shelf, seen), daemon=True).start()
            return shelf.kept

    def _make(self, of: Of, shelf: _Shelf[Kept], seen: object) -> _Shelf[Kept]:
        last = self._shelving.last(of)
        made = replace(shelf, seen=seen) if last == shelf.last else _Shelf(seen, last, self._shelving.made(of))
        self._shelves[of] = made
        return made

    def _make_beside(self, of: Of, shelf: _Shelf[Kept], seen: object) -> None:
        try:
            made = self._make(of, shelf, seen)
            if made.kept is not None:
                self._shelving.warm(made.kept)
            gc.freeze()  # thousands of texts that stay: else the collector walks them, a tenth of a second at a time
        except Exception:
            log.exception("%s of %s were not made ready; the next try is later.", self._shelving.name, of)
        finally:
            connections.close_all()
