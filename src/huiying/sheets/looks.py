"""Fonts, sides, rules and forms of numbers, by the names of the faces that GB/T 9704-2012 has."""

from typing import Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook import Workbook

from .sheet import Align, Look

SONG, HEI, TITLE = "宋体", "黑体", "方正小标宋简体"
FONTS: Final = {
    Look.TITLE: Font(name=TITLE, size=20),
    Look.NOTE: Font(name=SONG, size=10),
    Look.HEAD: Font(name=HEI, size=10),
    Look.LABEL: Font(name=HEI, size=11),
    Look.TOTAL: Font(name=HEI, size=10),
}
BODY: Final = Font(name=SONG, size=10)
LINK: Final = Font(name=SONG, size=10, underline="single", color="0563C1")
SIDES: Final[dict[Look, Align]] = {
    Look.TITLE: "center",
    Look.HEAD: "center",
    Look.LABEL: "center",
    Look.MIDDLE: "center",
    Look.NUMBER: "right",
    Look.DECIMAL: "right",
    Look.MOMENT: "center",
    Look.DAY: "center",
    Look.TOTAL: "right",
}
FORMS: Final = {
    Look.NUMBER: "0",
    Look.TOTAL: "General",
    Look.DECIMAL: "0.0",
    Look.MOMENT: "yyyy-mm-dd hh:mm",
    Look.DAY: "yyyy-mm-dd",
}
TEXT_FORM: Final = "@"
UNRULED: Final = frozenset({Look.TITLE, Look.NOTE})
LINE: Final = Side(style="thin")
RULED: Final = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


class Pens:
    """The cells that are written with, one for each look: styles are found once, not for every cell."""

    def __init__(self, book: Workbook, sheet: object, *, ruled: bool) -> None:
        self._book, self._sheet, self._ruled = book, sheet, ruled
        self._pens: dict[tuple[Look, Align | None, str], object] = {}

    def style(self, look: Look, align: Align | None, sort: str) -> object:
        """The style of a cell of this look that holds a `text`, a `number`, a `moment`, a `day` or a `link`."""
        key = (look, align, sort)
        if key not in self._pens:
            self._pens[key] = self._drawn(*key)
        return self._pens[key]

    def _drawn(self, look: Look, align: Align | None, sort: str) -> object:
        pen = WriteOnlyCell(self._sheet)
        pen.font = LINK if sort == "link" else FONTS.get(look, BODY)
        flat = look in UNRULED
        side = align or SIDES.get(look, "left" if sort in ("text", "link") else "right")
        pen.alignment = Alignment(horizontal=side, vertical="center", wrap_text=look is not Look.TITLE)
        if self._ruled and not flat:
            pen.border = RULED
        if sort == "text":
            pen.number_format = TEXT_FORM
        elif sort in ("moment", "day"):
            pen.number_format = FORMS[Look.MOMENT if sort == "moment" else Look.DAY]
        elif sort == "decimal":
            pen.number_format = FORMS[Look.DECIMAL]
        return pen._style
