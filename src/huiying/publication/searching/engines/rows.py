"""What the two databases share: the entries that a statement over tokens finds, narrowed and in their order."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from .contract import Filters

TABLE = "publication_searchentry"
TITLE_WORTH = 1.5  # a token that stands in the title beside the text


def newest(found: str, values: Sequence[object], filters: Filters, most: int) -> list[int]:
    """The newest entries among those that `found`, a condition on `e`, lets through."""
    narrowed, more = _narrowed(filters)
    return _keys(
        f'SELECT e.id FROM {TABLE} e WHERE {found}{narrowed} ORDER BY e."dated" DESC, e.id DESC LIMIT %s',  # noqa: S608
        [*values, *more, most],
    )


def heaviest(parts: Sequence[str], values: Sequence[object], filters: Filters, most: int) -> list[int]:
    """The entries whose `parts`, each a statement for (id, worth), add up to most."""
    narrowed, more = _narrowed(filters)
    together = " UNION ALL ".join(parts)
    among = f" JOIN {TABLE} e ON e.id = w.id WHERE 1 = 1{narrowed}" if filters else ""
    return _keys(
        f"SELECT w.id FROM ({together}) w{among} GROUP BY w.id ORDER BY SUM(w.worth) DESC, w.id DESC LIMIT %s",  # noqa: S608
        [*values, *more, most],
    )


def _narrowed(filters: Filters) -> tuple[str, list[object]]:
    conditions: dict[str, object] = {
        'e."kind" = %s': filters.kind,
        'e."column" = %s': filters.column,
        'e."dated" >= %s': filters.since,
        'e."dated" <= %s': filters.until,
    }
    asked = {words: value for words, value in conditions.items() if value}
    return "".join(f" AND {words}" for words in asked), list(asked.values())


def _keys(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
