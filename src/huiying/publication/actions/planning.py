"""发布计划 · What is to be published by a day is written down, tied to its text, and done when that is out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User

from ..manuscripts.content import plain
from ..models import Manuscript, PlannedItem
from ..models.planning import QUARTER_ENDS

PLAN = "publication.manuscripts.plan"
Kind = PlannedItem.Kind
FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def plan_item(*, section: Section, facts: Mapping[str, Any], by: User, at: datetime) -> PlannedItem:
    """Write down what a section is to publish by a day; the year's key work by the end of its quarter."""
    policies.require(by, PLAN, section)
    item = PlannedItem(unit=section.unit, section=section, made_at=at)
    _fill(item, facts, timezone.localtime(at).date())
    item.save()
    told = {"title": item.title, "day": item.day.isoformat(), "kind": item.kind}
    record("planned.added", about=item.ref, by=by, at=at, **told)
    return item


@transaction.atomic
def move_item(item: PlannedItem, *, day: date, by: User, at: datetime) -> None:
    """Move it to another day; key work keeps its quarter."""
    policies.require(by, PLAN, item)
    now = PlannedItem.objects.select_for_update().get(pk=item.pk)
    if now.kind == Kind.KEY_WORK:
        raise RuleError(_("Key work is due with its quarter."), where=now.title)
    before, now.day = now.day, _to_come(day, timezone.localtime(at).date())
    now.save(update_fields=["day"])
    told = {"title": now.title, "before": before.isoformat(), "day": day.isoformat()}
    record("planned.moved", about=now.ref, by=by, at=at, **told)


@transaction.atomic
def tie_item(item: PlannedItem, *, manuscript: Manuscript, by: User, at: datetime) -> None:
    """Say which text this is; it is done when that is out."""
    policies.require(by, PLAN, item)
    if manuscript.unit_id != item.unit_id:
        raise InputError(_("This text belongs to another unit."), where="manuscript")
    done = manuscript.published_at
    PlannedItem.objects.filter(pk=item.pk).update(manuscript=manuscript, done_at=done)
    record("planned.tied", about=item.ref, by=by, at=at, title=item.title, manuscript=manuscript.pk)


@transaction.atomic
def finish_item(item: PlannedItem, *, by: User, at: datetime) -> None:
    """Say that it was published elsewhere, or is not needed any more."""
    policies.require(by, PLAN, item)
    if not PlannedItem.objects.filter(pk=item.pk, done_at=None).update(done_at=at):
        raise RuleError(_("This is done already."), where=item.title)
    record("planned.done", about=item.ref, by=by, at=at, title=item.title)


def _fill(item: PlannedItem, facts: Mapping[str, Any], today: date) -> None:
    item.title, item.note = plain(str(facts.get("title") or ""))[:120], plain(str(facts.get("note") or ""))[:300]
    if not item.title:
        raise InputError(_("What is to be published?"), where="title")
    item.kind = str(facts.get("kind") or Kind.ORDINARY)
    if item.kind not in Kind.values:
        raise InputError(_("There is no such sort."), where="kind")
    if item.kind == Kind.KEY_WORK:
        item.quarter, item.day = _quarter(facts)
        return
    day = facts.get("day")
    if not isinstance(day, date):
        raise InputError(_("By which day?"), where="day")
    item.day = _to_come(day, today)


def _quarter(facts: Mapping[str, Any]) -> tuple[int, date]:
    """The quarter and its last day. A past one is taken: who begins in autumn enters what the year has brought."""
    quarter, year = int(facts.get("quarter") or 0), int(facts.get("year") or 0)
    if quarter not in QUARTER_ENDS:
        raise InputError(_("Key work is due in one of four quarters."), where="quarter")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(_("This year is not one to plan for."), where="year")
    return quarter, date(year, *QUARTER_ENDS[quarter])


def _to_come(day: date, today: date) -> date:
    if day < today:
        raise InputError(_("This day is past."), where="day", fix=_("Choose today or a later one."))
    if day.year > LAST_YEAR:
        raise InputError(_("This year is not one to plan for."), where="day")
    return day
