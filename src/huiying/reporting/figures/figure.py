"""What a figure is: a count of rows, a share of counts, or a quantile over rows; each names the rows behind it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Model, QuerySet
from numpy.typing import NDArray

from .days import Days
from .period import Period

Value = int | float | None
Rows = QuerySet[Any, Any]
Narrow = Callable[[Rows], Rows]
Lengths = NDArray[np.float64]
SECONDS_A_DAY = 86400


def as_they_are(rows: Rows) -> Rows:
    return rows


@dataclass(frozen=True, slots=True)
class Figure(ABC):
    """`label` and `formula` are Chinese, as papers print them; `unit` is 件, %, 天, 次, …"""

    key: str
    label: str
    english: str
    formula: str
    unit: str

    @abstractmethod
    def rows(self, period: Period) -> Rows:
        """The rows behind the figure: of a count as many as it says, of a share those of its whole."""

    @abstractmethod
    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        """The figure in a period, over the rows that `narrow` leaves; None where there is nothing to divide by."""

    @property
    @abstractmethod
    def model(self) -> type[Model]:
        """Whose rows it counts."""

    @property
    def models(self) -> frozenset[type[Model]]:
        """Whose rows it is made of: of a share the part may be other rows than the whole."""
        return frozenset({self.model})


@dataclass(frozen=True, slots=True)
class Count(Figure):
    """A number of rows of one model."""

    of: type[Model]
    find: Callable[[Period], Rows]

    def rows(self, period: Period) -> Rows:
        return self.find(period)

    def value(self, period: Period, narrow: Narrow = as_they_are) -> int:
        return narrow(self.rows(period)).count()

    @property
    def model(self) -> type[Model]:
        return self.of


@dataclass(frozen=True, slots=True)
class Share(Figure):
    """A count out of a whole that is one count or several disjoint ones, in per cent to one decimal."""

    part: Count
    whole: tuple[Count, ...]

    def rows(self, period: Period) -> Rows:
        first, *others = (count.rows(period) for count in self.whole)
        keys = first.order_by().values("pk").union(*(rows.order_by().values("pk") for rows in others), all=True)
        return self.model._default_manager.filter(pk__in=keys) if others else first

    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        return share(self.part.value(period, narrow), sum(count.value(period, narrow) for count in self.whole))

    @property
    def model(self) -> type[Model]:
        return self.whole[0].of

    @property
    def models(self) -> frozenset[type[Model]]:
        return frozenset({self.part.of, *(count.of for count in self.whole)})


@dataclass(frozen=True, slots=True)
class Quantile(Figure):
    """Days between two moments of rows, `at` being 0.5 for the median; to one decimal."""

    over: Count
    begins: str
    ends: str
    at: float

    def rows(self, period: Period) -> Rows:
        return self.over.rows(period)

    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        return quantile(self.days(narrow(self.rows(period))), self.at)

    def days(self, rows: Rows) -> Lengths:
        """How long each of the rows took; those without one of the moments are left out."""
        whole = rows.order_by().filter(**{f"{self.begins}__isnull": False, f"{self.ends}__isnull": False})
        told = whole.values_list(Days(self.begins, self.ends), flat=True).iterator(chunk_size=10_000)
        return np.round(np.fromiter(told, dtype=np.float64) * SECONDS_A_DAY) / SECONDS_A_DAY

    @property
    def model(self) -> type[Model]:
        return self.over.of


def share(part: float, whole: float) -> Value:
    """A percentage to one decimal, None where there is nothing to divide by."""
    return round(100 * part / whole, 1) if whole else None


def quantile(values: Sequence[float] | Lengths, at: float) -> Value:
    """The median as the mean of the two middle values, any other quantile as the value that reaches it."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    if not ordered.size:
        return None
    half, odd = divmod(ordered.size, 2)
    if at == 0.5:
        return round(float(ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2), 1)
    return round(float(ordered[min(int(ordered.size * at), ordered.size - 1)]), 1)
