"""A DOCX: a new document is written from the words that a reader sees, so that nothing comes along of what he does not:
no tracked changes, comments, hidden words, fields, pictures, properties or parts of other documents.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from huiying.core.errors import InputError

from .passages import Passage, Redacted, prove, without

MOST_CELLS = 20_000
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)  # a copy does not tell when its original was written


def text_of_docx(content: bytes) -> list[str]:
    told: list[str] = []
    for block in _opened(content).iter_inner_content():
        told += [_seen(block)] if isinstance(block, Paragraph) else [_seen(p) for p in _paragraphs(block)]
    return told


def redact_docx(content: bytes, passages: Sequence[Passage]) -> Redacted:
    source, target = _opened(content), Document()
    times: dict[int, int] = {}
    for block in source.iter_inner_content():
        if isinstance(block, Paragraph):
            made = target.add_paragraph(without(_seen(block), passages, times))
            if block.alignment is not None:
                made.alignment = block.alignment
        else:
            _copy_table(block, target, passages, times)
    _plain_properties(target)
    packed = io.BytesIO()
    target.save(packed)
    copy = packed.getvalue()
    prove([*text_of_docx(copy), *_parts(copy)], passages)
    return Redacted(copy, times, _left_out(source))


def _opened(content: bytes) -> Docx:
    try:
        return Document(io.BytesIO(content))
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(
            _("This is not a DOCX document that can be opened."),
            where="source",
            fix=_("Open it in WPS or Word and save it as DOCX."),
        ) from error


def _seen(paragraph: Paragraph) -> str:
    """What a reader sees of a paragraph: without hidden runs."""
    told = []
    for piece in paragraph.iter_inner_content():
        runs = piece.runs if isinstance(piece, Hyperlink) else [piece]
        told += [run.text for run in runs if not run.font.hidden]
    return "".join(told)


def _paragraphs(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.paragraphs


def _copy_table(table: Table, target: Docx, passages: Sequence[Passage], times: dict[int, int]) -> None:
    rows = [[cell.paragraphs for cell in row.cells] for row in table.rows]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    if len(rows) * width > MOST_CELLS:
        raise InputError(_("A table of this document is too large to be redacted here."), where="source")
    made = target.add_table(rows=len(rows), cols=width)
    made.style = target.styles["Table Grid"]
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, paragraphs in zip(row.cells, cells, strict=False):
            cell.text = "\n".join(without(_seen(each), passages, times) for each in paragraphs)


def _plain_properties(target: Docx) -> None:
    properties = target.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    properties.keywords = properties.subject = ""
    properties.created = properties.modified = UNKNOWN


def _parts(copy: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        for name in packed.namelist():
            yield packed.read(name).decode("utf-8", "ignore")


def _left_out(source: Docx) -> str:
    """What stood in the original beside words, in words for whoever looks the copy through."""
    pictures = len(source.inline_shapes)
    notes = any("comments" in str(part.partname) for part in source.part.package.iter_parts() if source.part.package)
    told = [
        _("%(n)d pictures") % {"n": pictures} if pictures else "",
        _("comments") if notes else "",
        _("headers and footers") if any(_has_margin(section) for section in source.sections) else "",
    ]
    return "、".join(filter(None, told))


def _has_margin(section: object) -> bool:
    parts = (getattr(section, "header", None), getattr(section, "footer", None))
    return any(p.text.strip() for part in parts if part is not None for p in part.paragraphs)
