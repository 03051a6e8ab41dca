"""A filled template read back: the document it says, for the preview and for the forms that are set from one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from huiying.reporting.official import Align, Attachment, Block, Heading, OfficialDocument, Paragraph, Picture, Table
from huiying.reporting.official.document import PNG
from huiying.reporting.official.styles import StyleName
from huiying.reporting.papers.citing import plain

SIDES: dict[object, Align] = {WD_ALIGN_PARAGRAPH.LEFT: "left", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
LEVELS = {StyleName.HEADING_1: 1, StyleName.HEADING_2: 2, StyleName.HEADING_3: 3, StyleName.HEADING_4: 4}
NAMED = {StyleName.CAPTION: "caption", StyleName.NUMBER: "number", StyleName.ORGAN_MARK: "red_head"}
BUILT_IN = re.compile(r"heading ([1-4])", re.IGNORECASE)
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass
class Read:
    """What was read so far; `title`, `blocks` and so on belong to the paper or to its last appendix."""

    title: str = ""
    organ: str = ""
    dated: date | None = None
    number: str = ""
    red_head: str = ""
    addressee: str = ""
    caption: str = ""
    blocks: list[Block] = field(default_factory=list)
    appendices: list["Read"] = field(default_factory=list)

    @property
    def last(self) -> "Read":
        return self.appendices[-1] if self.appendices else self


def said_by(filled: bytes, composed: OfficialDocument) -> OfficialDocument:
    """The same with the title of the composed paper where the template has none."""
    read = document_in(filled)
    return replace(read, title=read.title or composed.title, imprint=composed.imprint)


def document_in(filled: bytes) -> OfficialDocument:
    """The document that a DOCX says, by the names of its styles; what has none of ours is plain text."""
    docx, read = Document(BytesIO(filled)), Read()
    for item in docx.iter_inner_content():
        if isinstance(item, DocxTable):
            read.last.blocks += _table(item, read.caption)
            read.caption = ""
        else:
            _take(item, read)
    return OfficialDocument(
        title=read.title,
        blocks=tuple(read.blocks),
        organ=read.organ,
        dated=read.dated,
        number=read.number,
        red_head=read.red_head,
        addressee=read.addressee,
        attachments=tuple(Attachment(one.title, tuple(one.blocks)) for one in read.appendices),
    )


def _take(item: DocxParagraph, read: Read) -> None:
    text, style = item.text.strip(), str(item.style.name if item.style else "")
    if picture := _picture(item):
        read.last.blocks.append(picture)
    if not text:
        return
    built_in = BUILT_IN.fullmatch(style)
    if style in LEVELS or built_in:
        level = LEVELS.get(StyleName(style), 1) if style in LEVELS else int(built_in[1]) if built_in else 1
        read.last.blocks.append(Heading(text, level))  # type: ignore[arg-type]
    elif style in (StyleName.TITLE, "Title"):
        read.last.title += text.replace("\n", "")
    elif style == StyleName.ATTACHMENT_MARK:
        read.appendices.append(Read())
    elif style == StyleName.SIGNATURE:
        _sign(text, read)
    elif style in NAMED:
        setattr(read, NAMED[StyleName(style)], text if style == StyleName.CAPTION else plain(text))
    elif style == StyleName.FLUSH:
        _flush(text, read)
    else:
        read.last.blocks.append(Paragraph(text))


def _sign(text: str, read: Read) -> None:
    if found := DAY.fullmatch(plain(text)):
        read.dated = date(int(found[1]), int(found[2]), int(found[3]))
    else:
        read.organ = plain(text)


def _flush(text: str, read: Read) -> None:
    """The addressee, or a line of the note of attachments, which follows from the attachments."""
    if text.endswith(("：", ":")) and not read.blocks:
        read.addressee = text
    elif not re.match(r"附件：|\d+\. ", text):
        read.last.blocks.append(Paragraph(text))


def _picture(item: DocxParagraph) -> Picture | None:
    for blip in item._p.iter(qn("a:blip")):
        image = item.part.related_parts[blip.get(qn("r:embed"))].blob
        told = next(item._p.iter(qn("wp:docPr")), None)
        alt = (told.get("descr") if told is not None else "") or "图"
        if image.startswith(PNG):
            return Picture(image, alt)
    return None


def _table(table: DocxTable, caption: str) -> Iterator[Table]:
    """Rows as they stand, made as wide as the widest, with the widths and sides of the columns."""
    rows = [
        tuple("".join(p.text for p in _paragraphs(cell, table)) for cell in row.tc_lst) for row in table._tbl.tr_lst
    ]
    width = max(map(len, rows), default=0)
    if width:
        even = [(*row, *("",) * (width - len(row))) for row in rows]
        yield Table(even[0], tuple(even[1:]), caption, _widths(table, width), _sides(table, width))


def _widths(table: DocxTable, count: int) -> tuple[float, ...]:
    told = tuple(float(column.get(qn("w:w")) or 0) for column in table._tbl.tblGrid.gridCol_lst)
    return told if len(told) == count and all(told) else ()


def _sides(table: DocxTable, count: int) -> tuple[Align, ...]:
    """Those of the last row, which is one of the body."""
    cells = table._tbl.tr_lst[-1].tc_lst
    if len(cells) != count:
        return ()
    first = (next(_paragraphs(cell, table), None) for cell in cells)
    return tuple(SIDES.get(one.alignment, "center") if one else "center" for one in first)


def _paragraphs(cell: object, table: DocxTable) -> Iterator[DocxParagraph]:
    return (DocxParagraph(p, table) for p in cell.iter(qn("w:p")))  # type: ignore[attr-defined]
