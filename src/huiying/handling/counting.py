"""How many rows selections have, as columns of one row: however many are asked for, they cost one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery

from huiying.people.models import User


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    empty_result_set_value = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One statement that counts several selections; put together it may be asked again, with what was known then."""

    sql: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, selections: Sequence[QuerySet[Any]], person: User, *, most: int = 1000) -> "Question":
        """The numbers of rows of the selections; counting goes no further than `most`."""
        columns = {
            f"rows_of_{n}": _Count(rows.order_by().values("pk")[:most], output_field=IntegerField())
            for n, rows in enumerate(selections)
        }
        asked = User.objects.filter(pk=person.pk).annotate(**columns).values_list(*columns)
        return cls(*asked.query.sql_with_params())

    def ask(self) -> tuple[int, ...]:
        """The numbers, in the order of the selections."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            row: tuple[int, ...] = cursor.fetchone()
        return row
