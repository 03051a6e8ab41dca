"""Days between two moments of a row, counted by the database itself."""

from typing import Any

from django.db.models import FloatField, Func


class Days(Func):
    """How many days lie between `begins` and `ends`, to the second; NULL where one of them is."""

    arity = 2
    output_field: Any = FloatField()

    def __init__(self, begins: str, ends: str) -> None:
        super().__init__(begins, ends)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template, between = "(-julianday(%(expressions)s))", ") + julianday("
        return self.as_sql(compiler, connection, template=template, arg_joiner=between, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM -(%(expressions)s)) / 86400)::double precision"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)
