"""版记 · The imprint between its lines at the foot of the last page (GB/T 9704-2012, clause 7.4)."""

from enum import StrEnum
from itertools import pairwise
from math import ceil
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.shared import Pt

from .arranging import clean, told
from .boxes import Box, place
from .document import Imprint
from .geometry import IMPRINT_PITCH_PT, IMPRINT_PT, TEXT_WIDTH, ems
from .styles import StyleName

THICK_EIGHTHS, THIN_EIGHTHS = 8, 6
"""0.35 mm and 0.25 mm in eighths of a point, as Word counts lines."""
ONE_CHARACTER: Final = round(IMPRINT_PT * 20)

AFTER: Final = (
    f'<w:p><w:pPr><w:pStyle w:val="{StyleName.IMPRINT}"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
"""Word wants a paragraph behind a table, however low."""


class Ending(StrEnum):
    """Where the imprint stands: on the page on which the text ends, on the next, or behind a blank page, so that it
    closes an even page; then neither of the two has a number (clause 7.5).
    """

    SAME = "same"
    NEXT = "next"
    BEHIND_A_BLANK = "blank"


def imprint_lines(imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """Label and names of 主送 and 抄送, as far as they are there (clause 7.4.2)."""
    lists = (("主送：", imprint.mains), ("抄送：", imprint.copies))
    return tuple((label, f"{'，'.join(names)}。") for label, names in lists if names)


def issued(imprint: Imprint) -> str:
    return f"{told(imprint.issued)}印发"


def add_imprint(docx: Docx, imprint: Imprint, ending: Ending) -> None:
    """A table in a box that is fixed to the foot of its page."""
    if ending is not Ending.SAME:
        _new_page(docx, 2 if ending is Ending.BEHIND_A_BLANK else 1)
    anchor = docx.add_paragraph("", StyleName.FLUSH)
    anchor.paragraph_format.line_spacing = Pt(1)
    horizontal, vertical = place("H", "margin", side="left"), place("V", "margin", side="bottom")
    box = Box("版记", 903, TEXT_WIDTH / 20, _height(imprint), horizontal, vertical, wrap="wrapTopAndBottom")
    anchor._p.append(parse_xml(box.xml(_table(imprint))))


def _new_page(docx: Docx, pages: int) -> None:
    for turned in range(pages):
        paragraph = docx.add_paragraph("", StyleName.FLUSH)
        paragraph.paragraph_format.line_spacing = Pt(1)
        paragraph.paragraph_format.page_break_before = pages == 1 or turned > 0


def _height(imprint: Imprint) -> float:
    """Points; a little more is no harm, since what stands in the box stands at its foot."""
    room = TEXT_WIDTH / 20 / IMPRINT_PT - 5
    lines = 1 + sum(ceil(ems(names) / room) for _, names in imprint_lines(imprint))
    return lines * IMPRINT_PITCH_PT + 3


def _table(imprint: Imprint) -> str:
    """One column between a thick line above and below, with a thin one over who printed it."""
    names = "".join(_names(label, names) for label, names in imprint_lines(imprint))
    cells = [*([names] if names else []), _issuer(imprint)]
    edges = [THICK_EIGHTHS, *[THIN_EIGHTHS] * (len(cells) - 1), THICK_EIGHTHS]
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tcBorders>'
        f"{_line('top', above)}{_line('bottom', below)}</w:tcBorders></w:tcPr>{cell}</w:tc></w:tr>"
        for cell, (above, below) in zip(cells, pairwise(edges), strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{rows}</w:tbl>{AFTER}'
    )


def _line(edge: str, eighths: int) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


def _names(label: str, names: str) -> str:
    """抄送：…, one character from either side; further lines begin under the first name."""
    hanging = 3 * ONE_CHARACTER
    indent = f'<w:ind w:left="{ONE_CHARACTER + hanging}" w:right="{ONE_CHARACTER}" w:hanging="{hanging}"/>'
    return _paragraph(indent, _run(label + names))


def _issuer(imprint: Imprint) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - ONE_CHARACTER}"/></w:tabs>'
    indent = f'<w:ind w:left="{ONE_CHARACTER}"/>'
    return _paragraph(indent, f"{_run(imprint.issuer)}<w:r><w:tab/></w:r>{_run(issued(imprint))}", tab)


def _paragraph(indent: str, runs: str, tabs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{StyleName.IMPRINT}"/>{tabs}{indent}</w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
