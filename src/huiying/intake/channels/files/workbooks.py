"""The sheets of a workbook, streamed from a process that opens it (`sheet_worker`): no file can bring us down."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .cells import Cell
from .kinds import damaged, locked
from .limits import MIB, Limits
from .tables import Grid, Line

WORKER = Path(__file__).with_name("sheet_worker.py")


def grids(path: Path, limits: Limits) -> Iterator[Grid]:
    """The visible sheets, each to be read before the next is asked for; InputError where the workbook fails."""
    with _worker(path, limits) as told:
        ahead = _Ahead(told, limits)
        while (sheet := ahead.next_sheet()) is not None:
            yield Grid(ahead.rows(), sheet)


class _Ahead:
    """Reads what the worker tells, one line ahead, so that the end of a sheet is seen."""

    def __init__(self, told: IO[str], limits: Limits) -> None:
        self._told = told
        self._limits = limits
        self._next = self._take()

    def next_sheet(self) -> str | None:
        for _row in self.rows():
            continue  # whoever asks for the next sheet has no interest in the rest of this one
        if not isinstance(self._next, dict) or "sheet" not in self._next:
            return None
        name = str(self._next["sheet"])
        self._next = self._take()
        return name

    def rows(self) -> Iterator[Line]:
        while isinstance(self._next, list):
            yield [_cell(value) for value in self._next]
            self._next = self._take()

    def _take(self) -> Any:
        line = self._told.readline()
        if not line.endswith("\n"):  # it was stopped: by its limits, or by a workbook that breaks the library
            raise _over_limit(self._limits)
        told = json.loads(line)
        if isinstance(told, dict) and "error" in told:
            raise _refusal(told, self._limits)
        return told


@contextmanager
def _worker(path: Path, limits: Limits) -> Iterator[IO[str]]:
    sizes = [limits.memory, limits.seconds, limits.columns, limits.cell]
    command = [sys.executable, "-P", str(WORKER), str(path.resolve()), *map(str, sizes)]
    with subprocess.Popen(  # noqa: S603 - our own script, by its full path, and no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield cast(IO[str], process.stdout)
        finally:
            process.kill()


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        told = str(value["at"])
        return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)
    return cast(Cell, value)


def _refusal(told: dict[str, Any], limits: Limits) -> InputError:
    match told["error"]:
        case "locked":
            return locked()
        case "memory":
            return _over_limit(limits)
        case "columns":
            return too_many_columns(int(told["width"]), limits, str(told["sheet"]))
        case _:
            return damaged()


def too_many_columns(width: int, limits: Limits, where: str = "") -> InputError:
    return InputError(
        _("The table has %(width)d columns; at most %(most)d are read") % {"width": width, "most": limits.columns},
        where=where,
        fix=_("Delete the columns that do not belong to the letters, also those far to the right."),
    )


def _over_limit(limits: Limits) -> InputError:
    return InputError(
        _("The workbook cannot be read within %(memory)d MiB of memory and %(seconds)d seconds")
        % {"memory": limits.memory // MIB, "seconds": limits.seconds},
        fix=_("It is damaged, or a cell stands far outside the table. Save the letters as .csv and import that."),
    )
