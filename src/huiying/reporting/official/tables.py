"""Ruled tables: the header comes again on every page, and no row is cut by the end of a page."""

from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table as DocxTable
from docx.table import _Cell as Cell
from docx.table import _Row as Row

from .arranging import clean
from .document import Table
from .geometry import TEXT_HEIGHT, TEXT_WIDTH
from .styles import StyleName

SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
RULES = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in EDGES)
PADDING = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'


def add_table(docx: Docx, table: Table) -> None:
    drawn = docx.add_table(rows=0, cols=len(table.header))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rule(drawn)
    widths = widths_of(table)
    header = drawn.add_row()
    _mark(header, "cantSplit", "tblHeader")
    for index, text in enumerate(table.header):
        _fill(header.cells[index], text, StyleName.TABLE_HEAD, "center")
    for texts in table.rows:
        row = drawn.add_row()
        _mark(row, "cantSplit")
        for index, text in enumerate(texts):
            side = table.aligns[index] if table.aligns else "center"
            _fill(row.cells[index], text, StyleName.TABLE_TEXT, side)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Twips(width)
        for cell in column.cells:
            cell.width = Twips(width)


def widths_of(table: Table) -> tuple[int, ...]:
    """Twips of each column; together they fill the type area, or its height where the sheet lies across."""
    shares = table.widths or (1.0,) * len(table.header)
    whole = TEXT_HEIGHT if table.wide else TEXT_WIDTH
    return tuple(int(whole * share / sum(shares)) for share in shares)


def _rule(drawn: DocxTable) -> None:
    """Borders and padding, put where the schema wants them: before and after the layout."""
    properties = drawn._tbl.tblPr
    layout = properties.find("{*}tblLayout")
    assert layout is not None
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{RULES}</w:tblBorders>"))
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{PADDING}</w:tblCellMar>"))


def _mark(row: Row, *marks: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for mark in marks:
        properties.append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))


def _fill(cell: Cell, text: str, style: StyleName, side: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = SIDES[side]
    paragraph.add_run(clean(text))
