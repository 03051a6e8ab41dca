"""Pages of long lists: the rows of a page are found by their keys first, and only they are read whole."""

from collections.abc import Callable, Sequence
from typing import Any, overload

from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_SIZE = 30
MOST_COUNTED = 300  # ten pages
Rows = QuerySet[Any]


class _ByKeys(Sequence[Any]):
    """A selection of which a slice is read in two steps, so that a sort carries keys and not letters."""

    def __init__(self, rows: Rows, whole: Callable[[Rows], Rows], most: int | None) -> None:
        self._rows, self._whole, self._most = rows, whole, most

    def __len__(self) -> int:
        return self._rows[: self._most].count() if self._most else self._rows.count()

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
