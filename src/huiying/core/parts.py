"""协办期限 · When a section that helps gives its part: some time before the term of the case itself ends. No act says
how long, so it is the office's own figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from huiying.core.alarms import LEFT_UNITS, MOST_LEFT, Left, worked_before
from huiying.core.calendar import Calendar
from huiying.core.reading import Table
from huiying.core.term import Unit
from huiying.core.years import DAY
from huiying.core.zone import ZONE, in_office_zone

Step = Mapping[str, Any]
TWO_DAYS_BEFORE = Left(2, Unit.WORKING_DAY)


@dataclass(frozen=True, slots=True)
class PartDue:
    """The end of a part's term, and why; `because` is read-only JSON, see `wording.say`."""

    at: datetime
    because: tuple[Step, ...]


def part_due(rule: Left, *, assigned: datetime, due_at: datetime, calendar: Calendar) -> PartDue:
    """`rule` before the end of the case's own term: 24:00 of the working day, or so many hours. Where that would leave
    the section less than half of the time that there is, it has half.
    """
    start, end = in_office_zone(assigned), in_office_zone(due_at)
    half = max(start, start + (end - start) / 2).replace(microsecond=0)
    wanted = _before(rule, end, calendar)
    told = {"due": end.isoformat(timespec="minutes"), "unit": rule.unit.value, "amount": rule.amount}
    if wanted >= half:
        return PartDue(wanted, ({"step": "part", **told, "at": wanted.isoformat(timespec="minutes")}, OWN))
    return PartDue(half, ({"step": "part_half", **told, "at": half.isoformat(timespec="minutes")}, OWN))


OWN: Step = {"step": "part_basis"}


def _before(rule: Left, due_at: datetime, calendar: Calendar) -> datetime:
    if rule.unit is Unit.HOUR:
        return due_at - rule.amount * DAY / 24
    last = (due_at - datetime.resolution).date()  # 24:00 of the last day is the midnight that begins the next
    return datetime.combine(worked_before(last, rule.amount, calendar) + DAY, time(), ZONE)


def read_parts(top: Table) -> Left:
    """`parts = { left = 2, unit = "working_day" }`; that, where a regulation says nothing."""
    if not top.has("parts"):
        return TWO_DAYS_BEFORE
    row = top.table("parts")
    rule = Left(row.number("left", least=0, most=MOST_LEFT), Unit(row.choice("unit", LEFT_UNITS)))
    row.done()
    return rule
