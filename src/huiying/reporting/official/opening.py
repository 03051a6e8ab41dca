"""Whatever is given as a DOCX, opened only when it is one: not one that bursts, runs or hides an entity."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError

from huiying.core.errors import InputError
from huiying.intake.officefiles import is_office_file

MOST_BYTES: Final = 50 * 1024**2
MOST_XML: Final = 60 * 1024**2
"""Bytes of the parts that are read, unpacked."""
OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NEEDED: Final = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
BROKEN = (OpcError, BadZipFile, SyntaxError, KeyError, ValueError, AttributeError, IndexError, OSError, RuntimeError,
          NotImplementedError, EOFError, zipfile.LargeZipFile, zlib.error)  # fmt: skip


def opened(source: str | Path | bytes) -> Docx:
    """The document; InputError with what is wrong and what to do for anything else."""
    where = "" if isinstance(source, bytes) else str(source)
    content = _content(source, where)
    _look_over(content, where)
    try:
        docx = Document(io.BytesIO(content))
        _touch(docx)
    except BROKEN as error:
        raise _no_docx(where) from error
    return docx


def _content(source: str | Path | bytes, where: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        if Path(source).stat().st_size > MOST_BYTES:
            raise InputError(_("The file is too large."), where=where, fix=_("At most 50 MB are read."))
        return Path(source).read_bytes()
    except OSError as error:
        raise InputError(
            _("The file cannot be read."), where=where, fix=_("Look at its name and at the rights to read it.")
        ) from error


def _look_over(content: bytes, where: str) -> None:
    """What can be seen from outside, before anything is unpacked."""
    if content.startswith(OLD_WORD):
        raise InputError(
            _("This is an old or encrypted Word document (DOC), whatever its name says."),
            where=where,
            fix=_("Open it in WPS or Word and save it as DOCX without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {part.filename: part for part in package.infolist()}
            if any(name not in parts for name in NEEDED):
                raise _no_docx(where)
            if any(name.endswith("vbaProject.bin") for name in parts):
                raise InputError(
                    _("The document holds macros."), where=where, fix=_("Save it as DOCX, which holds none.")
                )
            _weigh(content, parts, where)
            for name, part in parts.items():
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part):
                    raise InputError(
                        _("The document declares entities, as no office program does."),
                        where=where,
                        fix=_("Open it in WPS or Word and save it anew."),
                    )
    except BROKEN as error:
        raise _no_docx(where) from error


def _weigh(content: bytes, parts: dict[str, zipfile.ZipInfo], where: str) -> None:
    xml = sum(part.file_size for name, part in parts.items() if name.endswith((".xml", ".rels")))
    if not is_office_file("docx", content) or xml > MOST_XML:
        raise InputError(
            _("The document would burst: it unpacks to far more than it holds."),
            where=where,
            fix=_("Open it in WPS or Word and save it anew, with smaller pictures."),
        )


def _no_docx(where: str) -> InputError:
    return InputError(
        _("This is not a DOCX document that can be opened."),
        where=where,
        fix=_("Open it in WPS or Word and save it as DOCX."),
    )


def _touch(docx: Docx) -> None:
    """The parts that are asked for later are there; one that is not shows itself here."""
    if not docx.sections or docx.styles.element is None or docx.settings.element is None:
        raise ValueError("a part is missing")
    for paragraph in docx.paragraphs[:1]:
        paragraph.style  # noqa: B018  asking is the test
