"""What a workbook is made of, before any file: frozen facts. Rows may be an iterator, so that a table of any length
passes through without standing in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal

Align = Literal["left", "center", "right"]
Paper = Literal["A3", "A4"]


class Look(Enum):
    """How a cell looks: by what it is, never by colour alone."""

    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    LABEL = "label"
    TEXT = "text"
    MIDDLE = "middle"
    NUMBER = "number"
    DECIMAL = "decimal"
    MOMENT = "moment"
    DAY = "day"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address; an address that is no web address stays a text."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG or JPEG bytes drawn in the cell, at most `width` by `height` in pixels; `alt` says what it shows."""

    content: bytes
    alt: str
    width: int = 150
    height: int = 110


Value = str | int | float | date | datetime | Link | tuple[Picture, ...] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that spans `across` columns and `down` rows."""

    value: Value
    look: Look | None = None
    across: int = 1
    down: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from the left; None leaves a place that a cell above or before covers, or that stays empty. `height` in
    points; None lets it be as high as its longest text.
    """

    cells: tuple[Cell | None, ...]
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters of half width, as spreadsheets count."""

    title: str
    width: float
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` come after `above`, what stands over the table: the last row of it is repeated on every page where `heads`
    is set, and stays in sight (`fixed` columns with it) when one scrolls.
    """

    name: str
    widths: tuple[float, ...]
    above: tuple[Row, ...]
    rows: Iterable[Row | Sequence[Value]]
    looks: tuple[Look, ...] = ()
    heads: int = 0
    fixed: int = 0
    paper: Paper = "A4"
    upright: bool = False
    one_page: bool = False
    ruled: bool = True
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """`dated` is the only day that the file's own properties name: the same book gives the same bytes."""

    title: str
    sheets: tuple[Sheet, ...]
    organ: str = ""
    dated: date | None = None


def headed(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row | Sequence[Value]],
    *,
    title: str = "",
    left: str = "",
    right: str = "",
    fixed: int = 0,
    paper: Paper = "A4",
    upright: bool = False,
    filtered: bool = False,
) -> Sheet:
    """A table with its heads, under a title with a line of notes where they are given."""
    above = (*_over(len(columns), title, left, right), Row(tuple(Cell(c.title, Look.HEAD) for c in columns)))
    return Sheet(
        name=name,
        widths=tuple(column.width for column in columns),
        above=above,
        rows=rows,
        looks=tuple(column.look for column in columns),
        heads=1,
        fixed=fixed,
        paper=paper,
        upright=upright,
        filtered=filtered,
    )


def _over(columns: int, title: str, left: str, right: str) -> Iterator[Row]:
    if title:
        yield Row((Cell(title, Look.TITLE, across=columns),))
    if left or right:
        half = max(columns // 2, 1)
        second = (*(None,) * (half - 1), Cell(right, Look.NOTE, across=columns - half, align="right"))
        yield Row((Cell(left, Look.NOTE, across=half), *(second if columns > half else ())))
