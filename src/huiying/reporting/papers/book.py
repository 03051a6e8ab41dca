"""Papers that are workbooks: numbers in their cells are cited, and become numbers again when the file is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from huiying.reporting.figures import Value as Figure
from huiying.sheets import Book, Cell, Link, Look, Row, Sheet, Value, as_bytes

from .citing import Cited, cite, pieces, plain
from .wording import number

NOTHING: Final = "—"


def cited(value: Figure, reference: str) -> str:
    """A number of the catalogue as a cell; a dash where there is nothing to count or to divide by."""
    return cite(NOTHING if value is None else number(value), reference)


def note(text: str, columns: int) -> Row:
    """A line below a table, as wide as it."""
    return Row((Cell(text, Look.NOTE, across=columns),))


def xlsx(book: Book) -> bytes:
    """The file of a workbook, citations taken off."""
    return as_bytes(replace(book, title=plain(book.title), sheets=tuple(map(_printed, book.sheets))))


def _printed(sheet: Sheet) -> Sheet:
    return replace(sheet, above=tuple(map(_row, sheet.above)), rows=_rows(sheet.rows))


def _rows(rows: Iterable[Row | Sequence[Value]]) -> Iterator[Row | Sequence[Value]]:
    """Rows of what the rooms keep hold no citation (`uncited`), and pass as they are."""
    return (_row(row) if isinstance(row, Row) else row for row in rows)


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(cell and replace(cell, value=_value(cell.value)) for cell in row.cells))


def _value(value: Value) -> Value:
    """A cell that is one number is written as a number."""
    if isinstance(value, Link) or not isinstance(value, str):
        return value
    told = list(pieces(value))
    if len(told) == 1 and isinstance(told[0], Cited):
        return _number(told[0].text)
    return plain(value)


def _number(text: str) -> Value:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
