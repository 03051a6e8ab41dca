"""协办期限 · The terms of the parts of co-sections follow the clocks of their cases. They are no clocks: nothing is
counted as late by them, and no figure knows them.
"""

from collections.abc import Iterable

from huiying.core.parts import part_due

from .. import rulebook
from ..models import WAITED_FOR, Case, Clock, Part


def wind_parts(cases: Iterable[int]) -> None:
    """Set the due moment of each part that is waited for, by the running clock of its case that ends first."""
    parts = list(Part.objects.helping().filter(case__in=list(cases), state__in=WAITED_FOR).select_related("case"))
    if not parts:
        return
    clocks = Clock.objects.running().filter(case__in={part.case_id for part in parts})
    first: dict[int, Clock] = {}
    for clock in clocks.order_by("-due_at"):
        first[clock.case_id] = clock
    for part in parts:
        _set(part, first.get(part.case_id))
    Part.objects.bulk_update(parts, ["due_at", "due_because"])


def _set(part: Part, clock: Clock | None) -> None:
    if clock is None:
        part.due_at, part.due_because = None, []
        return
    rule = rulebook.regulation_of(part.case.regulation).parts
    told = part_due(rule, assigned=part.assigned_at, due_at=clock.due_at, calendar=rulebook.calendar())
    part.due_at, part.due_because = told.at, list(told.because)


def wind_parts_of(case: Case) -> None:
    wind_parts([case.pk])
