"""Figures that are neither counts nor shares: a mean for each day, the longest delay."""

from dataclasses import dataclass

from django.db.models import Min, Model

from .figure import Count, Figure, Narrow, Rows, Value, as_they_are
from .period import Period


@dataclass(frozen=True, slots=True)
class Daily(Figure):
    """A count for each day of the period, to one decimal."""

    over: Count

    def rows(self, period: Period) -> Rows:
        return self.over.rows(period)

    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        return round(self.over.value(period, narrow) / ((period.end - period.start).days + 1), 1)

    @property
    def model(self) -> type[Model]:
        return self.over.of


@dataclass(frozen=True, slots=True)
class Longest(Figure):
    """Whole days from the earliest of a moment of rows to the end of the period; None where there is no row."""

    over: Count
    since: str

    def rows(self, period: Period) -> Rows:
        return self.over.rows(period)

    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        first = narrow(self.rows(period)).order_by().aggregate(first=Min(self.since))["first"]
        return None if first is None else (period.closes - first).days

    @property
    def model(self) -> type[Model]:
        return self.over.of
