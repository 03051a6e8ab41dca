"""A sheet of terms and starts in, the same sheet with its answers out: row by row, written whole or not at all."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.errors import HuiyingError, InputError
from huiying.intake.channels.files.encodings import is_broken
from huiying.project.writing import whole
from huiying.sheets import harmless

from .columns import ADDED, HEADERS, check
from .reckoning import Reckoning
from .table import Row, rows

EVERY = 5000
REMEMBERED = 1 << 14
SEVERAL = re.compile("[;；]")


@dataclass(slots=True)
class Outcome:
    """What became of a sheet, in rows."""

    read: int = 0
    done: int = 0
    refused: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def answer_sheet(source: Path, out: Path, *, show: Callable[[int], None] | None = None) -> Outcome:
    """Write the rows of `source` to `out` as CSV (UTF-8 with mark) with the columns ADDED behind their own.

    A row that is refused says why in its column error; InputError where the file cannot be read, or not be written.
    """
    _refuse_target(source, out)
    table = rows(source)
    header = next(table, None)
    if header is None:
        fix = _("Check that it was saved or sent completely.")
        raise InputError(_("The file is empty"), where=source.name, fix=fix)
    sheet = Sheet(header, source.name)
    outcome = Outcome()
    with _writer(out) as write:
        write([*sheet.headers, *ADDED])
        for row in table:
            write(sheet.answered(row, outcome))
            if show and outcome.read % EVERY == 0:
                show(outcome.read)
    return outcome


class Sheet:
    """A table whose header was understood. Columns of an earlier answer are left out, so that a mended answer can be
    asked again.
    """

    def __init__(self, header: Row, name: str) -> None:
        try:
            self._places = check(header.cells)
        except InputError as error:
            raise InputError(error.what, where=name, fix=error.fix) from error
        self._width = len(header.cells)
        self._kept = [place for place, title in enumerate(header.cells) if title.strip() not in ADDED]
        self._names = {field: field for field in HEADERS}
        self._names |= {field: header.cells[place].strip() for field, place in self._places.items()}
        self._answer = lru_cache(REMEMBERED)(self._work_out)
        self.headers = [header.cells[place] for place in self._kept]

    def answered(self, row: Row, outcome: Outcome) -> list[str]:
        """The cells of the row with its answer, or with what is to be mended."""
        own = [row.cells[place] if place < len(row.cells) else "" for place in self._kept]
        if not row.problem and not any(cell.strip() for cell in row.cells):
            return [*own, *[""] * len(ADDED)]
        outcome.read += 1
        try:
            answer = self._answer(*self._asked(row))
        except HuiyingError as error:
            outcome.refused += 1
            told = _("Row %(row)d: %(error)s") % {"row": row.number, "error": error}
            return [*own, "", "", "", "", told]
        outcome.done += 1
        return [*own, *answer, ""]

    def _asked(self, row: Row) -> tuple[str, ...]:
        if row.problem:
            raise InputError(row.problem)
        if any(cell.strip() for cell in row.cells[self._width :]):
            told = {"cells": len(row.cells), "headers": self._width}
            raise InputError(
                _("The row has %(cells)d cells under %(headers)d headers; put the text in double quotes") % told
            )
        return tuple(self._cell(row, field) for field in ("term", "received", "pause", "extend", "restarted"))

    def _cell(self, row: Row, field: str) -> str:
        place = self._places.get(field, len(row.cells))
        text = row.cells[place].strip() if place < len(row.cells) else ""
        if is_broken(text):
            raise InputError(_("The cell holds bytes that are not text."), where=self._names[field])
        if field in ("term", "received") and not text:
            raise InputError(_("The cell is empty."), where=self._names[field])
        return text

    def _work_out(self, term: str, received: str, pause: str, extend: str, restarted: str) -> tuple[str, ...]:
        pauses = [each for each in SEVERAL.split(pause) if each.strip()]
        due = Reckoning(term, received, pauses, extend, restarted).answer(self._names)
        is_provisional = "true" if due.provisional else "false"
        return due.at.isoformat(), due.due_date.isoformat(), is_provisional, deadline.say(due.because, "zh-hans")


def _refuse_target(source: Path, out: Path) -> None:
    if out.suffix.lower() in (".xlsx", ".xls"):
        raise InputError(
            _("The answer is written as CSV, not as a workbook."),
            where=str(out),
            fix=_("Name a file that ends in .csv; WPS and Excel open it."),
        )
    if out.resolve() == source.resolve():
        raise InputError(
            _("The answer would overwrite the file it comes from."), where=str(out), fix=_("Name another file.")
        )


@contextmanager
def _writer(out: Path) -> Iterator[Callable[[Sequence[str]], object]]:
    """A way to write one row of cells, none of which a spreadsheet runs."""
    try:
        with whole(out) as partial, partial.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
            writer = csv.writer(file)
            yield lambda cells: writer.writerow([harmless(cell) for cell in cells])
    except OSError as error:
        raise InputError(
            _("The answer cannot be written: %(why)s") % {"why": error.strerror or error},
            where=str(out),
            fix=_("Name a file in a folder that can be written."),
        ) from error
