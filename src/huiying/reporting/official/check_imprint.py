"""版记 · Copies, who printed it and when, and the lines between (GB/T 9704-2012, 7.4)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from .check_end import RIGHT_DATE
from .departure import Departure, Rule
from .fonts import is_of
from .geometry import IMPRINT_PT
from .reading import Piece, Reading

COPIES: Final = re.compile(r"(?P<label>抄\s*送|主\s*送)\s*(?P<colon>[:：])(?P<names>.*)")
ISSUED: Final = re.compile(
    r"(?P<issuer>.*?)\s*(?P<date>[\d０-９二一〇零○]{2,4}\s*[年./\-].*?)\s*(?P<word>印发|印)?[。.]?"
)
THICK_EIGHTHS, THIN_EIGHTHS = (7, 10), (4, 6)
"""0.35 mm and 0.25 mm in eighths of a point, and what office programs offer beside them."""


def imprint_departures(reading: Reading) -> Iterator[Departure]:
    """Read wherever it stands: in the text, in a table or in a box at the foot of the page."""
    pieces = [*_pieces(reading)]
    copies = [piece for piece in pieces if COPIES.fullmatch(piece.text)]
    issued = [piece for piece in pieces if piece.text.rstrip("。.").endswith("印发") and ISSUED.fullmatch(piece.text)]
    for piece in copies:
        yield from _copies(piece)
    for piece in [*copies, *issued]:
        yield from _size(reading, piece)
    for piece in issued:
        yield from _issued(piece)
    if copies and not issued:
        yield Departure(Rule.ISSUED, _("no one who printed it"), _("organ and day, with 印发"), copies[-1].where)
    if issued:
        yield from _lines([*copies, *issued])


def _pieces(reading: Reading) -> Iterator[Piece]:
    body = reading.docx.element.body
    for number, element in enumerate(body.iter(qn("w:p")), start=1):
        paragraph = Paragraph(element, reading.docx._body)
        if text := paragraph.text.strip():
            yield Piece(paragraph, number, text)


def _copies(piece: Piece) -> Iterator[Departure]:
    match = COPIES.fullmatch(piece.text)
    assert match is not None
    if match["colon"] != "：":
        yield Departure(Rule.COPIES, _("a half-width colon"), _("a full-width colon"), piece.where)
    if not match["names"].endswith("。"):
        yield Departure(Rule.COPIES, _("no full stop at the end"), _("a full stop behind the last organ"), piece.where)


def _size(reading: Reading, piece: Piece) -> Iterator[Departure]:
    run = piece.runs[0]
    face, size = reading.effective.face(piece.paragraph, run), reading.effective.size(piece.paragraph, run)
    if not is_of("仿宋", face) or size != IMPRINT_PT:
        found = _("%(face)s, %(size)g pt") % {"face": face or _("no face"), "size": size}
        rule = Rule.COPIES if COPIES.fullmatch(piece.text) else Rule.ISSUED
        yield Departure(rule, found, _("仿宋, 14 pt (size 4)"), piece.where)


def _issued(piece: Piece) -> Iterator[Departure]:
    match = ISSUED.fullmatch(piece.text)
    assert match is not None
    if not RIGHT_DATE.fullmatch(match["date"]):
        wanted = _("Arabic numerals without zeros in front: 2026年3月9日")
        yield Departure(Rule.ISSUED, match["date"], wanted, piece.where)


def _lines(pieces: list[Piece]) -> Iterator[Departure]:
    """The first and the last line thick, those between thin; judged where the imprint is a table."""
    cells = [cell for piece in pieces if (cell := _cell(piece)) is not None]
    if not cells:
        return
    top, bottom = _edge(cells[0], "top"), _edge(cells[-1], "bottom")
    for width in (top, bottom):
        if not THICK_EIGHTHS[0] <= width <= THICK_EIGHTHS[1]:
            yield Departure(Rule.IMPRINT_LINES, _points(width), _("0.35 mm above and below"), pieces[0].where)
            return
    inner = [_edge(cell, "top") for cell in cells[1:] if cell is not cells[0]]
    if any(not THIN_EIGHTHS[0] <= width <= THIN_EIGHTHS[1] for width in inner):
        yield Departure(Rule.IMPRINT_LINES, _points(max(inner)), _("0.25 mm between"), pieces[-1].where)


def _points(eighths: int) -> str:
    if not eighths:
        return _("no line")
    return _("a line of %(width).2f mm") % {"width": eighths / 8 / 72 * 25.4}


def _cell(piece: Piece) -> Any:
    return next(piece.paragraph._p.iterancestors(qn("w:tc")), None)


def _edge(cell: Any, side: str) -> int:
    """Eighths of a point, of the cell or else of its table."""
    own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn(f'w:{side}')}")
    if own is None:
        table = next(cell.iterancestors(qn("w:tbl")))
        own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn(f'w:{side}')}")
    if own is None or own.get(qn("w:val")) in ("none", "nil"):
        return 0
    return int(own.get(qn("w:sz"), "0"))
