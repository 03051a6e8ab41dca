"""A DOCX: a new document is written from the words that a reader sees, so that nothing comes along of what he does not:
no tracked changes, comments, hidden words, field codes, pictures, properties or parts of other documents.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from huiying.core.errors import InputError

from .passages import Passage, Redacted, prove, without

MOST_CELLS = 20_000
MOST_UNPACKED = 100_000_000  # bytes
FONT = "宋体"
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)  # a copy does not tell when its original was written
WRAPPERS = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
# A run that is there for a reader: not struck out by a tracked change, and not in a box of its own.
RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"


def text_of_docx(content: bytes) -> list[str]:
    return [_seen(each) for block in _blocks(_opened(content)) for each in _paragraphs(block)]


def redact_docx(content: bytes, passages: Sequence[Passage]) -> Redacted:
    source, target = _opened(content), _empty()
    times: dict[int, int] = {}
    for block in _blocks(source):
        if isinstance(block, Table):
            _copy_table(block, target, passages, times)
            continue
        made = target.add_paragraph(without(_seen(block), passages, times))
        if block.alignment is not None:
            made.alignment = block.alignment
    packed = io.BytesIO()
    target.save(packed)
    copy = packed.getvalue()
    prove([*text_of_docx(copy), *_parts(copy)], passages)
    return Redacted(copy, times, _left_out(source))


def _opened(content: bytes) -> Docx:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise InputError(_("This document is too large once unpacked."), where="source")
        return Document(io.BytesIO(content))
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(
            _("This is not a DOCX document that can be opened."),
            where="source",
            fix=_("Open it in WPS or Word and save it as DOCX."),
        ) from error


def _blocks(source: Docx) -> Iterator[Paragraph | Table]:
    yield from _within(source.element.body, source)


def _within(element: Any, parent: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in their order, those in content controls and tracked insertions too."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, parent)
        elif child.tag == qn("w:tbl"):
            yield Table(child, parent)
        elif child.tag in WRAPPERS:
            yield from _within(child, parent)


def _paragraphs(block: Paragraph | Table) -> Iterator[Paragraph]:
    """Those of a block; those of a table by its cells, each once however many columns it spans."""
    if isinstance(block, Paragraph):
        yield block
        return
    for cell in dict.fromkeys(cell._tc for row in block.rows for cell in row.cells):
        for inner in _within(cell, block):
            yield from _paragraphs(inner)


def _seen(paragraph: Paragraph) -> str:
    """What a reader sees of a paragraph: links, insertions and what fields show, without hidden runs."""
    if paragraph.style is not None and paragraph.style.font.hidden:
        return ""
    runs = (Run(found, paragraph) for found in paragraph._p.xpath(RUNS))
    return "".join(run.text for run in runs if not (run.font.hidden or run.style.font.hidden))


def _copy_table(table: Table, target: Docx, passages: Sequence[Passage], times: dict[int, int]) -> None:
    rows = [[cell._tc for cell in row.cells] for row in table.rows]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    if len(rows) * width > MOST_CELLS:
        raise InputError(_("A table of this document is too large to be redacted here."), where="source")
    made = target.add_table(rows=len(rows), cols=width)
    made.style = target.styles["Table Grid"]
    spans: dict[Any, list[tuple[int, int]]] = {}
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            spans.setdefault(cell, []).append((down, across))
    cells = [list(row.cells) for row in made.rows]
    for cell, places in spans.items():
        first, last = (cells[down][across] for down, across in (places[0], places[-1]))
        told = [_seen(each) for inner in _within(cell, table) for each in _paragraphs(inner)]
        whole = first.merge(last) if len(places) > 1 else first
        whole.text = "\n".join(without(each, passages, times) for each in told)


def _empty() -> Docx:
    """A4, in a face that the office has, without the properties of the template."""
    target = Document()
    page = target.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(27)
    font = target.styles["Normal"].font
    font.name, font.size = FONT, Pt(12)
    font.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    properties = target.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    properties.keywords = properties.subject = ""
    properties.created = properties.modified = UNKNOWN
    return target


def _parts(copy: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        for name in packed.namelist():
            yield packed.read(name).decode("utf-8", "ignore")


def _left_out(source: Docx) -> str:
    """What stood in the original beside words, in words for whoever looks the copy through."""
    pictures = len(source.inline_shapes)
    names = [str(part.partname) for part in source.part.package.iter_parts()] if source.part.package else []
    told = [
        _("%(n)d pictures") % {"n": pictures} if pictures else "",
        _("comments") if any("comments" in name for name in names) else "",
        _("footnotes") if source.element.body.xpath(".//w:footnoteReference | .//w:endnoteReference") else "",
        _("text boxes") if source.element.body.xpath(".//w:txbxContent") else "",
        _("headers and footers") if any(_has_margin(section) for section in source.sections) else "",
    ]
    return "、".join(filter(None, told))


def _has_margin(section: object) -> bool:
    parts = (getattr(section, "header", None), getattr(section, "footer", None))
    return any(p.text.strip() for part in parts if part is not None for p in part.paragraphs)
