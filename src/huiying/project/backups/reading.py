"""A backup is read: opened with its key, and nothing of it believed before its digest is found right."""

import hashlib
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import pyrage
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.anchors import FOLDER as ANCHORS

from .copying import workspace
from .manifest import DATABASE, MOST_BYTES, NAME, PIECE, SETTINGS, Manifest, loads

SEALED = b"age-encryption.org/"
ROOTS = frozenset({"attachments", "media", ANCHORS})


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SEALED)) == SEALED


def manifest_of(path: Path, identity: Path | None = None) -> Manifest:
    """What a backup says of itself."""
    with _opened(path, identity) as archive:
        return _manifest(archive, path)


def check(path: Path, identity: Path | None = None) -> Manifest:
    """Read a backup wholly and compare every digest; the manifest where all is right, else InputError."""
    with workspace(path.parent) as folder:
        return extract(path, folder, identity)


def extract(path: Path, folder: Path, identity: Path | None = None) -> Manifest:
    """Put what is in a backup into an empty folder: each file under its name, if its digest is the manifest's."""
    with _opened(path, identity) as archive:
        manifest = _manifest(archive, path)
        wanted = {DATABASE: manifest.database} | {n: f.digest for n, f in manifest.files.items() if f.here}
        for member in archive:
            if member.name == NAME:
                continue  # read already
            if member.name == SETTINGS and manifest.with_settings and member.isfile():
                _put(archive, member, folder, "")
            elif not _is_ours(member) or wanted.pop(member.name, None) is None or not _is_so_long(member, manifest):
                raise _broken(path, member.name)
            else:
                told = manifest.database if member.name == DATABASE else manifest.files[member.name].digest
                if _put(archive, member, folder, told) != told:
                    raise _broken(path, member.name)
    if wanted:
        raise _broken(path, min(wanted))
    _whole(folder / DATABASE, manifest, path)
    return manifest


def fetch(manifest: Manifest, folder: Path, base: Path, identity: Path | None) -> None:
    """Put the files that this backup left to the one before into the folder, from it."""
    missing = {n: f.digest for n, f in manifest.files.items() if not (folder / n).exists()}
    with _opened(base, identity) as archive:
        for member in archive:
            told = missing.get(member.name)
            if told and _is_ours(member) and _put(archive, member, folder, told) != told:
                (folder / member.name).unlink()


def _manifest(archive: tarfile.TarFile, path: Path) -> Manifest:
    member = archive.next()
    file = archive.extractfile(member) if member and member.name == NAME and member.size <= MOST_BYTES else None
    if file is None:
        raise _broken(path, NAME)
    return loads(file.read(), str(path))


def _is_ours(member: tarfile.TarInfo) -> bool:
    """A plain file in one of our folders: no link, no way out of them."""
    parts = PurePosixPath(member.name).parts
    inside = len(parts) > 1 and parts[0] in ROOTS and ".." not in parts
    return member.isfile() and (member.name == DATABASE or inside)


def _is_so_long(member: tarfile.TarInfo, manifest: Manifest) -> bool:
    """As the manifest says, before anything of it is written: what is packed small may be without end."""
    return member.name == DATABASE or member.size == manifest.files[member.name].size


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, told: str) -> str:
    source, digest, target = archive.extractfile(member), hashlib.sha256(), folder / member.name
    assert source is not None, told
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.write(piece)
    target.chmod(0o600)
    return digest.hexdigest()


def _whole(database: Path, manifest: Manifest, path: Path) -> None:
    """The database opens, holds together, and has as many rows as the manifest says."""
    with closing(sqlite3.connect(database)) as opened:
        if opened.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise _broken(path, DATABASE)
        for table, told in manifest.tables.items():
            (count,) = opened.execute(f'SELECT count(*) FROM "{table.replace(chr(34), "")}"').fetchone()  # noqa: S608
            if count != told.count:
                raise _broken(path, table)


def _broken(path: Path, where: str) -> InputError:
    return InputError(
        _("This backup was changed or is not whole."), where=f"{path} {where}", fix=_("Take another file.")
    )


@contextmanager
def _opened(path: Path, identity: Path | None) -> Iterator[tarfile.TarFile]:
    """The archive in a backup; InputError where it is none or its key does not fit."""
    if not path.is_file():
        raise InputError(_("This file is not there."), where=str(path))
    try:
        with (
            workspace(path.parent) as folder,
            _plain(path, identity, folder) as file,
            tarfile.open(fileobj=file, mode="r|gz") as archive,
        ):
            yield archive
    except (tarfile.TarError, EOFError, OSError, sqlite3.DatabaseError) as error:
        raise _broken(path, type(error).__name__) from error


@contextmanager
def _plain(path: Path, identity: Path | None, folder: Path) -> Iterator[IO[bytes]]:
    if not is_sealed(path):
        with path.open("rb") as file:
            yield file
        return
    if identity is None:
        raise InputError(
            _("This backup is sealed."), where=str(path), fix=_("Name the file with its key: --identity FILE.")
        )
    opened = folder / "opened"
    with path.open("rb") as source, opened.open("wb") as target:
        try:
            pyrage.decrypt_io(source, target, [_identity(identity)])
        except pyrage.DecryptError as error:
            raise InputError(
                _("This key does not open the backup, or the backup was changed."), where=str(path)
            ) from error
    with opened.open("rb") as file:
        yield file


def _identity(path: Path) -> pyrage.x25519.Identity:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not keys:
        raise InputError(
            _("There is no key in this file."), where=str(path), fix=_("A key begins with AGE-SECRET-KEY-1.")
        )
    return pyrage.x25519.Identity.from_str(keys[0])
