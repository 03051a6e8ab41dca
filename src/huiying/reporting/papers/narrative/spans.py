"""The spans that a period is compared with: the month before for a month, the week before for a week, and so on."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huiying.reporting.papers.wording import the_day, the_month, the_period


@dataclass(frozen=True, slots=True)
class Sort:
    """`before` names the span before, `each` says that a change goes on from one to the next, `this` the period."""

    before: str
    each: str
    this: str
    most: int


DAY: Final = Sort("前一日", "逐日", "当日", 14)
WEEK: Final = Sort("上周", "逐周", "本周", 12)
MONTH: Final = Sort("上月", "逐月", "本月", 12)
QUARTER: Final = Sort("上季度", "逐季", "本季度", 8)
HALF: Final = Sort("上个半年", "逐个半年", "本期", 4)
YEAR: Final = Sort("上年", "逐年", "本年", 5)
OTHER: Final = Sort("上期", "逐期", "本期", 4)
MONTHS: Final = {1: MONTH, 3: QUARTER, 6: HALF, 12: YEAR}


def sort_of(start: date, end: date) -> Sort:
    """What sort of period these days are."""
    if start == end:
        return DAY
    if (end - start).days == 6:
        return WEEK
    months = _whole_months(start, end)
    # A quarter begins in January, April, July or October: months are counted from a beginning of their own kind.
    return MONTHS[months] if months in MONTHS and not (start.month - 1) % months else OTHER


def _whole_months(start: date, end: date) -> int:
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return 0
    return 12 * (end.year - start.year) + end.month - start.month + 1


def spans_before(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The spans of the same sort before a period, the nearest first, without an end."""
    months, days = _whole_months(start, end), (end - start).days
    while True:
        end = start - timedelta(days=1)
        start = _first_of(end, months) if months else end - timedelta(days=days)
        yield start, end


def _first_of(end: date, months: int) -> date:
    month = 12 * end.year + end.month - months
    return date(month // 12, month % 12 + 1, 1)


def name_of(start: date, end: date) -> str:
    """A span as a sentence names it: 2026年3月, 2026年3月2日当周."""
    sort = sort_of(start, end)
    if sort is WEEK:
        return f"{the_day(start.isoformat())}当周"
    if sort is MONTH:
        return the_month(start.isoformat())
    if sort is YEAR:
        return f"{start.year}年"
    return the_period(start.isoformat(), end.isoformat())
