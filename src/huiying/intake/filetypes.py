"""What a file is, by its content: the name that its sender gave it proves nothing."""

import re
import unicodedata
from pathlib import PurePosixPath

import puremagic
from django.utils.translation import gettext as _

from .channel import Attached
from .officefiles import FOLDERS, is_office_file
from .scanning import TOO_LARGE, ScannerAway, found_in

MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
NAME_LENGTH = 120
ALLOWED = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "audio/mpeg": "mp3",
    "audio/amr": "amr",
    "video/mp4": "mp4 m4v",
    "text/plain": "txt csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/msword": "doc wps",
    "application/vnd.ms-excel": "xls et",
}
ENDINGS = {ending: kind for kind, endings in ALLOWED.items() for ending in endings.split()}
_HEADS: tuple[tuple[bytes, int, str], ...] = (
    (b"ftyphei", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heic"),
    (b"ftyp", 4, "video/mp4"),
    (b"#!AMR", 0, "audio/amr"),
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class UnfitFile(ValueError):
    """A file that is not taken; the message says why and names no content."""


def media_type(file: Attached) -> str:
    """The media type of a file that comes in; UnfitFile for all that is not allowed or is not what it says, and for
    what the office's virus scanner does not let pass.
    """
    told = sort_of(file)
    require_harmless(file.content)
    return told


def require_harmless(content: bytes) -> None:
    """UnfitFile where the office's scanner finds something, or cannot be asked."""
    try:
        found = found_in(content)
    except ScannerAway as away:
        raise UnfitFile(_("it cannot be looked at for viruses just now; send it again later")) from away
    if found == TOO_LARGE:
        raise UnfitFile(_("it is larger than the virus scanner takes"))
    if found:
        raise UnfitFile(_("the virus scanner does not let it pass (%(found)s)") % {"found": found})


def sort_of(file: Attached) -> str:
    """The media type that content and ending agree on; UnfitFile for all that is not allowed or is not what it says."""
    if not file.content:
        raise UnfitFile(_("the file is empty"))
    if len(file.content) > MOST_BYTES:
        raise UnfitFile(_("the file is larger than %(most)d MiB") % {"most": MOST_BYTES // 1024**2})
    ending = PurePosixPath(plain_name(file.name)).suffix.lstrip(".").lower()
    wanted = ENDINGS.get(ending)
    if wanted is None:
        raise UnfitFile(_("files of this sort (%(ending)s) are not taken") % {"ending": ending or "?"})
    if not _is(wanted, ending, file.content):
        raise UnfitFile(_("the content is not what the ending %(ending)s says") % {"ending": ending})
    return wanted


def plain_name(name: str) -> str:
    """A name that is safe to show and to store: one line, no path, no marks that turn its direction."""
    told = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    told = " ".join(_UNSAFE.sub(" ", told).split()).strip(". ")
    stem, dot, ending = told.rpartition(".")
    return f"{stem[: NAME_LENGTH - 10]}{dot}{ending[:9]}" if dot else told[:NAME_LENGTH] or "file"


def _is(wanted: str, ending: str, content: bytes) -> bool:
    if wanted == "text/plain":
        return _is_text(content)
    if ending in FOLDERS:
        return is_office_file(ending, content)
    for head, at, kind in _HEADS:
        if kind == wanted and content[at : at + len(head)] == head:
            return True
    try:
        found = {match.extension.lstrip(".") for match in puremagic.magic_string(content, f"x.{ending}")}
    except (puremagic.PureError, ValueError):
        return False
    return not found.isdisjoint(ALLOWED[wanted].split())


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _CONTROL.search(content.decode(encoding)) is None
        except UnicodeDecodeError:
            continue
    return False
