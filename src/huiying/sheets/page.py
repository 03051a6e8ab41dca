"""One sheet as it is drawn: cells with their looks, spans, links, pictures, and how it comes out of the printer."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties

from .harmless import harmless
from .looks import Pens
from .measuring import HIGHEST, height
from .sheet import Cell, Link, Look, Picture, Row, Sheet, Value

LONGEST: Final = 32_767  # characters that a cell takes
MOST_LINKS: Final = 65_000  # a sheet takes 65,530
SIZES: Final = {"A3": 8, "A4": 9}
TITLE_LINE: Final = 30.0
POINT: Final = 0.75  # of a pixel
GAP: Final = 6  # pixels around a picture
AS_MANY_AS_IT_TAKES: Final = 0
FOOT: Final = '&"宋体"&10第 &P 页 共 &N 页'


class Drawn:
    """A sheet being written into a book."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page: Any = book.create_sheet(_name(sheet.name))
        self.pens = Pens(book, self.page, ruled=sheet.ruled)
        self.row = 0
        self.links = 0
        self.last = ""
        self._set_up()

    def write(self) -> None:
        for head in self.sheet.above:
            self._put(head)
        for row in self.sheet.rows:
            self._put(row if isinstance(row, Row) else self._of(row))
        if self.sheet.filtered and self.sheet.heads:
            letter = get_column_letter(len(self.sheet.widths))
            self.page.auto_filter.ref = f"A{len(self.sheet.above)}:{letter}{self.row}"
        self.page.close()

    def _of(self, values: Sequence[Value]) -> Row:
        looks = self.sheet.looks
        return Row(tuple(Cell(value, looks[n] if n < len(looks) else None) for n, value in enumerate(values)))

    def _set_up(self) -> None:
        sheet, page = self.sheet, self.page
        for number, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        tall = 1 if sheet.one_page else AS_MANY_AS_IT_TAKES
        side = "portrait" if sheet.upright else "landscape"
        page.page_setup = PrintPageSetup(orientation=side, paperSize=SIZES[sheet.paper], fitToWidth=1, fitToHeight=tall)
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_margins = PageMargins(left=0.6, right=0.6, top=0.7, bottom=0.7, header=0.3, footer=0.35)
        page.print_options.horizontalCentered = True
        page.oddFooter.center.text = FOOT
        if sheet.heads:
            over = len(sheet.above)
            page.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}{over + 1}"
            page.print_title_rows = f"{over - sheet.heads + 1}:{over}"

    def _put(self, row: Row) -> None:
        self.row += 1
        high = row.height or self._height(row)
        self.page.row_dimensions[self.row].height = high
        self.page.append(list(self._cells(row)))

    def _height(self, row: Row) -> float:
        if any(cell and cell.look is Look.TITLE for cell in row.cells):
            return TITLE_LINE
        texts, pictures = [], 0
        for column, cell in enumerate(row.cells):
            if cell is None or cell.down > 1:
                continue
            value = cell.value
            if isinstance(value, tuple):
                pictures = max(pictures, sum(_size(picture)[1] + GAP for picture in value))
            else:
                width = sum(self.sheet.widths[column : column + cell.across])
                texts.append((value.text if isinstance(value, Link) else _said(value), width))
        return min(max(height(texts), pictures * POINT), HIGHEST)

    def _cells(self, row: Row) -> Iterator[Any]:
        """Every place that a cell covers is drawn, so that rules go all around it."""
        column = 0
        covered: Cell | None = None
        until = 0
        for cell in (*row.cells, *(None,) * (self._width(row) - len(row.cells))):
            column += 1
            if cell is None:
                yield self._empty(covered if column < until else None)
                continue
            if cell.across > 1 or cell.down > 1:
                self._span(column, cell)
            covered, until = cell, column + cell.across
            yield self._cell(column, cell)

    def _width(self, row: Row) -> int:
        return max(n + (cell.across if cell else 1) for n, cell in enumerate(row.cells)) if row.cells else 0

    def _span(self, column: int, cell: Cell) -> None:
        first = f"{get_column_letter(column)}{self.row}"
        last = f"{get_column_letter(column + cell.across - 1)}{self.row + cell.down - 1}"
        self.page.merged_cells.add(f"{first}:{last}")

    def _empty(self, covered: Cell | None) -> Any:
        return self._drawn(None, "text", covered.look if covered and covered.look else Look.TEXT, None)

    def _cell(self, column: int, cell: Cell) -> Any:
        value, look = cell.value, cell.look or Look.TEXT
        if isinstance(value, tuple):
            self._draw(column, value)
            return self._drawn(None, "text", look, None)
        if isinstance(value, Link):
            return self._link(value, look, cell)
        if isinstance(value, str):
            return self._drawn(_text(value), "text", look, cell)
        if isinstance(value, datetime):
            return self._drawn(value.replace(tzinfo=None), "moment", look, cell)
        if isinstance(value, date):
            return self._drawn(value, "day", look, cell)
        sort = "decimal" if isinstance(value, float) and not value.is_integer() else "number"
        return self._drawn(value, "text" if value is None else sort, look, cell)

    def _link(self, link: Link, look: Look, cell: Cell) -> Any:
        """Beyond what a sheet takes, and where it is no web address, the text alone."""
        web = link.address.startswith(("https://", "http://")) and len(link.address) < 2000
        if not web or self.links >= MOST_LINKS:
            return self._drawn(_text(link.text), "text", look, cell)
        self.links += 1
        drawn = self._drawn(_text(link.text), "link", look, cell)
        drawn.hyperlink = ILLEGAL_CHARACTERS_RE.sub("", link.address)
        drawn._value, drawn.data_type = _text(link.text), "s"
        drawn._style = self.pens.style(look, cell.align, "link")
        return drawn

    def _drawn(self, value: Any, sort: str, look: Look, cell: Cell | None) -> Any:
        drawn = WriteOnlyCell(self.page)
        if isinstance(value, str):
            drawn._value, drawn.data_type = value, "s"
        elif value is not None:
            drawn.value = value
        drawn._style = self.pens.style(look, cell.align if cell else None, sort)
        return drawn

    def _draw(self, column: int, pictures: tuple[Picture, ...]) -> None:
        top = GAP // 2
        for picture in pictures:
            image = Image(io.BytesIO(picture.content))
            wide, high = _size(picture)
            place = AnchorMarker(
                col=column - 1, colOff=pixels_to_EMU(GAP // 2), row=self.row - 1, rowOff=pixels_to_EMU(top)
            )
            image.anchor = OneCellAnchor(_from=place, ext=XDRPositiveSize2D(pixels_to_EMU(wide), pixels_to_EMU(high)))
            self.page.add_image(image)
            top += high + GAP


def _size(picture: Picture) -> tuple[int, int]:
    """As large as it may be, in its own shape."""
    image = Image(io.BytesIO(picture.content))
    scale = min(picture.width / image.width, picture.height / image.height, 1.0)
    return max(int(image.width * scale), 1), max(int(image.height * scale), 1)


def _said(value: Value) -> str:
    if isinstance(value, datetime):
        return "2026-01-01 00:00"
    return "" if value is None else str(value)


def _text(value: str) -> str:
    """What XML takes, does not run, and a cell holds; what is longer says so at its end."""
    text = harmless(ILLEGAL_CHARACTERS_RE.sub("", value.replace("\r\n", "\n")).encode("utf-8", "replace").decode())
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    end = f"……（单元格最多容纳{LONGEST}字，全文{len(value)}字，此处未完）"
    return text.encode("utf-16-le")[: 2 * (LONGEST - len(end))].decode("utf-16-le", "ignore") + end


def _name(name: str) -> str:
    """A sheet's name, without what none may have."""
    return "".join(sign for sign in name if sign not in r"[]:*?/\'")[:31] or "表1"
