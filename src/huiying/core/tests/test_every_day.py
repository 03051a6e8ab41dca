"""Every term, received on every day of 2019 to 2026, against a count with an independent calendar."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest

from huiying.core import calendar, deadline, regulation
from huiying.core.zone import ZONE

DAYS, NATIONAL = calendar.load(), regulation.load()
FIRST, LAST = date(2018, 12, 31), date(2026, 12, 31)
SPAN = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
WORKED = [day for day in SPAN if chinese_calendar.is_workday(day)]
BY_DAYS = [
    (term, extend)
    for term in NATIONAL.terms.values()
    if term.unit != "hour"
    for extend in sorted({0, term.extend or 0})
]


def counted(day: date, amount: int, *, working: bool) -> date | None:
    """The last day of a term, None where it lies beyond the independent calendar."""
    at = bisect_right(WORKED, day) + amount - 1 if working else bisect_left(WORKED, day + timedelta(amount))
    return WORKED[at] if at < len(WORKED) else None


@pytest.mark.parametrize(("term", "extend"), BY_DAYS, ids=lambda told: getattr(told, "id", told))
def test_the_due_date_agrees_on_every_day(term: regulation.Term, extend: int) -> None:
    wrong = []
    for day in SPAN:
        told = deadline.due(
            term, datetime.combine(day, time(9), ZONE), calendar=DAYS, regulation=NATIONAL, extend=extend
        )
        end = counted(day, term.amount + extend, working=term.unit == "working_day")
        agrees = told.provisional if end is None else (told.due_date, told.provisional) == (end, False)
        if not agrees:
            wrong.append((day, told.due_date, end))
    assert wrong == []
