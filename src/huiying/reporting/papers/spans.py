"""The days, weeks and months that a bulletin looks back over, as spans of references with the names they print."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from huiying.reporting.figures import Period

MONTHS: Final = 12
LONGEST_BY_DAY: Final = 45
"""Days that a curve shows one by one."""
DAY: Final = timedelta(days=1)


def span(period: Period) -> str:
    return f"{period.start}..{period.end}"


def days(period: Period) -> Iterator[tuple[str, Period]]:
    """11月3日 and that day, for each of the period."""
    for number in range((period.end - period.start).days + 1):
        day = period.start + number * DAY
        yield f"{day.month}月{day.day}日", Period(day, day, period.units)


def last_months(period: Period, count: int = MONTHS) -> list[tuple[str, Period]]:
    """The months up to that in which the period ends, each with its name; the year is told where it begins."""
    last = period.end.year * 12 + period.end.month - 1
    told = []
    for place, number in enumerate(range(last - count + 1, last + 1)):
        start = date(number // 12, number % 12 + 1, 1)
        end = (start + 32 * DAY).replace(day=1) - DAY
        year = f"{start.year}年" if place == 0 or start.month == 1 else ""
        told.append((f"{year}{start.month}月", Period(start, min(end, period.end), period.units)))
    return told


def stretches(period: Period) -> list[tuple[str, Period]]:
    """What a trend is drawn over: the days of a short period, the last twelve months of a longer one."""
    return list(days(period)) if (period.end - period.start).days < 15 else last_months(period)
