"""Texts on a disk, read by their places; what was read of them is let go now and then."""

import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import overload

import numpy as np
from numpy.typing import NDArray

from .folder import Work

REST = 100_000  # readings


@contextmanager
def writing_lines(work: Work, name: str) -> Iterator[Callable[[Iterable[str]], None]]:
    """Texts one behind the other as UTF-8 (`name.utf8`), and where each ends (`name.npy`)."""
    ends, at = array("q"), 0
    with work.writing(f"{name}.utf8") as partial, partial.open("wb") as file:

        def add(texts: Iterable[str]) -> None:
            nonlocal at
            for text in texts:
                at += file.write(text.encode("utf-8", "surrogatepass"))
                ends.append(at)
            file.flush()

        yield add
    work.save_one(f"{name}.npy", np.array(ends, np.int64))


class Lines(Sequence[str]):
    """The texts that `writing_lines` wrote."""

    def __init__(self, work: Work, name: str) -> None:
        self._ends: NDArray[np.int64] = work.mapped(f"{name}.npy")
        self._bytes: mmap.mmap | bytes = b""  # nothing cannot be mapped
        if len(self._ends) and self._ends[-1]:
            with work.file(f"{name}.utf8").open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._until_rest = REST

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        self._rest()
        if isinstance(place, slice):
            return [self._text(one) for one in range(*place.indices(len(self)))]
        return self._text(place)

    def _text(self, place: int) -> str:
        begin = self._ends[place - 1] if place else 0
        return self._bytes[begin : self._ends[place]].decode("utf-8", "surrogatepass")

    def _rest(self) -> None:
        self._until_rest -= 1
        if self._until_rest:
            return
        self._until_rest = REST
        if isinstance(self._bytes, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._bytes.madvise(mmap.MADV_DONTNEED)
