"""The rows of a sheet, one after the other: CSV in UTF-8 or GB18030, or a workbook; a file is never held whole."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.channels.files import workbooks
from huiying.intake.channels.files.cells import as_text
from huiying.intake.channels.files.encodings import encoding_of
from huiying.intake.channels.files.kinds import Kind, kind_of
from huiying.intake.channels.files.limits import LIMITS
from huiying.intake.channels.files.records import Records
from huiying.intake.channels.files.tables import Grid, Line, Unreadable
from huiying.intake.channels.files.text_lines import lines_of

from .columns import places

SEPARATORS = ",\t;，；"
MOST_RESTARTS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts from 1 at the top of the sheet. `problem`: why its cells cannot be told apart."""

    number: int
    cells: list[str] = field(default_factory=list)
    problem: str = ""


def rows(path: Path) -> Iterator[Row]:
    """The rows of the only table in a file, from its first row that is not empty. InputError: it cannot be read."""
    try:
        if kind_of(path, LIMITS) is Kind.WORKBOOK:
            yield from _of_workbook(path)
        else:
            yield from _of_text(path)
    except InputError as error:
        where = " · ".join(dict.fromkeys(part for part in (path.name, error.where) if part))
        raise InputError(error.what, where=where, fix=error.fix) from error


def _of_workbook(path: Path) -> Iterator[Row]:
    """The sheet that holds something; where a second one does too, nobody can say which is meant."""
    begun = False
    for grid in workbooks.grids(path, LIMITS):
        found = _filled(grid)
        first = next(found, None)
        if first is None:
            continue
        if begun:
            raise InputError(
                _("The workbook holds more than one table."),
                where=grid.sheet,
                fix=_("Leave the one that is meant, or save it as .csv."),
            )
        begun = True
        yield from chain([first], found)


def _filled(grid: Grid) -> Iterator[Row]:
    started = False
    for number, line in enumerate(grid.lines, start=1):
        row = _row(number, line)
        started = started or any(row.cells)
        if started:
            yield row


def _of_text(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    separator = _separator(path, encoding)
    started = False
    for number, record in enumerate(_records(path, encoding, separator), start=1):
        started = started or isinstance(record, Unreadable) or bool(record.strip())
        if started:
            yield _row(number, record if isinstance(record, Unreadable) else _split(record, separator))


def _records(path: Path, encoding: str, separator: str) -> Iterator[str | Unreadable]:
    """The records of a CSV. Of one whose quote never closes only the first line is refused; its second is read next."""
    skip = 0
    for _restart in range(MOST_RESTARTS):
        with lines_of(path, encoding, LIMITS.record) as lines:
            records = Records(islice(lines, skip, None), separator, LIMITS.record, skip)
            yield from records
        if not records.left_open:
            return
        yield Unreadable(_("A double quote opens here and is never closed"))
        skip = records.start + 1
    raise InputError(
        _("The double quotes of this table do not pair"),
        fix=_("Open it in WPS or Excel, save it as .xlsx and use that."),
    )


def _separator(path: Path, encoding: str) -> str:
    """The one under which the first line names the most columns."""
    with lines_of(path, encoding, LIMITS.record) as lines:
        header = next((line.text for line in lines if line.text and line.text.strip()), "")
    return max(SEPARATORS, key=lambda separator: len(places(_cells(header, separator))))


def _cells(record: str, separator: str) -> list[str]:
    try:
        return [cell for row in csv.reader([record], delimiter=separator) for cell in row]
    except csv.Error:
        return []


def _split(record: str, separator: str) -> Line:
    cells = _cells(record, separator)
    if record.strip() and not cells:
        return Unreadable(_("The row cannot be divided into cells; look at its double quotes"))
    return list(cells)


def _row(number: int, line: Line) -> Row:
    if isinstance(line, Unreadable):
        return Row(number, problem=line.why)
    return Row(number, [as_text(cell) for cell in line])
