"""预警 · When a clock gives its first reminder, its yellow and its red lamp: after a share of the term has passed, or
when so much of it is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from huiying.core.calendar import Calendar
from huiying.core.reading import Table
from huiying.core.term import Unit
from huiying.core.years import DAY
from huiying.core.zone import ZONE, in_office_zone

LEFT_UNITS = (Unit.WORKING_DAY, Unit.HOUR)
MOST_LEFT = 1000
EXAMPLES = '写成 { passed = 50 }（已过百分之几）或 { left = 1, unit = "working_day" }（还剩多少）'


class Level(StrEnum):
    FIRST = "first"
    YELLOW = "yellow"
    RED = "red"


TITLES = {Level.FIRST: "首次提醒", Level.YELLOW: "黄灯", Level.RED: "红灯"}


@dataclass(frozen=True, slots=True)
class Passed:
    """After `percent` of the time from start to end, nights and days off among it."""

    percent: int


@dataclass(frozen=True, slots=True)
class Left:
    """`amount` hours before the end; or 00:00 of the `amount`-th working day before the last day."""

    amount: int
    unit: Unit


Point = Passed | Left
Alarms = Mapping[Level, Point]


def times(
    points: Alarms, *, started: datetime, due_at: datetime, calendar: Calendar
) -> tuple[tuple[Level, datetime], ...]:
    """The alarms of a clock in the order of their levels, none before `started`, none after `due_at`.

    Where a short term would bring a graver alarm before a milder one, the graver keeps its time and the milder one
    comes with it: nobody is warned later than the regulation says.
    """
    told, limit = [], in_office_zone(due_at)
    first = in_office_zone(started)
    for level in reversed(Level):
        if level in points:
            limit = max(min(_moment(points[level], first, in_office_zone(due_at), calendar), limit), first)
            told.append((level, limit))
    return tuple(reversed(told))


def _moment(point: Point, started: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    if isinstance(point, Passed):
        return started + (due_at - started) * point.percent // 100
    if point.unit is Unit.HOUR:
        return due_at - timedelta(hours=point.amount)
    # 24:00 of the last day is the midnight that begins the next.
    last = (due_at - timedelta.resolution).date()
    return datetime.combine(worked_before(last, point.amount, calendar), time(), ZONE)


def worked_before(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day before `day`; the day itself for none."""
    while count:
        day -= DAY
        count -= calendar.is_working(day)
    return day


def read_alarms(row: Table) -> dict[Level, Point]:
    """The points of a table `[alarms]`: first = { passed = 50 }, yellow = { left = 1, unit = "working_day" }, …"""
    points = {Level(row.known(name, tuple(Level))): _point(row.table(name)) for name in row}
    row.done()
    return points


def _point(row: Table) -> Point:
    by_share, by_rest = row.has("passed"), row.has("left")
    if by_share == by_rest:
        what = "passed 和 left 只能写一个" if by_share else "缺少提醒的时点"
        raise row.refuse("passed", what, EXAMPLES)
    if by_share:
        point: Point = Passed(row.number("passed", most=100))
    else:
        point = Left(row.number("left", least=0, most=MOST_LEFT), Unit(row.choice("unit", LEFT_UNITS)))
    row.done()
    return point
