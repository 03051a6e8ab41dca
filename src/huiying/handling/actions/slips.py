"""What a case was before a deed that may be taken back: kept for a minute, as plain values."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import models

from huiying.people.models import User

from ..models import Case, Clock, Part, Slip

M = TypeVar("M", bound=models.Model)
UNDO = timedelta(seconds=60)
OF_THE_CASE = ("state", "closed_at", "returns", "merged_into_id")


def remembered(case: Case) -> dict[str, Any]:
    """How the case stands now: its state, its parts and its clocks."""
    told = Case.objects.values(*OF_THE_CASE).get(pk=case.pk)
    return {
        "case": {name: _plain(value) for name, value in told.items()},
        "parts": [_row(part) for part in Part.objects.filter(case=case)],
        "clocks": [_row(clock) for clock in Clock.objects.filter(case=case)],
    }


def keep(case: Case, before: dict[str, Any], deed: str, *, by: User, at: datetime) -> None:
    """Let `deed` be taken back; the one before it no more."""
    slip = Slip(case=case, deed=deed, by=by, at=at, before=before)
    Slip.objects.bulk_create(
        [slip], update_conflicts=True, unique_fields=["case"], update_fields=["deed", "by", "at", "before"]
    )


def put_back(case: Case, before: dict[str, Any]) -> None:
    """The parts and clocks as they were, each under its own key; those made since are gone."""
    parts = [_read(Part, row) for row in before["parts"]]
    Part.objects.filter(case=case).delete()
    Part.objects.bulk_create(parts)
    clocks = [_read(Clock, row) for row in before["clocks"]]
    Clock.objects.filter(case=case).exclude(pk__in=[clock.pk for clock in clocks]).delete()
    for clock in clocks:
        clock.save()


def of_the_case(before: dict[str, Any]) -> dict[str, Any]:
    """The fields of the case itself, as they were."""
    return {name: _value(Case, name, told) for name, told in before["case"].items()}


def _row(row: models.Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(model: type[M], told: dict[str, Any]) -> M:
    return model(**{name: _value(model, name, value) for name, value in told.items()})


def _value(model: type[models.Model], name: str, told: Any) -> Any:
    field = next(each for each in model._meta.concrete_fields if each.attname == name)
    return field.to_python(told)
