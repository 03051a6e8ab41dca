"""Read letters from a file: workbook, CSV or JSON lines, in the order of its rows."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.channel import Heard

from . import delimited, json_lines, workbooks
from .encodings import encoding_of
from .headers import check_fields, refuse
from .kinds import Kind, kind_of
from .limits import LIMITS, Limits
from .rows import Rejected, heard
from .tables import Row, Table, tabled

NO_MAPPING: Mapping[str, str] = {}


def read(
    path: Path, *, mapping: Mapping[str, str] = NO_MAPPING, zone: ZoneInfo, limits: Limits = LIMITS
) -> Iterator[Heard | Rejected]:
    """Each row as a letter or with its reason for staying behind. `mapping` is header → field (`synonyms.FIELDS`).

    Streams: a row is read when it is asked for. Raises InputError there, where the file cannot be read on.
    """
    try:
        check_fields(mapping)
        for row in _rows(path, mapping, limits):
            yield heard(row, zone, limits)
    except InputError as error:
        where = " · ".join(dict.fromkeys(part for part in (path.name, error.where) if part))
        raise InputError(error.what, where=where, fix=error.fix) from error


def _rows(path: Path, mapping: Mapping[str, str], limits: Limits) -> Iterator[Row]:
    """The rows of all tables of letters in the file; sheets of another kind are passed over."""
    other: Table | None = None
    found, empty = False, True
    for table in _tables(path, mapping, limits):
        if not table.is_letters:
            other = other or table
            continue
        found = True
        for row in table.rows:
            empty = False
            yield row
    if not found:
        raise refuse(other.headers, mapping) if other else _nothing()
    if empty:
        raise InputError(_("The table has a header and no letters under it"))


def _nothing() -> InputError:
    return InputError(_("The file is empty"), fix=_("Check that it was saved or sent completely."))


def _tables(path: Path, mapping: Mapping[str, str], limits: Limits) -> Iterator[Table]:
    if kind_of(path, limits) is Kind.WORKBOOK:
        for grid in workbooks.grids(path, limits):
            if table := tabled(grid, mapping):
                yield table
        return
    encoding = encoding_of(path)
    if json_lines.is_json_lines(path, encoding):
        yield json_lines.table(path, encoding, mapping, limits)
        return
    json_lines.refuse_list(path, encoding)
    if table := tabled(delimited.grid(path, encoding, mapping, limits), mapping):
        yield table
