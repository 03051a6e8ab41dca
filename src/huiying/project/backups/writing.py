"""A backup is written: one file, whole or not at all, and read again before it counts as made."""

import gzip
import io
import os
import shutil
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.ledger.anchors import FOLDER as ANCHORS
from huiying.ledger.models import Head

from .copying import COPY, attached, copy_to, require_office, workspace
from .lying import Lying, in_folder, lying
from .manifest import DATABASE, NAME, SETTINGS, FileFacts, Manifest, digest_of, prints
from .reading import check, manifest_of
from .rows import tally

Show = Callable[[str], None]


def backup(
    out: Path, *, at: datetime, recipient: str = "", since: Path | None = None, show: Show = lambda _step: None
) -> Manifest:
    """Write the office into `out`, sealed for `recipient` (age1…) where one is given. With `since` only the files that
    the backup before has not. What is sealed holds the office's keys too; what is not must be kept with them apart.
    """
    require_office()
    if out.exists():
        raise InputError(_("This file is there already."), where=str(out), fix=_("Choose another name."))
    if not out.parent.is_dir():
        raise InputError(_("This folder is not there."), where=str(out.parent), fix=_("Make it first."))
    known = manifest_of(since).files if since else {}
    with workspace(out.parent) as folder:
        _keep_anchors(folder)
        show(_("The database is copied"))
        copy_to(folder / DATABASE)
        show(_("Rows are counted"))
        manifest = _manifest(folder, at, sealed=bool(recipient), known=known)
        unfinished = folder / "unfinished"
        show(_("The file is written"))
        unfinished.touch(mode=0o600)
        with unfinished.open("wb") as file, _sealed(file, recipient) as target:
            _write(target, manifest, folder)
        if not recipient:
            show(_("The file is read again"))
            check(unfinished)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(out)
    rows = sum(table.count for table in manifest.tables.values())
    record(
        "office.backed_up", about="backup", by=None, at=at, rows=rows, files=len(manifest.files), sealed=bool(recipient)
    )
    return manifest


def _manifest(folder: Path, at: datetime, *, sealed: bool, known: Mapping[str, FileFacts]) -> Manifest:
    with attached(folder):
        told = tally(COPY)
        ledger = Head.objects.using(COPY).values_list("digest", flat=True).first() or ""
    return Manifest(
        made_at=at.isoformat(),
        version=version("huiying"),
        source=connection.vendor,
        database=digest_of(folder / DATABASE),
        tables=told,
        files=dict(_files(known, folder)),
        keys=prints((*settings.SEALING_KEYS, settings.FINGERPRINT_KEY)),
        ledger=ledger,
        with_settings=sealed,
    )


def _keep_anchors(folder: Path) -> None:
    """Anchors before the rows, so that each has its entry; as copies, since a line may be added while we write."""
    if (settings.HOME / ANCHORS).is_dir():
        shutil.copytree(settings.HOME / ANCHORS, folder / ANCHORS)


def _all(copies: Path) -> Iterator[Lying]:
    yield from in_folder(copies / ANCHORS)
    yield from lying()


def _files(known: Mapping[str, FileFacts], copies: Path) -> Iterator[tuple[str, FileFacts]]:
    """Files after the rows: what a row of the copy names was there before it was committed."""
    for file in _all(copies):
        digest = file.digest()
        here = file.name not in known or known[file.name].digest != digest
        yield file.name, FileFacts(file.size, digest, here)


def _write(target: IO[bytes], manifest: Manifest, folder: Path) -> None:
    """The manifest first: whoever reads knows what is to come."""
    with (
        gzip.GzipFile(fileobj=target, mode="wb", compresslevel=1) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        told = manifest.dumps()
        head = tarfile.TarInfo(NAME)
        head.size, head.mode = len(told), 0o600
        archive.addfile(head, io.BytesIO(told))
        archive.add(folder / DATABASE, DATABASE, filter=_plain)
        if manifest.with_settings:
            archive.add(settings.HOME / SETTINGS, SETTINGS, filter=_plain)
        for file in _all(folder):
            facts = manifest.files.get(file.name)
            if facts and facts.here:
                _add(archive, file, facts.size)


def _add(archive: tarfile.TarFile, file: Lying, size: int) -> None:
    member = _plain(tarfile.TarInfo(file.name))
    member.size = size
    with file.open() as content:
        archive.addfile(member, content)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of this machine: no owner, no rights but our own."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


@contextmanager
def _sealed(file: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """Where to write what is to stand sealed in `file`: no plain byte of it touches the disk."""
    if not recipient:
        yield file
        return
    reader, writer = os.pipe()
    failed: list[Exception] = []
    thread = threading.Thread(target=_seal, args=(reader, file, _recipient(recipient), failed))
    thread.start()
    try:
        with os.fdopen(writer, "wb") as target:
            yield target
    finally:
        thread.join()
    if failed:
        raise failed[0]


def _seal(reader: int, file: IO[bytes], recipient: pyrage.x25519.Recipient, failed: list[Exception]) -> None:
    with os.fdopen(reader, "rb") as source:
        try:
            pyrage.encrypt_io(source, file, [recipient])
        except Exception as error:  # told by the thread that waits
            failed.append(error)


def _recipient(told: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(told)
    except pyrage.RecipientError as error:
        raise InputError(
            _("This is no key to seal with."),
            where="--key",
            fix=_("It begins with age1; huiying backup key makes one."),
        ) from error
