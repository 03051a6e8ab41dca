"""每周超期通报 · What is late on the first working day of a week, frozen for each unit."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from huiying.core.cards import Colour
from huiying.core.remaining import remaining
from huiying.language import privacy
from huiying.ledger.actions import record
from huiying.people.models import Unit

from ... import rulebook
from ...clocks.clockwork import REPLIED, ends_of
from ...clocks.terms import term_of
from ...models import Card, Case, Clock, LateList, LateRow

MORNING = time(8)


def freeze_late_lists(*, at: datetime) -> int:
    """Make the list of this week for every unit that has none yet, from 8:00 of its first working day on; returns how
    many. A week without a working day has none.
    """
    now = timezone.localtime(at)
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    first = next((day for day in _days(monday) if rulebook.calendar().is_working(day)), None)
    if first is None or (today, now.time()) < (first, MORNING):
        return 0
    made = LateList.objects.filter(week=monday).values("unit")
    units = list(Unit.objects.filter(sections__is_information=True).exclude(pk__in=made).order_by("pk"))
    return sum(_froze(unit, monday, at) for unit in units)


def _days(monday: date) -> Iterable[date]:
    return (monday + timedelta(days=n) for n in range(7))


@transaction.atomic
def _froze(unit: Unit, monday: date, at: datetime) -> bool:
    frozen, fresh = LateList.objects.get_or_create(unit=unit, week=monday, defaults={"at": at})
    if not fresh:
        return False
    rows = [_row(frozen, clock, at) for clock in _late(unit, at)]
    LateRow.objects.bulk_create(rows, batch_size=500)
    record("late_list.frozen", about=frozen.ref, by=None, at=at, week=str(monday), rows=len(rows), unit=unit.name)
    return True


def _late(unit: Unit, at: datetime) -> Iterable[Clock]:
    """For each late case of the unit the reply clock that ended first."""
    clocks = Clock.objects.late_at(at).filter(case__in=cases_of(unit)).select_related("case")
    clocks = clocks.prefetch_related(
        "case__parts__section", "case__parts__handler", Prefetch("case__cards", Card.objects.standing())
    )
    first: dict[int, Clock] = {}
    for clock in clocks:
        if REPLIED in ends_of(clock.case, clock):
            first.setdefault(clock.case_id, clock)
    return first.values()


def cases_of(unit: Unit) -> Iterable[Case]:
    """The cases that the unit leads, and its own that nobody leads yet."""
    led = Case.objects.filter(parts__section__unit=unit, parts__is_lead=True)
    its_own = Q(unit=unit) | Q(unit=None)
    return (led | Case.objects.filter(its_own, parts=None)).distinct()


def _row(frozen: LateList, clock: Clock, at: datetime) -> LateRow:
    case, term = clock.case, term_of(clock)
    part = case.lead_part()
    late = remaining(at, clock.due_at, rulebook.calendar(), unit=term.unit if term else None)
    given = {card.colour for card in case.cards.all()}
    return LateRow(
        late_list=frozen,
        case=case,
        number=case.number,
        title=privacy.veil(case.title)[:300],
        section=part.section if part else None,
        section_name=part.section.name if part else "",
        handler_name=str(part.handler) if part and part.handler else "",
        due_at=clock.due_at,
        amount=late.amount,
        count_unit=late.unit,
        cards=[colour.value for colour in Colour if colour.value in given],
    )
