"""What every test begins with stands beside the tables, and comes back by one statement for each of them.

Django would keep what the migrations wrote as text, and read and save each of a thousand things by itself for every
test that empties the tables; and the small bureau takes a hundred statements to found.
"""

import pickle
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.utils import CursorWrapper

from .office import Office, build_portal, found_test_office

PREFIX = "kept_"
BY_TRIGGER = "wagtailsearch_indexentry_fts"  # SQLite's words of what is found, written with each entry of the index


def counted() -> dict[str, int]:
    """How many rows each table of a model has."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = cursor.fetchone()[0]
    return found


class Copies:
    """Tables beside those that are named, with every row there is now."""

    def __init__(self, prefix: str, names: Iterable[str]) -> None:
        quoted = connection.ops.quote_name
        self._tables = [(quoted(name), quoted(f"{prefix}{name}")) for name in names if name != BY_TRIGGER]
        with connection.cursor() as cursor:
            for table, beside in self._tables:
                cursor.execute(f"DROP TABLE IF EXISTS {beside}")  # of a database that was kept with `--reuse-db`
                cursor.execute(f"CREATE TABLE {beside} AS SELECT * FROM {table}")  # noqa: S608

    def put_back(self, cursor: CursorWrapper, more: str = "") -> None:
        for table, beside in self._tables:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {beside} {more}")  # noqa: S608

    def any(self, cursor: CursorWrapper) -> bool:
        """Whether one of the tables has rows."""
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table, _beside in self._tables))  # noqa: S608
        return bool(cursor.fetchone()[0])

    def empty(self, cursor: CursorWrapper) -> None:
        for table, _beside in self._tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def emptied(ops: BaseDatabaseOperations, _style: object, tables: Iterable[str], **_more: object) -> list[str]:
    """In place of TRUNCATE, by which PostgreSQL makes every file of three hundred tables and their indexes anew: more
    than a second of the processor after each test that empties them, and they hold few rows.
    """
    return [f"DELETE FROM {ops.quote_name(table)}" for table in tables]  # noqa: S608 - keys are looked at in the end


def keep_what_is_written() -> None:
    """Every row there is; Django asks for them when a test emptied the tables."""
    copies = Copies(PREFIX, (name for name, rows in counted().items() if rows))

    def put_back(creation: BaseDatabaseCreation, _told: str) -> None:
        # One transaction, as a row may point at a later one; the first test that asks lacks nothing.
        with transaction.atomic(), creation.connection.cursor() as cursor:
            copies.put_back(cursor, "WHERE 1 = 1 ON CONFLICT DO NOTHING")

    if connection.vendor == "postgresql":
        type(connection.ops).sql_flush = emptied  # a browser's tests have a connection of their own
    connection._test_serialized_contents = ""  # type: ignore[attr-defined]  # by which Django knows that there is something
    BaseDatabaseCreation.deserialize_db_from_string = put_back  # type: ignore[method-assign]


class KeptOffice:
    """The small bureau, founded once by its own actions."""

    def __init__(self) -> None:
        before = counted()
        self._office = pickle.dumps(found_test_office())
        written = {name: rows for name, rows in counted().items() if rows != before[name]}
        assert not any(before[name] for name in written), "founding adds to what the migrations wrote: keep those apart"
        self.copies = Copies("office_", written)
        with transaction.atomic(), connection.cursor() as cursor:
            self.copies.empty(cursor)
            if connection.vendor == "sqlite":  # which else would not count from one; PostgreSQL must not
                cursor.executemany("DELETE FROM sqlite_sequence WHERE name = %s", [[name] for name in written])

    def found(self) -> Office:
        """It stands again as it was founded; among others' rows it is founded anew."""
        with transaction.atomic(), connection.cursor() as cursor:
            if self.copies.any(cursor):
                return found_test_office()
            self.copies.put_back(cursor)
        build_portal()
        office: Office = pickle.loads(self._office)  # noqa: S301
        return office
