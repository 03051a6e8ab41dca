"""The columns of an archive (docs/howto/analyse-an-archive.md), and by which names somebody else's files have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from huiying.core.errors import InputError

VERSION = 1
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("number", pa.string()),
        ("channel", pa.string()),
        ("at", pa.timestamp("us", "UTC")),
        ("title", pa.string()),
        ("text", pa.string()),
        ("person", pa.string()),
        ("likes", pa.int64()),
        ("against", pa.int64()),
        ("reposts", pa.int64()),
        ("place", pa.string()),
        ("url", pa.string()),
    ],
    metadata={"huiying.archive": str(VERSION)},
)
NEEDED = ("id", "at", "text")
COUNTS = ("likes", "against", "reposts")
LARGEST = 2**30  # bytes of a row group's columns, unpacked
THRIFT_STRINGS, THRIFT_CONTAINERS = 100_000_000, 10_000_000  # of a footer, so that a false one does not fill memory


@dataclass(frozen=True, slots=True)
class Columns:
    """Our name of a column → its name in the files; what is not told bears our name."""

    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, own: str) -> str:
        return self.names.get(own, own)

    def present(self, schema: pa.Schema, file: Path) -> dict[str, str]:
        """Our names and theirs of the columns that a file has, each of a kind that can be read."""
        found = {}
        for own in SCHEMA.names:
            theirs = self.of(own)
            places = schema.get_all_field_indices(theirs)
            if not places and (own in NEEDED or own in self.names):
                raise InputError(
                    _("The file has no column “%(name)s”; it has %(names)s.")
                    % {"name": theirs, "names": "、".join(schema.names)[:300]},
                    where=str(file),
                    fix=_("Say which column it is: --column %(own)s=NAME.") % {"own": own},
                )
            if len(places) > 1:
                raise InputError(_("The file has two columns “%(name)s”.") % {"name": theirs}, where=str(file))
            if places:
                _check_kind(own, schema.field(places[0]).type, file)
                found[own] = theirs
        return found


def columns_told(pairs: Sequence[str]) -> Columns:
    """From `text=content`, as it is written on the command line."""
    found = {}
    for pair in pairs:
        own, _sign, theirs = pair.partition("=")
        if own not in SCHEMA.names or not theirs:
            raise InputError(
                _("“%(pair)s” names no column.") % {"pair": pair},
                where="--column",
                fix=_("Write ours=theirs, such as text=content. Ours are %(names)s.")
                % {"names": ", ".join(SCHEMA.names)},
            )
        found[own] = theirs
    return Columns(found)


def _check_kind(own: str, kind: pa.DataType, file: Path) -> None:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    text = pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    if own == "at":
        right = pa.types.is_timestamp(value) or pa.types.is_date(value) or text
    elif own in COUNTS:
        right = pa.types.is_integer(value)
    else:
        right = text or (own in {"id", "number", "person"} and pa.types.is_integer(value)) or pa.types.is_null(value)
    if not right:
        wanted = _("a time, a day or text") if own == "at" else _("a whole number") if own in COUNTS else _("text")
        raise InputError(
            _("The column “%(own)s” is %(kind)s, and %(wanted)s is wanted.")
            % {"own": own, "kind": str(kind)[:80], "wanted": wanted},
            where=str(file),
            fix=_("Write the file again with that kind, or name another column with --column."),
        )


def files_of(folder: Path) -> list[Path]:
    """The Parquet files of an archive, in the order of their names, which has months in their order."""
    if not folder.is_dir():
        raise InputError(_("There is no such folder."), where=str(folder), fix=_("Name the folder of the archive."))
    found = sorted(
        path
        for path in folder.rglob("*.parquet")
        if path.is_file() and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
    )
    if not found:
        raise InputError(
            _("The folder holds no Parquet files."),
            where=str(folder),
            fix=_("Write an archive with: huiying archive write --out FOLDER"),
        )
    return found


def opened(file: Path) -> pq.ParquetFile:
    """A Parquet file, its footer read."""
    try:
        return pq.ParquetFile(
            file,
            memory_map=False,
            thrift_string_size_limit=THRIFT_STRINGS,
            thrift_container_size_limit=THRIFT_CONTAINERS,
        )
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(
            _("This is no Parquet file that can be read: %(why)s") % {"why": str(error)[:200]},
            where=str(file),
            fix=_("Copy it again, or take it out of the folder."),
        ) from error
