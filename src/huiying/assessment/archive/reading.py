"""Rows of an archive as posts, every one checked: what is wrong is told with its file, row group and row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.core.zone import in_office_zone
from huiying.language.stream import KEY_TEXT, KEY_TITLE

from .columns import COUNTS, LARGEST, Columns, opened

ROWS = 4096
MOST_COUNT = 10**10
LONGEST_ID = 200
READ = ("id", "channel", "at", "title", "text", "person", *COUNTS)
FORMS = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row group of a file of the archive: what is read by one process at a time."""

    file: int
    group: int


@dataclass(frozen=True, slots=True)
class Archive:
    files: tuple[Path, ...]
    columns: Columns

    def pieces(self) -> list[Piece]:
        """Every row group; files whose columns are not ours, and row groups too large to hold, are refused here."""
        found = []
        for number, file in enumerate(self.files):
            with opened(file) as parquet:
                present = set(self.columns.present(parquet.schema_arrow, file).values())
                for group in range(parquet.num_row_groups):
                    _check_size(parquet, group, present, file)
                    found.append(Piece(number, group))
        return found

    def rows(self, piece: Piece, wanted: Sequence[str] = READ) -> Iterator[dict[str, list[Any]]]:
        """The rows of a row group, some thousand at a time: our names of the columns, each with its values."""
        file = self.files[piece.file]
        with opened(file) as parquet:
            present = self.columns.present(parquet.schema_arrow, file)
            names = {own: present[own] for own in wanted if own in present}
            first = 0
            for batch in _batches(parquet, piece.group, list(names.values()), file):
                told = {
                    own: _values(own, batch, theirs, _Place(file, piece.group, first)) for own, theirs in names.items()
                }
                yield {own: told.get(own, _missing(own, len(batch))) for own in wanted}
                first += len(batch)

    def words(
        self, piece: Piece, rows: Sequence[int], wanted: Sequence[str] = ("title", "text")
    ) -> list[tuple[Any, ...]]:
        """Some rows of a row group by their places, in the order of `rows`."""
        places = set(rows)
        found: dict[int, tuple[Any, ...]] = {}
        first = 0
        for told in self.rows(piece, wanted):
            many = len(told[wanted[0]])
            for place in range(first, first + many):
                if place in places:
                    found[place] = tuple(told[own][place - first] for own in wanted)
            first += many
        return [found[row] for row in rows]


@dataclass(frozen=True, slots=True)
class _Place:
    file: Path
    group: int
    first: int

    def row(self, place: int) -> str:
        return _("%(file)s, row group %(group)d, row %(row)d") % {
            "file": self.file,
            "group": self.group + 1,
            "row": self.first + place + 1,
        }


def _check_size(parquet: pq.ParquetFile, group: int, present: set[str], file: Path) -> None:
    told = parquet.metadata.row_group(group)
    columns = (told.column(n) for n in range(told.num_columns))
    size = sum(column.total_uncompressed_size for column in columns if column.path_in_schema in present)
    if size > LARGEST:
        raise InputError(
            _("Row group %(group)d holds %(size)d MB, too much to be read at once.")
            % {"group": group + 1, "size": size // 2**20},
            where=str(file),
            fix=_("Write the file again with at most 100,000 rows in a row group."),
        )


def _batches(parquet: pq.ParquetFile, group: int, names: list[str], file: Path) -> Iterator[pa.RecordBatch]:
    try:
        yield from parquet.iter_batches(ROWS, row_groups=[group], columns=names, use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(
            _("Row group %(group)d cannot be read: %(why)s") % {"group": group + 1, "why": str(error)[:200]},
            where=str(file),
            fix=_("Copy the file again, or take it out of the folder."),
        ) from error


def _missing(own: str, count: int) -> list[Any]:
    return [0 if own in COUNTS else ""] * count


def _values(own: str, batch: pa.RecordBatch, theirs: str, place: _Place) -> list[Any]:
    column: Any = batch.column(batch.schema.get_field_index(theirs))
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)  # no post is timed by nanoseconds
    read: Callable[[Any, str], Any] = _READERS.get(own, _text)
    try:
        return [read(value, own) for value in column.to_pylist()]
    except (ValueError, OverflowError, TypeError, pa.ArrowException):
        pass
    for row, value in enumerate(column):
        try:
            read(value.as_py(), own)
        except (ValueError, OverflowError, TypeError, pa.ArrowException) as error:
            raise InputError(
                _("The column “%(own)s” does not hold what it must: %(why)s") % {"own": own, "why": str(error)[:200]},
                where=place.row(row),
                fix=_("Correct the row or leave it out, and write the file again."),
            ) from error
    raise AssertionError("a row that could not be read can be read")


def _text(value: Any, own: str) -> str:
    """Nothing is no text; no more than is compared is held."""
    return "" if value is None else str(value)[: KEY_TITLE if own == "title" else KEY_TEXT]


def _ident(value: Any, _own: str) -> str:
    told = "" if value is None else str(value)
    if not told or len(told) > LONGEST_ID:
        raise ValueError(_("a post needs an id of at most %(n)d characters") % {"n": LONGEST_ID})
    return told


def _count(value: Any, _own: str) -> int:
    if value is None:
        return 0
    if not 0 <= value <= MOST_COUNT:
        raise ValueError(_("%(n)s is no count") % {"n": value})
    return int(value)


def _moment(value: Any, _own: str) -> int:
    """Microseconds since 1970; a time without a zone is the office's."""
    if isinstance(value, str):
        value = _written(value.strip())
    if value is None:
        raise ValueError(_("a post needs a time"))
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return microseconds(value)


def _written(text: str) -> datetime | date:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is the office's, and is given where it is read
        except ValueError:
            continue
    raise ValueError(_("“%(written)s” is no time") % {"written": text[:40]})


def microseconds(moment: datetime) -> int:
    whole = in_office_zone(moment).replace(microsecond=0)
    return int(whole.timestamp()) * 10**6 + moment.microsecond


_READERS: dict[str, Callable[[Any, str], Any]] = {"id": _ident, "at": _moment, **dict.fromkeys(COUNTS, _count)}
