"""Rows with named cells, whatever the file: the header is found among the first rows, the rest follow one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from .cells import Cell, as_text
from .headers import fields_of, missing, suffices

HEADER_WITHIN = 20  # a title and notes often stand above the header


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row of the file that holds no cells we can tell apart, and why."""

    why: str


Line = list[Cell] | Unreadable


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its headers; `number` counts from 1 at the top of the sheet, as a spreadsheet does."""

    number: int
    cells: Mapping[str, Cell] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)  # field → header
    sheet: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or the one table of a CSV; `shifting`: a cell too many means that the row has moved."""

    lines: Iterator[Line]
    sheet: str = ""
    shifting: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid whose header was found; or the best guess at it, which `is_letters` denies."""

    headers: list[str]
    fields: Mapping[str, str]
    is_letters: bool
    rows: Iterator[Row]


def tabled(grid: Grid, mapping: Mapping[str, str]) -> Table | None:
    """The table in a grid, or None where the grid is empty."""
    numbered = enumerate(grid.lines, start=1)
    top = list(islice(numbered, HEADER_WITHIN))
    candidates = [(n, names(cells)) for n, cells in top if isinstance(cells, list) and not is_empty(cells)]
    if not candidates:
        return None
    at, headers = max(candidates, key=lambda c: (_score(c[1], mapping), -c[0]))
    fields = fields_of(headers, mapping)
    rest = chain((line for line in top if line[0] > at), numbered)
    rows = _rows(rest, headers, fields, grid)
    return Table(headers, fields, is_header(headers, mapping), rows)


def is_header(headers: list[str], mapping: Mapping[str, str]) -> bool:
    return not missing(headers, mapping) and suffices(fields_of(headers, mapping))


def is_empty(cells: list[Cell]) -> bool:
    return not any(cell is not None and as_text(cell).strip() for cell in cells)


def names(cells: Iterable[Cell]) -> list[str]:
    """The texts of a header row; a nameless column is “#3”, a repeated name “名称 (2)”."""
    seen: Counter[str] = Counter()
    told = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(as_text(cell).split()) or f"#{place}"
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _score(headers: list[str], mapping: Mapping[str, str]) -> tuple[bool, int]:
    return is_header(headers, mapping), len(fields_of(headers, mapping))


def _rows(
    lines: Iterable[tuple[int, Line]], headers: list[str], fields: Mapping[str, str], grid: Grid
) -> Iterator[Row]:
    for number, line in lines:
        if isinstance(line, Unreadable):
            yield Row(number, fields=fields, sheet=grid.sheet, problem=line.why)
        elif not is_empty(line):
            cells = _named(line, headers)
            shifted = grid.shifting and len(cells) > len(headers)
            yield Row(number, cells, fields, grid.sheet, _shift(cells, headers) if shifted else "")


def _shift(cells: Mapping[str, Cell], headers: list[str]) -> str:
    told = {"cells": len(cells), "headers": len(headers)}
    return _("The row has %(cells)d cells under %(headers)d headers; put the text in double quotes") % told


def _named(line: list[Cell], headers: list[str]) -> dict[str, Cell]:
    beyond = [f"#{place}" for place in range(len(headers) + 1, len(line) + 1)]
    cells = dict(zip(headers + beyond, line, strict=False))
    for name in reversed(beyond):
        if as_text(cells[name]).strip():
            break
        del cells[name]
    return cells
