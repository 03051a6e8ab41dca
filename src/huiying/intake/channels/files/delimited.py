"""A CSV, whatever its separator: one record after the other, a bad one told apart from the rest."""

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .cells import Cell
from .headers import fields_of
from .limits import LIMITS, Limits
from .records import Records
from .tables import HEADER_WITHIN, Grid, Line, Unreadable, is_header, names
from .text_lines import lines_of

SEPARATORS = ",\t;|，；"
SAMPLE_LINES, SAMPLE_WIDTH = 200, 1 << 16
MOST_RESTARTS = 100
# The module's own limit would refuse a row before we can say which of its cells is too long.
csv.field_size_limit(max(csv.field_size_limit(), LIMITS.record))


def grid(path: Path, encoding: str, mapping: Mapping[str, str], limits: Limits) -> Grid:
    """The one table of a CSV."""
    separator = _separator(path, encoding, mapping)
    return Grid(_cells(path, encoding, separator, limits), shifting=True)


def _separator(path: Path, encoding: str, mapping: Mapping[str, str]) -> str:
    """The separator under which the first rows show the best header."""
    with lines_of(path, encoding, SAMPLE_WIDTH) as lines:
        sample = [line.text for line in islice(lines, SAMPLE_LINES) if line.text is not None]
    return max(SEPARATORS, key=lambda separator: _score(sample, separator, mapping))


def _score(sample: list[str], separator: str, mapping: Mapping[str, str]) -> tuple[bool, int, int]:
    rows = islice(_parsed(sample, separator), HEADER_WITHIN)
    return max(
        ((is_header(h, mapping), len(fields_of(h, mapping)), len(h)) for h in map(names, rows)),
        default=(False, 0, 0),
    )


def _parsed(sample: list[str], separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(sample, delimiter=separator)
    except csv.Error:
        return


def _cells(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[Line]:
    for record in _records(path, encoding, separator, limits):
        yield record if isinstance(record, Unreadable) else _split(record, separator, limits)


def _split(record: str, separator: str, limits: Limits) -> Line:
    try:
        rows = list(csv.reader([record], delimiter=separator))
    except csv.Error:
        return Unreadable(_("The row cannot be divided into cells; look at its double quotes"))
    cells: list[Cell] = [cell for row in rows for cell in row]
    if len(cells) > limits.columns:
        told = {"cells": len(cells), "most": limits.columns}
        return Unreadable(_("The row has %(cells)d cells; at most %(most)d are read") % told)
    return cells


def _records(path: Path, encoding: str, separator: str, limits: Limits) -> Iterator[str | Unreadable]:
    """The records of a CSV. Of one whose quote never closes only the first line is refused; its second is read next."""
    skip = 0
    for _restart in range(MOST_RESTARTS):
        with lines_of(path, encoding, limits.record) as lines:
            records = Records(islice(lines, skip, None), separator, limits.record, skip)
            yield from records
        if not records.left_open:
            return
        yield Unreadable(_("A double quote opens here and is never closed"))
        skip = records.start + 1
    raise InputError(
        _("The double quotes of this table do not pair"),
        fix=_("Open it in WPS or Excel, save it as .xlsx and import that."),
    )
