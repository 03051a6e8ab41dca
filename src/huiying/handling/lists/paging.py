"""Pages of long lists: the rows of a page are found by their keys first, and only they are read whole."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, overload

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_SIZE = 30
MOST_COUNTED = 300  # ten pages
VERY_MANY = 10_000  # rows; the database looks at each to count them
KEPT_SECONDS = 60
Rows = QuerySet[Any]


class _ByKeys(Sequence[Any]):
    """A selection of which a slice is read in two steps, so that a sort carries keys and not letters."""

    def __init__(self, rows: Rows, whole: Callable[[Rows], Rows], most: int | None) -> None:
        self._rows, self._whole, self._most = rows, whole, most

    def __len__(self) -> int:
        return self._rows[: self._most].count() if self._most else _counted(self._rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if not isinstance(at, slice):
            return self[at : at + 1][0]
        keys = list(self._rows.values_list("pk", flat=True)[at])
        found = self._whole(self._rows.model._default_manager.all()).in_bulk(keys)
        return [found[key] for key in keys if key in found]


class Pages(Paginator[Any]):
    """Pages of thirty. `whole` adds to a row what the page shows of it; of a selection of `many` rows only so many are
    counted and can be turned to as anybody would look at.
    """

    def __init__(self, rows: Rows, *, whole: Callable[[Rows], Rows], many: bool = False) -> None:
        super().__init__(_ByKeys(rows, whole, MOST_COUNTED if many else None), PAGE_SIZE)
        self._many = many

    def first(self, count: int) -> list[Any]:
        """The first rows, uncounted."""
        return list(self.object_list[:count])

    @property
    def told(self) -> str:
        """How many rows there are, as the page says it."""
        return f"{self.count}+" if self._many and self.count == MOST_COUNTED else str(self.count)


def _counted(rows: Rows) -> int:
    """How many rows there are; of very many it is kept for a minute, within which nobody sees that a few came."""
    key = _key(rows)
    known: int | None = cache.get(key) if key else None
    if known is not None:
        return known
    number = rows.count()
    if key and number >= VERY_MANY:
        cache.set(key, number, KEPT_SECONDS)
    return number


def _key(rows: Rows) -> str:
    """What is asked, as one word; "" where the database need not be asked."""
    try:
        asked = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return ""
    return f"counted-{sha256(repr(asked).encode()).hexdigest()}"
