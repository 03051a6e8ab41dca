"""换密钥 · Everything that stands sealed in the database, found by its fields, counted by key, and sealed anew.

What is sealed with the newest key is passed over, so that work that was stopped goes on where it was; a row that
somebody changes meanwhile is left as they wrote it. Nothing here tells what is inside.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.db import transaction
from django.db.models import ExpressionWrapper, F, Model, QuerySet, TextField, Value

from .sealing import SealedJSONField, SealedTextField, box, box_of

BATCH = 500  # rows of a transaction: the office writes between two of them
UNKNOWN = ""  # in place of a key: what none of the office's opens


@dataclass(frozen=True, slots=True)
class Column:
    """A sealed field of a model."""

    model: type[Model]
    name: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def rows(self) -> QuerySet[Any, Any]:
        """Its filled rows with `sealed_text`, as the database holds it."""
        told = ExpressionWrapper(F(self.name), output_field=TextField())
        return self.model._base_manager.annotate(sealed_text=told).exclude(sealed_text="").order_by("pk")

    def walked(self) -> Iterator[list[tuple[Any, str]]]:
        """Keys of rows with what they hold, batch by batch in their order; rows that come meanwhile are met too."""
        rows = self.rows()
        some = list(rows.values_list("pk", "sealed_text")[:BATCH])
        while some:
            yield some
            some = list(rows.filter(pk__gt=some[-1][0]).values_list("pk", "sealed_text")[:BATCH])


def columns() -> list[Column]:
    """Every sealed field of every model, by its kind: a new one needs no line anywhere."""
    sealed = (SealedTextField, SealedJSONField)
    return [
        Column(model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, sealed)
    ]


def counted(keys: tuple[str, ...]) -> dict[str, Counter[str]]:
    """How many values of each column each key opens, by column and key; UNKNOWN for what none of them does."""
    boxes = {key: box_of(key) for key in keys}
    found: dict[str, Counter[str]] = {}
    for column in columns():
        found[str(column)] = Counter(key_of(told, boxes) for some in column.walked() for _pk, told in some)
    return found


def key_of(sealed: str, boxes: Mapping[str, Fernet]) -> str:
    """The key that opens it; UNKNOWN where none does."""
    return next((key for key, one in boxes.items() if _opens(one, sealed)), UNKNOWN)


def _opens(one: Fernet, sealed: str) -> bool:
    try:
        one.decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def reseal(newest: str, show: Callable[[str, int], None] = lambda _column, _count: None) -> dict[str, int]:
    """Seal with the newest key whatever older ones sealed; returns how many values of each column were. What no key
    opens is left: `counted` names it.
    """
    current = box_of(newest)
    done: dict[str, int] = {}
    for column in columns():
        done[str(column)] = 0
        for some in column.walked():
            old = [(pk, told) for pk, told in some if not _opens(current, told)]
            if old:
                done[str(column)] += _anew(column, old)
                show(str(column), done[str(column)])
    return done


@transaction.atomic
def _anew(column: Column, rows: list[tuple[Any, str]]) -> int:
    """Replace each only where it is still what was read; the moment at which it was sealed stays."""
    changed = 0
    for pk, told in rows:
        try:
            anew = box().rotate(told.encode()).decode()
        except InvalidToken:
            continue
        here = column.rows().filter(pk=pk, sealed_text=told).order_by()
        changed += here.update(**{column.name: Value(anew, output_field=TextField())})
    return changed
