"""How many rows selections have, as columns of one row: however many are asked for, they cost one query."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from huiying.people.models import User


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    empty_result_set_value = 0


def counted(selections: Mapping[str, QuerySet[Any]], person: User, *, most: int = 1000) -> dict[str, int]:
    """The number of rows of each selection, by its name; counting goes no further than `most`."""
    if not selections:
        return {}
    columns = {
        f"rows_of_{n}": _Count(rows.order_by().values("pk")[:most], output_field=IntegerField())
        for n, rows in enumerate(selections.values())
    }
    row = User.objects.filter(pk=person.pk).annotate(**columns).values_list(*columns).get()
    return dict(zip(selections, row, strict=True))
