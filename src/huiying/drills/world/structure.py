"""What of the office stands in a drill's world too: who it is and how it works, and nothing that anybody wrote to it.

Written by the office and loaded by the world, as a file: a drill's process never opens the office's database. Rows keep
their keys, so that what points at them still does.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core import serializers
from django.db import connection, models, transaction

from huiying.assessment.models import ThresholdSheet
from huiying.handling.models import Duty, ReplyTemplate, Rule, TemplateVersion
from huiying.intake.models import Channel
from huiying.people.models import Absence, LeadingGroupSeat, Post, Section, Unit, User

EVERY = {"every": 5}  # seconds between two readings of a channel: a drill's public is not kept waiting


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table of which rows are copied: `left_out` are fields that stay behind and begin anew, `instead` those that
    begin so.
    """

    model: type[models.Model]
    left_out: frozenset[str] = frozenset()
    instead: Mapping[str, Any] = field(default_factory=dict)
    chosen: Callable[[models.QuerySet[Any], date], models.QuerySet[Any]] = lambda rows, _today: rows


STAFF_ALONE = frozenset(
    {"password", "email", "first_name", "last_name", "last_login", "groups", "user_permissions"},
)
CHANNEL_ALONE = frozenset(
    {"settings", "secrets", "cursor", "tried_at", "succeeded_at", "failures", "error", "retry_at", "leased_until"},
)
SHELVES = (
    Shelf(Unit),
    Shelf(Section),
    Shelf(User, STAFF_ALONE),
    Shelf(Post),
    Shelf(Absence, chosen=lambda rows, today: rows.filter(last__gte=today, ended_at=None)),
    Shelf(LeadingGroupSeat),
    Shelf(Channel, CHANNEL_ALONE, {"settings": EVERY}),
    Shelf(Rule),
    Shelf(ThresholdSheet),
    Shelf(ReplyTemplate),
    Shelf(TemplateVersion),
    Shelf(Duty, chosen=lambda rows, today: rows.filter(day__gte=today)),
)


def tell(file: Path, *, today: date) -> None:
    """Write the office's structure, as one state of its database."""
    with transaction.atomic():
        rows = [row for shelf in SHELVES for row in _told(shelf, today)]
    file.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def _told(shelf: Shelf, today: date) -> Iterable[dict[str, Any]]:
    rows = shelf.chosen(shelf.model._default_manager.order_by("pk"), today)
    kept = [f.name for f in (*shelf.model._meta.local_fields, *shelf.model._meta.local_many_to_many)]
    kept = [name for name in kept if name not in shelf.left_out]
    for row in json.loads(serializers.serialize("json", rows, fields=kept)):
        yield row | {"fields": row["fields"] | dict(shelf.instead)}


@transaction.atomic
def load(file: Path) -> None:
    """Put the structure into the empty tables of this world. A row of another table is not taken, whoever wrote it."""
    allowed = {shelf.model._meta.label_lower for shelf in SHELVES}
    rows = [row for row in json.loads(file.read_text("utf-8")) if row["model"] in allowed]
    for found in serializers.deserialize("python", rows):
        found.save()
    connection.check_constraints()
