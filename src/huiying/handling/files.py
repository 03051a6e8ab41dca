"""附件 · The one door for the files of later rooms: checked by content, kept under their digest in the store beside the
media, handed out as downloads that no browser runs.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake import filetypes
from huiying.intake.channel import Attached
from huiying.intake.channels.files.encodings import encoding_of
from huiying.intake.filetypes import MOST_BYTES, UnfitFile, plain_name, sort_of
from huiying.intake.models import KeptFileField
from huiying.intake.models.attachment import KeptFile, keep, store

__all__ = [
    "MOST_BYTES",
    "Attached",
    "Checked",
    "KeptFile",
    "KeptFileField",
    "checked",
    "encoding_of",
    "filled",
    "handed_out",
    "keep",
    "put_away",
]

# A browser shows nothing of it and runs nothing of it, whatever it is.
HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
PRIVATE = {"Cache-Control": "private, no-store"}  # no proxy and no disk keeps it
_PLAIN = re.compile(r"[a-z]+/[a-z0-9.+-]+")


Row = TypeVar("Row", bound=KeptFile)


class Kept(Protocol):
    """What every row of a kept file has."""

    name: str
    media_type: str

    @property
    def file(self) -> FieldFile: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is what it says: a name that is safe to show, its type, its digest."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> Checked:
    """A file that comes in, by its content; InputError where it is not what its name says, not allowed, or what the
    office's virus scanner does not let pass.
    """
    file = by_content(name, content)
    require_harmless(name, content)
    return file


def by_content(name: str, content: bytes) -> Checked:
    """A file that is kept already: the same, but for the scanner."""
    with _refusing(name):
        return Checked(plain_name(name), sort_of(Attached(name=name, content=content)), content)


def require_harmless(name: str, content: bytes) -> None:
    """InputError where the office's virus scanner does not let a file pass."""
    with _refusing(name):
        filetypes.require_harmless(content)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except UnfitFile as unfit:
        told = {"name": plain_name(name), "reason": unfit}
        raise InputError(_("“%(name)s”: %(reason)s.") % told, where="file") from unfit


def filled(row: Row, file: Checked) -> Row:
    """The row with what the file is, its content in the store; it is not saved yet."""
    row.name, row.media_type, row.size, row.digest = file.name, file.media_type, len(file.content), file.digest
    keep(row.file, file.content, file.digest)
    return row


def handed_out(row: Kept, *, public: bool = False) -> FileResponse:
    """The file as a download; 404 where its content is not there any more."""
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = row.media_type if _PLAIN.fullmatch(row.media_type) else "application/octet-stream"
    headers = HEADERS if public else HEADERS | PRIVATE
    return FileResponse(content, as_attachment=True, filename=row.name, content_type=kind, headers=headers)


def put_away(content: bytes) -> str:
    """Keep a content that belongs to no row, under its digest, once; returns where it lies."""
    digest = hashlib.sha256(content).hexdigest()
    place = f"{digest[:2]}/{digest}"
    if not store().exists(place):
        place = store().save(place, ContentFile(content))
    return place
