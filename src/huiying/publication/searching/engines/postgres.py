"""The index in PostgreSQL: two columns of lexemes under GIN, of the title and of all."""

from collections.abc import Iterable, Sequence

from django.db import connection

from huiying.language.wanted import Way

from . import rows
from .contract import Alike, Asked, Group, Written

_WRITE = (
    "UPDATE publication_searchentry SET title_tokens = array_to_tsvector(%s), tokens = array_to_tsvector(%s) "
    "WHERE id = %s"
)
_FORGET = "UPDATE publication_searchentry SET title_tokens = NULL, tokens = NULL"
_WORTH = "SELECT id, %s::float8 AS worth FROM publication_searchentry WHERE {column} @@ %s::tsquery"
_IN_TEXT, _IN_TITLE = _WORTH.format(column="tokens"), _WORTH.format(column="title_tokens")


class PostgresEngine:
    def write(self, rows: Sequence[Written]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, [(list(row.title), list(row.tokens), row.key) for row in rows])

    def forget(self, rows: Iterable[Written]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"{_FORGET} WHERE id = %s", [(row.key,) for row in rows])

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET)

    def matching(self, asked: Asked, most: int) -> list[int]:
        column = "title_tokens" if asked.in_title else "tokens"
        told = " & ".join(_group(group) for group in asked.groups)
        return rows.newest(f"e.{column} @@ %s::tsquery", [told], asked.filters, most)

    def likest(self, alike: Alike, most: int) -> list[int]:
        values: list[object] = []
        for token, worth in alike.tokens:
            values += [worth, f"'{token}'", worth * rows.TITLE_WORTH, f"'{token}'"]
        return rows.heaviest([_IN_TEXT, _IN_TITLE] * len(alike.tokens), values, alike.filters, most)


def _group(group: Group) -> str:
    return "(" + " | ".join(_way(way) for way in group) + ")"


def _way(way: Way) -> str:
    return "(" + " & ".join([*(f"'{t}'" for t in way.tokens), *(f"'{b}':*" for b in way.beginnings)]) + ")"
