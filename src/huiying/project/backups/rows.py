"""The rows of the office, table by table: counted and digested, and carried from one database into another.

Values are compared as Python has them, so that the same office has the same digests in SQLite and in PostgreSQL.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from huiying.core.errors import InputError

BATCH = 1000
# Made anew from the rows: an index of words is of its database.
DERIVED = frozenset({"wagtailsearch"})
Show = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows a table has, and the SHA-256 over the values of its `columns` in the order of their keys."""

    count: int
    digest: str
    columns: tuple[str, ...]


def tables() -> list[type[Model]]:
    """Every table that the code knows, those between two others included, by name."""
    models = apps.get_models(include_auto_created=True)
    kept = (m for m in models if m._meta.managed and not m._meta.proxy and m._meta.app_label not in DERIVED)
    return sorted(kept, key=lambda model: model._meta.db_table)


def tally(using: str, show: Show = lambda _table, _count: None) -> dict[str, Tally]:
    """Every table of a database by its name."""
    told = {}
    for model in tables():
        table = model._meta.db_table
        told[table] = _tally(model, using)
        show(table, told[table].count)
    return told


def _tally(model: type[Model], using: str) -> Tally:
    digest, count = hashlib.sha256(), 0
    for row in _rows(model, using):
        digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain).encode())
        count += 1
    return Tally(count, digest.hexdigest(), _columns(_fields(model)))


def _plain(value: Any) -> str:
    """What JSON does not know, in one form whichever database it came from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return str(value)


def _fields(model: type[Model]) -> "Sequence[Field[Any, Any]]":
    return list(model._meta.local_concrete_fields)


def _columns(fields: "Sequence[Field[Any, Any]]") -> tuple[str, ...]:
    return tuple(str(field.column) for field in fields)


def _rows(model: type[Model], using: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in _fields(model)]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    return rows.iterator(chunk_size=BATCH)


def carry(source: str, target: str, show: Show = lambda _table, _count: None) -> None:
    """Put the rows of one database in the place of those of another, all of them or none."""
    with transaction.atomic(using=target):
        _clear(target)
        for model in tables():
            show(model._meta.db_table, _carry(model, source, target))
        _count_on(target)


def _clear(target: str) -> None:
    """Take out what making the tables put in; keys are checked when all is there."""
    connection = connections[target]
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")  # what is derived goes too
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608


def _carry(model: type[Model], source: str, target: str) -> int:
    connection, fields, count = connections[target], _fields(model), 0
    quoted = connection.ops.quote_name
    columns = ", ".join(map(quoted, _columns(fields)))
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    rows = _rows(model, source)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(statement, [_prepared(fields, row, connection, model) for row in batch])
            count += len(batch)
    return count


def _prepared(
    fields: "Sequence[Field[Any, Any]]", row: tuple[Any, ...], connection: Any, model: type[Model]
) -> list[Any]:
    for field, value in zip(fields, row, strict=True):
        # SQLite keeps a zero character where PostgreSQL keeps none: better told than lost.
        if connection.vendor == "postgresql" and isinstance(value, str) and "\x00" in value:
            where = f"{model._meta.db_table} {row[0]} {field.column}"
            raise InputError(
                _("This text holds a zero character, which PostgreSQL cannot keep."),
                where=where,
                fix=_("Mend this row first."),
            )
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]


def _count_on(target: str) -> None:
    """New rows are numbered after those that were brought."""
    connection = connections[target]
    for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def differences(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> list[str]:
    """Tables that do not hold the same. Where a later version added columns, rows are counted only."""
    return [name for name, told in sorted(before.items()) if name in after and not _same(told, after[name])]


def _same(before: Tally, after: Tally) -> bool:
    return before == after if before.columns == after.columns else before.count == after.count
