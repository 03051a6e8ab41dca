"""The orders of a list, each stable and each on an index."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import Clock
from .choices import Words
from .filters import Way

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows; `only` says which it leaves, where it does not take all; `of_voices`: the inbox has it too."""

    name: str
    label: Words
    put: Callable[[Rows, Way], Rows]
    only: Words = ""
    of_voices: bool = True


def newest_first(rows: Rows, way: Way) -> Rows:
    return rows.order_by(f"-{_received(way)}", "-pk")


def _oldest(rows: Rows, way: Way) -> Rows:
    return rows.order_by(_received(way), "pk")


def _received(way: Way) -> str:
    return "said_at" if way.case else "opened_at"


def _due(rows: Rows, way: Way) -> Rows:
    """By the running clock that ends first, the nearest first."""
    due = OuterRef("running__due_at")
    earlier = Q(due_at__lt=due) | Q(due_at=due, pk__lt=OuterRef("running__pk"))
    sooner = Clock.objects.filter(earlier, case=OuterRef("running__case"), stopped_at=None)
    clocks = f"{way.case}clocks"
    running = FilteredRelation(clocks, condition=Q(**{f"{clocks}__stopped_at": None}))
    first = rows.alias(running=running).filter(running__isnull=False).filter(~Exists(sooner))
    ordered: Rows = first.order_by("running__due_at", "running__pk")
    return ordered


def _title(rows: Rows, _way: Way) -> Rows:
    return rows.order_by("title", "-pk")


def _section(rows: Rows, way: Way) -> Rows:
    """By the lead section, the newest of each first."""
    parts = f"{way.case}parts"
    lead = FilteredRelation(parts, condition=Q(**{f"{parts}__is_lead": True}))
    led = rows.alias(lead=lead).filter(lead__isnull=False)
    ordered: Rows = led.order_by(F("lead__section_id"), "-lead__case_id")
    return ordered


def _state(rows: Rows, _way: Way) -> Rows:
    return rows.order_by("state", "-opened_at", "-pk")


ORDERS = (
    Order("", _("Newest first"), newest_first),
    Order("oldest", _("Oldest first"), _oldest),
    Order("due", _("By due date"), _due, only=_("only those whose clock runs")),
    Order("title", _("By title"), _title, of_voices=False),
    Order("section", _("By lead section"), _section, only=_("only those assigned to a section")),
    Order("state", _("By state"), _state, of_voices=False),
)
