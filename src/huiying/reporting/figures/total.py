"""A figure that adds up what rows tell: reads of posts, yuan that were paid, numbers that a person entered."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Model, Sum
from django.db.models.functions import Cast

from .figure import Count, Figure, Narrow, Rows, Value, as_they_are
from .period import Period


@dataclass(frozen=True, slots=True)
class Total(Figure):
    """What the rows of a count that `told` finds add up to by `amount`; None where there is no row: that is not 0."""

    over: Count
    told: Callable[[Rows], Rows]
    amount: Callable[[], F | Cast]

    def rows(self, period: Period) -> Rows:
        return self.told(self.over.rows(period))

    def value(self, period: Period, narrow: Narrow = as_they_are) -> Value:
        return plain(narrow(self.rows(period)).order_by().aggregate(total=Sum(self.amount()))["total"])

    @property
    def model(self) -> type[Model]:
        return self.over.of


def plain(value: Decimal | float | None) -> Value:
    """A number as JSON keeps it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
