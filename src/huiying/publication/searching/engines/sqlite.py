"""The index in SQLite: an FTS5 table of its own, without content, that knows of each token whether the title has it."""

from collections.abc import Iterable, Sequence

from django.db import connection

from huiying.language.wanted import Way

from . import rows
from .contract import Alike, Asked, Group, Written

_INSERT = "INSERT INTO publication_searchwords(rowid, title, tokens) VALUES (%s, %s, %s)"
# An index without content forgets a text only when told what it was.
_DELETE = (
    "INSERT INTO publication_searchwords(publication_searchwords, rowid, title, tokens) VALUES ('delete', %s, %s, %s)"
)
_EMPTY = "INSERT INTO publication_searchwords(publication_searchwords) VALUES ('delete-all')"
_MATCH = "SELECT rowid FROM publication_searchwords WHERE publication_searchwords MATCH %s"
_WORTH = "SELECT rowid AS id, %s AS worth FROM publication_searchwords WHERE publication_searchwords MATCH %s"


class SqliteEngine:
    def write(self, rows: Sequence[Written]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, [_row(row) for row in rows])

    def forget(self, rows: Iterable[Written]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_DELETE, [_row(row) for row in rows])

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY)

    def matching(self, asked: Asked, most: int) -> list[int]:
        told = " AND ".join(_group(group) for group in asked.groups)
        told = f"title : ({told})" if asked.in_title else told
        return rows.newest(f"e.id IN ({_MATCH})", [told], asked.filters, most)

    def likest(self, alike: Alike, most: int) -> list[int]:
        values: list[object] = []
        for token, worth in alike.tokens:
            values += [worth, f'tokens : "{token}"', worth * rows.TITLE_WORTH, f'title : "{token}"']
        return rows.heaviest([_WORTH] * (2 * len(alike.tokens)), values, alike.filters, most)


def _row(row: Written) -> tuple[int, str, str]:
    return row.key, " ".join(row.title), " ".join(row.tokens)


def _group(group: Group) -> str:
    return "(" + " OR ".join(_way(way) for way in group) + ")"


def _way(way: Way) -> str:
    return "(" + " AND ".join([*(f'"{t}"' for t in way.tokens), *(f'"{b}" *' for b in way.beginnings)]) + ")"
