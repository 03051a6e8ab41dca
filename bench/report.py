"""A year's self-inspection frozen over 200,000 voices: seconds, peak memory of the process, and how much is kept.

    HUIYING_HOME=/tmp/year python -m bench report --voices 200000

An empty home is filled first: a twentieth of the voices with their cases, clocks, drafts, replies and ratings as
`desk-fill` makes them, copied by the database over the rest of the year; and the ledger, `--deeds` entries a voice.
"""

# ruff: noqa: E402

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import DateTimeField, Field, ForeignKey, Max, Model

from huiying.assessment.models import Proposal
from huiying.feedback.models import Rating
from huiying.handling.models import Case, Clock, Draft, Part, Reply, Review
from huiying.intake.models import Voice
from huiying.ledger.actions import Deed, record_many
from huiying.project.demo.staffing import hire
from huiying.project.office import make_office

from .desk_fill import Filling, chunks

COPIES = 20
YEAR = timedelta(days=365)
COPIED: tuple[type[Model], ...] = (Voice, Proposal, Case, Part, Clock, Draft, Review, Reply, Rating)
TOLD_APART = ("number", "external_id")
AT_ONCE = 20_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voices", type=int, default=200_000)
    parser.add_argument("--deeds", type=int, default=0, help="entries of the ledger for each voice")


def run(options: argparse.Namespace) -> dict[str, Any]:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    if Voice._meta.db_table not in connection.introspection.table_names():
        _fill(options.voices, options.deeds)
    child = subprocess.run([sys.executable, "-m", "bench.report_take"], check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(child.stdout.splitlines()[-1])
    return {"database": connection.vendor, "voices": Voice.objects.count(), "cases": Case.objects.count(), **told}


def _fill(voices: int, deeds: int) -> None:
    first = datetime.now(UTC) - YEAR
    span = YEAR / COPIES
    cast = hire(make_office(at=first - YEAR), first - YEAR)
    filling = Filling(cast, first + span, voices // COPIES, voices // COPIES, span)
    for chunk in chunks(voices // COPIES):
        filling.fill(chunk)
    _copy(span)
    _enter(deeds)


def _copy(span: timedelta) -> None:
    """Every row again for each further stretch of the year, under keys and numbers of its own."""
    steps = {model: model._default_manager.aggregate(last=Max("pk"))["last"] for model in COPIED}
    with transaction.atomic(), connection.cursor() as cursor:
        for copy in range(1, COPIES):
            for model in COPIED:
                fields = model._meta.concrete_fields
                columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
                told = ", ".join(_shifted(field, copy, span, steps) for field in fields)
                table, last = connection.ops.quote_name(model._meta.db_table), steps[model]
                cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {told} FROM {table} WHERE id <= {last}")  # noqa: S608
        for model in COPIED:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
        cursor.execute("ANALYZE")


def _shifted(field: "Field[Any, Any]", copy: int, span: timedelta, steps: dict[type[Model], int]) -> str:
    column, seconds = connection.ops.quote_name(str(field.column)), int(span.total_seconds()) * copy
    if field.primary_key:
        return f"{column} + {copy * steps[field.model]}"
    if isinstance(field, ForeignKey) and field.related_model in steps:
        return f"{column} + {copy * steps[field.related_model]}"
    if isinstance(field, DateTimeField):
        if connection.vendor == "sqlite":
            return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '+{seconds} seconds')"
        return f"{column} + interval '{seconds} seconds'"
    return f"{column} || '-{copy}'" if field.name in TOLD_APART else column


def _enter(deeds: int) -> None:
    numbers = Case.objects.order_by("pk").values_list("number", "opened_at")
    waiting: list[Deed] = []
    for number, at in numbers.iterator(chunk_size=AT_ONCE):
        waiting += [
            Deed(name=f"bench.deed{n}", about=f"case:{number}", by="machine", at=at, facts={"step": n, "why": "办理"})
            for n in range(deeds)
        ]
        if len(waiting) >= AT_ONCE:
            record_many(waiting)
            waiting = []
    record_many(waiting)
