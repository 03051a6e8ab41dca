"""How high a row is: not every program finds that out by itself."""

from collections.abc import Iterable
from unicodedata import east_asian_width

LINE, HIGHEST, PADDING = 14, 409, 4  # points; a spreadsheet takes no row that is higher
INDENT = 1  # columns that the edges of a cell take


def height(cells: Iterable[tuple[str, float]], *, line: float = LINE) -> float:
    """Points for a row of texts, each with the width of its cell."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(line * lines + PADDING, HIGHEST)


def _lines(text: str, width: float) -> int:
    room = max(int(width - INDENT), 2)
    return sum(1 + (columns(said) - 1) // room if said else 1 for said in text.split("\n")) if text else 1


def columns(text: str) -> int:
    """The width of a text in characters of half width."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
