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
    clocks = f"{way.case}clocks"
    running = FilteredRelation(clocks, condition=Q(**{f"{clocks}__stopped_at": None}))
    timed = rows.alias(running=running).filter(running__isnull=False)
    timed = timed.alias(due=F("running__due_at"), clock=F("running__pk"))
    earlier = Q(due_at__lt=OuterRef("due")) | Q(due_at=OuterRef("due"), pk__lt=OuterRef("clock"))
    sooner = Clock.objects.filter(earlier, case=OuterRef(f"{way.case}pk"), stopped_at=None)
    rows = timed.filter(~Exists(sooner))
    return rows.order_by("due", "clock")


def _title(rows: Rows, _way: Way) -> Rows:
    return rows.order_by("title", "-pk")


def _section(rows: Rows, way: Way) -> Rows:
    """By the lead section, the newest of each first."""
    parts = f"{way.case}parts"
    lead = FilteredRelation(parts, condition=Q(**{f"{parts}__is_lead": True}))
    rows = rows.alias(lead=lead).filter(lead__isnull=False)
    return rows.order_by(F("lead__section_id"), "-lead__case_id")


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
