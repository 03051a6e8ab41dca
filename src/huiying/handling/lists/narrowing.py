"""How a filter over another table leaves rows of a list so that each database keeps to its indexes: where few rows are
meant they are named by their keys; where many are, the list is walked in its own order and each row is looked at.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, Expression, F, Func, OuterRef, Q, QuerySet
from django.db.models.lookups import In

FEW = 2000


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition on the rows of a list; `many` says that counting what meets it means looking at each."""

    where: Q
    many: bool = False


def among(path: str, others: QuerySet[Any], key: str, *, single: bool = False) -> Narrowing:
    """Rows whose `path` is the `key` of one of the others; one small query. `single` says that a key has one of them
    at most, so that each row is best looked up by itself.
    """
    others = others.order_by()
    keys = list(others.values_list(key, flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return Narrowing(Q(**{f"{path}__in": keys}))
    if single:
        return Narrowing(Q(Exists(others.filter(**{key: OuterRef(path)}))), many=True)
    return Narrowing(Q(In(walked(path), others.values(key))), many=True)


def walked(path: str) -> Expression | F:
    """A key that is looked at in the order of its list. SQLite, left alone, would first fetch every row that matches,
    and then sort them.
    """
    return _AsItIs(F(path), output_field=BigIntegerField()) if connection.vendor == "sqlite" else F(path)


class _AsItIs(Func):
    template = "+%(expressions)s"
