"""What a file is, by its first bytes and never by its name."""

import zipfile
from enum import Enum
from mmap import ACCESS_READ, mmap
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .limits import MIB, Limits

ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE file (MS-XLS, MS-OFFCRYPTO): an encrypted workbook has the last and none of the others.
PLAIN = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
LOCKED = "EncryptedPackage".encode("utf-16-le")
BIG_PART = 50 * MIB
MOST_PARTS = 20_000


class Kind(Enum):
    WORKBOOK = "workbook"
    TEXT = "text"


def kind_of(path: Path, limits: Limits) -> Kind:
    """Workbook or text; InputError for what is neither, is locked, damaged, empty, or larger than allowed."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise InputError(_("The file cannot be opened: %(why)s") % {"why": error.strerror or error}) from error
    if size == 0:
        raise InputError(_("The file is empty"), fix=_("Check that it was saved or sent completely."))
    if start.startswith((*ZIPS, OLE)):
        _check_size(size, limits.workbook_file)
        if start.startswith(OLE):
            _check_ole(path)
        else:
            _check_zip(path, limits)
        return Kind.WORKBOOK
    _check_size(size, limits.text_file)
    _check_text(start)
    return Kind.TEXT


def damaged() -> InputError:
    return InputError(
        _("The workbook is damaged and cannot be opened"),
        fix=_("Open it in WPS or Excel, save it again as .xlsx and import that; or ask its sender for it once more."),
    )


def locked() -> InputError:
    return InputError(
        _("The workbook is protected by a password"),
        fix=_("Open it with its password, save it without one and import that file."),
    )


def not_letters() -> InputError:
    return InputError(
        _("The file is neither a workbook nor a table in text"),
        fix=_("Save the letters as .xlsx, .xls, .csv or .jsonl."),
    )


def _check_size(size: int, most: int) -> None:
    if size > most:
        told = {"size": size // MIB, "most": most // MIB}
        raise InputError(
            _("The file has %(size)d MiB; at most %(most)d MiB are read at once") % told,
            fix=_("Divide it into several files; the same letter imported twice is taken in once."),
        )


def _check_zip(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    if not any(part.filename.startswith("xl/") or part.filename == "content.xml" for part in parts):
        raise not_letters()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(p.file_size > BIG_PART and p.file_size > limits.ratio * p.compress_size for p in parts)
    if unpacked > limits.unpacked or swollen or len(parts) > MOST_PARTS:
        raise too_much(unpacked)


def too_much(unpacked: int) -> InputError:
    return InputError(
        _("The workbook unpacks to %(size)d MiB, which is not the size of a table of letters")
        % {"size": unpacked // MIB},
        fix=_("If you trust it, save it as .csv and import that."),
    )


def _check_ole(path: Path) -> None:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        if content.find(LOCKED) >= 0 and all(content.find(name) < 0 for name in PLAIN):
            raise locked()


def _check_text(start: bytes) -> None:
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table")):
        raise InputError(
            _("The file is a web page or XML, not a workbook, whatever its name says"),
            fix=_("Open it in WPS or Excel, save it as .xlsx and import that."),
        )
    if opening.startswith((b"%pdf", b"{\\rtf", b"\x1f\x8b", b"rar!", b"7z\xbc\xaf", b"\x89png", b"\xff\xd8\xff")):
        raise not_letters()
