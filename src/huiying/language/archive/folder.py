"""A folder of finished work: a file is there whole and as it was written, or it is made again."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Work:
    """Files by name. A name is taken when its file was written whole; beside it lies its digest."""

    path: Path

    def file(self, name: str) -> Path:
        return self.path / name

    def has(self, name: str) -> bool:
        """Whether the file is there and still what was written: one cut off or changed is not."""
        file, told = self.file(name), self._told(name)
        try:
            return told.read_text("utf-8") == _digest(file)
        except (OSError, UnicodeDecodeError):
            return False

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A place to write to, which takes its name when all went well. The digest comes last: without it the file
        does not count.
        """
        file = self.file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{os.getpid()}-{file.name}")
        try:
            yield partial
            told = _digest(partial)
            partial.replace(file)
            partial.write_text(told, "utf-8")
            partial.replace(self._told(name))
        finally:
            partial.unlink(missing_ok=True)

    def save(self, name: str, **arrays: NDArray[Any]) -> None:
        with self.writing(name) as partial, partial.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)

    def load(self, name: str) -> Arrays:
        with np.load(self.file(name), allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}

    def save_one(self, name: str, array: NDArray[Any]) -> None:
        """An array of its own, which `mapped` reads where it lies."""
        with self.writing(name) as partial, partial.open("wb") as file:
            np.save(file, array, allow_pickle=False)

    def mapped(self, name: str) -> NDArray[Any]:
        found: NDArray[Any] = np.load(self.file(name), mmap_mode="r", allow_pickle=False)
        return found

    def note(self, name: str, **facts: Any) -> None:
        with self.writing(name) as partial:
            partial.write_text(json.dumps(facts), "utf-8")

    def noted(self, name: str) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.file(name).read_text("utf-8"))
        return facts

    def _told(self, name: str) -> Path:
        return self.path / f"{name}.digest"


def _digest(file: Path) -> str:
    found = blake2b(digest_size=16)
    with file.open("rb") as content:
        while piece := content.read(PIECE):
            found.update(piece)
    return found.hexdigest()
