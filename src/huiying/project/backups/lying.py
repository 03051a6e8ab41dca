"""The files of an office, wherever they lie, under the names that a backup gives them."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

from ..mediastores import FOLDERS

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Lying:
    """A file: its name in the backup, its bytes, and how it is opened."""

    name: str
    size: int
    open: Callable[[], Any]

    def digest(self) -> str:
        """The SHA-256 of what is in it, read piece by piece."""
        found = hashlib.sha256()
        with self.open() as file:
            while piece := file.read(PIECE):
                found.update(piece)
        return found.hexdigest()


def lying() -> Iterator[Lying]:
    """Every file, by name."""
    for kind, folder in sorted(FOLDERS.items(), key=lambda told: told[1]):
        store = storages[kind]
        if isinstance(store, FileSystemStorage):
            yield from in_folder(settings.HOME / folder)
        else:
            yield from _in_the_store(store, folder, "")


def in_folder(folder: Path) -> Iterator[Lying]:
    """Every file of a folder of this machine, by its place under the folder above; none where there is no folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield Lying(path.relative_to(folder.parent).as_posix(), path.stat().st_size, _opener(path))


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _in_the_store(store: Storage, folder: str, under: str) -> Iterator[Lying]:
    folders, files = store.listdir(under)
    for name in sorted(file for file in files if file):
        place = f"{under}{name}"
        yield Lying(f"{folder}/{place}", store.size(place), _stored(store, place))
    for name in sorted(each for each in folders if each):
        yield from _in_the_store(store, folder, f"{under}{name}/")


def _stored(store: Storage, place: str) -> Callable[[], IO[bytes]]:
    return lambda: store.open(place, "rb")
