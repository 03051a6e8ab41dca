"""Pages of long lists: the rows of a page are found by their keys first, and only they are read whole."""

from collections.abc import Callable, Sequence
from typing import Any, overload

from django.core.paginator import Paginator
from django.db.models import QuerySet

PAGE_SIZE = 30
Rows = QuerySet[Any]


class _ByKeys(Sequence[Any]):
    """A selection of which a slice is read in two steps, so that a sort carries keys and not letters."""

    def __init__(self, rows: Rows, whole: Callable[[Rows], Rows]) -> None:
        self._rows, self._whole = rows, whole

    def __len__(self) -> int:
        return self._rows.count()

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
    """Pages of thirty. `whole` adds to a row what the page shows of it."""

    def __init__(self, rows: Rows, *, whole: Callable[[Rows], Rows]) -> None:
        super().__init__(_ByKeys(rows, whole), PAGE_SIZE)
