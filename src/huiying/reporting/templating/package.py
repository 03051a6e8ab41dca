"""A template as it comes from outside: looked at before anything in it is read, and where in it something stands."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from huiying.core.errors import InputError
from huiying.handling.files import by_content

MOST_BYTES = 2 * 1024**2
MOST_TEXT = 3 * 1024**2
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORBIDDEN = ("vba", "oleobject", "afchunk", "attachedtemplate", "control", "frame", "subdocument", "package")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: in words, and the text."""

    words: str
    text: str


def opened(name: str, content: bytes) -> Docx:
    """The document of an upload that is a DOCX, small, without macros and without anything from outside."""
    if len(content) > MOST_BYTES:
        raise InputError(
            _("The template is larger than %(most)d MiB.") % {"most": MOST_BYTES // 1024**2},
            where="file",
            fix=_("Take out pictures, or make them smaller."),
        )
    if by_content(name, content).media_type != DOCX:
        raise InputError(_("A template is a DOCX file."), where="file", fix=_("Save it as .docx."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in archive.infolist():
                _look(part, archive)
        return Document(BytesIO(content))
    except InputError:
        raise
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError, ValueError, RuntimeError) as error:
        raise InputError(
            _("The document cannot be read."), where="file", fix=_("Open it in Word or WPS and save it as .docx again.")
        ) from error


def _look(part: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    name = part.filename.lower()
    if any(word in posixpath.basename(name) for word in ("vbaproject", "vbadata")) or "/embeddings/" in name:
        raise _unfit(_("The template holds macros or embedded files (%(part)s).") % {"part": part.filename})
    if not name.endswith((".xml", ".rels")):
        return
    if part.file_size > MOST_TEXT:
        raise _unfit(_("The template holds too much text (%(part)s).") % {"part": part.filename})
    tree = fromstring(archive.read(part), forbid_dtd=True)
    if not name.endswith(".rels"):
        return
    for relation in tree:
        sort = relation.get("Type", "").rpartition("/")[2].lower()
        outside = relation.get("TargetMode", "").lower() == "external" and sort != "hyperlink"
        if outside or any(word in sort for word in FORBIDDEN):
            raise _unfit(_("The template brings in something from outside (%(what)s).") % {"what": sort})


def _unfit(words: str) -> InputError:
    return InputError(words, where="file", fix=_("Take it out and save the template again."))


def places(docx: Docx) -> Iterator[Place]:
    """Every paragraph with where it stands: in the body, in a cell of a table, in a header or footer."""
    yield from _inside(docx.element.body, docx, "")
    for number, section in enumerate(docx.sections, start=1):
        for part, words in ((section.header, _("header")), (section.footer, _("footer"))):
            if not part.is_linked_to_previous:
                for place in _inside(part._element, part, ""):
                    yield Place(f"{words} {number} · {place.words}", place.text)


def _inside(element: Any, parent: Any, before: str) -> Iterator[Place]:
    paragraphs = tables = 0
    for child in element:
        if child.tag == qn("w:p"):
            paragraphs += 1
            words = before or _("paragraph %(number)d") % {"number": paragraphs}
            lines = Paragraph(child, parent).text.split("\n")
            for number, line in enumerate(lines, start=1):
                told = _("%(place)s, line %(line)d") % {"place": words, "line": number} if len(lines) > 1 else words
                yield Place(told, line)
        elif child.tag == qn("w:tbl"):
            tables += 1
            yield from _cells(Table(child, parent), tables)


def _cells(table: Table, number: int) -> Iterator[Place]:
    for row, line in enumerate(table._tbl.tr_lst, start=1):
        for column, cell in enumerate(line.tc_lst, start=1):
            told = {"table": number, "row": row, "column": column}
            words = _("table %(table)d, row %(row)d, cell %(column)d") % told
            yield from _inside(cell, table, words)


def check_tags(docx: Docx) -> None:
    """Every tag is closed in the paragraph in which it opens."""
    for place in places(docx):
        if loose := LOOSE.search(TAG.sub("", place.text)):
            raise InputError(
                _("A tag is opened or closed alone: “%(text)s”.") % {"text": place.text[:60]},
                where=place.words,
                fix=_("Write “%(sign)s” with its other half in the same paragraph.") % {"sign": loose[0]},
            )


def place_of(docx: Docx, tags: list[str], name: str) -> str:
    """The words for where a tag stands; of several the first one that holds the name."""
    found = [place for place in places(docx) if any(_bare(tag) in _bare(place.text) for tag in tags)]
    found = found or [place for place in places(docx) if TAG.search(place.text)]
    named = [place for place in found if name and name in place.text]
    return (named or found)[0].words if named or found else _("template")


def _bare(text: str) -> str:
    """Without what the library changes in a tag: spaces, and the sign of the paragraph."""
    told = re.sub(r"\{([{%])(?:p|tr|tc|r) ", r"{\1", text)
    return re.sub(r"[\s“”‘’\"']+", "", told)
