"""One row of everything that an office keeps, all of one unit, with a mark in every text: what no stranger may meet.

Most are made of their fields alone, so that a new model is walked without a line here; what must hang together is said
in `TOLD`.
"""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models

from huiying.people.models import User
from tests.office import SUNDAY, Office

MARK = "青石巷三号院漏雨"
KEPT_BY_MACHINES = (
    "Beat",
    "Head",
    "Watch",
    "Sequence",
    "Gathering",
    "MessageCursor",
    "PortalStamp",
    "PolicyAttachment",
    "ReviewTask",
)


class Rows:
    """What is there of each model, or one made now; nobody else's may be there yet."""

    def __init__(self, office: Office) -> None:
        self._kept: dict[type[models.Model], models.Model] = {
            type(row): row for row in (office.unit, office.project, office.handler, office.files)
        }

    def keep(self, *rows: models.Model) -> None:
        self._kept |= {type(row): row for row in rows}

    def of(self, model: type[models.Model]) -> Any:
        if model not in self._kept:
            there = model._default_manager.order_by("pk").first()
            self._kept[model] = there or model._default_manager.create(**self._fields(model))
        return self._kept[model]

    def named(self, label: str) -> Any:
        return self.of(apps.get_model(label))

    def _fields(self, model: type[models.Model]) -> dict[str, Any]:
        told = dict(TOLD.get(model._meta.label, {}))
        for field in model._meta.concrete_fields:
            if field.name in told or isinstance(field, models.AutoField):
                continue
            if field.name == "unit" or not (field.has_default() or field.null):
                told[field.name] = self._value(field)
        return {name: value(self) if callable(value) else value for name, value in told.items()}

    def _value(self, field: Any) -> Any:
        if field.is_relation:
            return self.of(field.related_model)
        if field.blank and isinstance(field, models.CharField | models.TextField):
            return ""
        if field.choices:
            return next(key for key, _words in field.flatchoices if key)
        if field.name == "due_at":
            return SUNDAY + datetime.timedelta(days=5)
        for kind, value in PLAIN.items():
            if isinstance(field, kind):
                return value()
        longest = field.max_length or 1000
        mark = MARK + uuid4().hex[:4] if field.unique else MARK
        return mark[-longest:]


PLAIN: Mapping[type[models.Field[Any, Any]], Callable[[], Any]] = {
    models.DateTimeField: lambda: SUNDAY,
    models.DateField: SUNDAY.date,
    models.UUIDField: uuid4,
    models.SlugField: lambda: f"row-{uuid4().hex[:6]}",
    models.EmailField: lambda: "a@example.cn",
    models.BooleanField: lambda: True,
    models.DecimalField: lambda: Decimal(1),
    models.FloatField: lambda: 1.0,
    models.IntegerField: lambda: 1,
    models.JSONField: dict,
    models.BinaryField: lambda: b"",
    models.DurationField: lambda: datetime.timedelta(hours=1),
    models.FileField: lambda: ContentFile(MARK.encode(), "row.txt"),
}


TOLD: Mapping[str, Mapping[str, Any]] = {
    "people.Absence": {"stand_in": lambda rows: User.objects.get(username="head")},
    "handling.PassageComment": {"start": 0, "end": 5},
    "handling.Duty": {"officer": lambda rows: User.objects.get(username="officer")},
    "handling.Ending": {"sort": "not_accepted", "ground": "other"},
    "handling.InquiryStep": {"sort": "finding", "outcome": "属实"},
    "handling.Card": {"given_at": SUNDAY + datetime.timedelta(days=6)},
    "handling.Rule": dict.fromkeys(("name", "text", "source", "because"), "众所周知"),  # every unit reads the rules
    "publication.BoardAside": {"ground": "other"},
    "publication.Spreading": {"manuscript": lambda rows: rows.named("publication.Manuscript")},
}


def offices_models() -> list[type[models.Model]]:
    """Every model of ours that is no page of the portal and no machine's own."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("huiying.")
        and not hasattr(model, "url_path")
        and not model._meta.proxy
        and model.__name__ not in KEPT_BY_MACHINES
    ]
