"""The moment a cell names, in any usual form; a day that does not exist is refused, never moved."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiying.core.calendar import FIRST_YEAR, LAST_YEAR

from .cells import Cell, as_text

FARTHEST = timedelta(hours=14)  # of a time zone from UTC
YEARS = range(1970, 2101)
# A letter outside the calendar can have no clock; the years at its two ends are left for zones and long terms.
LETTERS = range(FIRST_YEAR + 1, LAST_YEAR)
SERIAL_START = datetime.combine(date(1899, 12, 30), time.min)  # day 0 of Excel
SERIALS = (25_569, 73_415)  # 1970-01-01 up to 2101-01-01
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {month: number for number, month in enumerate(MONTH_NAMES, start=1)}
AFTERNOON = ("下午", "晚上", "晚", "傍晚", "pm")
MORNING = ("上午", "凌晨", "am")
NOON, EARLIEST_NOON = 12, 10  # 中午11 is before noon, 中午1 after it

_SPLIT = r"\s*[-/.年]\s*"
_DAY = re.compile(rf"(\d{{4}}){_SPLIT}(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)?)?)?")
_CLOCK = re.compile(
    r"(?P<half>上午|中午|下午|傍晚|晚上|凌晨|早上|晚|am|pm)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*"
    r"(?:(?P<minute>\d{1,2})(?:\s*[:分]\s*(?:(?P<second>\d{1,2})(?:[.,](?P<part>\d+))?\s*秒?)?)?)?\s*"
    r"(?P<late>am|pm)?\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?"
)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_WEEKDAY = re.compile(r"^[\s,t]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?\s*")
_NAMED = (
    re.compile(r"(?:[a-z]{3,9},?\s+)?(?P<d>\d{1,2})[\s-]+(?P<m>[a-z]{3})[a-z]*\.?,?[\s-]+(?P<y>\d{4})"),
    re.compile(r"(?:[a-z]{3,9},?\s+)?(?P<m>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
)
_PRINTED = re.compile(  # Weibo: Thu Feb 28 11:25:05 +0800 2019; Java: the same with CST, China's own time
    r"[a-z]{3} (?P<m>[a-z]{3}) (?P<d>\d{1,2}) (?P<clock>[\d:]+) (?:cst|(?P<zone>[+-]\d{4}|utc|gmt)) (?P<y>\d{4})"
)
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")


class MomentError(ValueError):
    """A cell that names no moment; the message says why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware time in the office's zone; `whole_day` when the source gave the day only."""

    at: datetime
    whole_day: bool = False


def moment(cell: Cell, zone: ZoneInfo) -> Moment:
    """The moment in a cell: text, a date cell, an Excel serial, seconds since 1970; in `zone` where naive."""
    found = _read(cell)
    if found.at.year not in LETTERS:
        told = {"year": found.at.year, "first": LETTERS[0], "last": LETTERS[-1]}
        raise MomentError(_("the year %(year)s is not between %(first)s and %(last)s") % told)
    at = found.at.astimezone(zone) if found.at.tzinfo else found.at.replace(tzinfo=zone)
    return Moment(at, found.whole_day)


def _read(cell: Cell) -> Moment:
    if isinstance(cell, datetime):
        return Moment(_whole_second(cell))
    if isinstance(cell, date):
        return Moment(datetime.combine(cell, time.min), whole_day=True)
    text = unicodedata.normalize("NFKC", as_text(cell)).strip().lower()
    number = _number(text)
    return _of_text(text) if number is None else _of_number(number, text)


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _of_number(number: float, text: str) -> Moment:
    compact = _COMPACT.fullmatch(text)
    if compact and int(compact[1]) in YEARS:
        try:
            return _day(*compact.group(1, 2, 3)) if compact[4] is None else _compact(compact)
        except MomentError:
            if len(text) != len("1551324305"):  # ten digits may also be seconds since 1970
                raise
    if SERIALS[0] <= number < SERIALS[1]:
        at = _whole_second(SERIAL_START + timedelta(days=number))
        return Moment(at, whole_day=number.is_integer())
    if 10**9 <= number < 10**10:
        return Moment(datetime.fromtimestamp(number, UTC))
    if 10**12 <= number < 10**13:
        return Moment(datetime.fromtimestamp(number / 1000, UTC))
    raise MomentError(_("this number is not a date"))


def _compact(found: re.Match[str]) -> Moment:
    day = _day(*found.group(1, 2, 3))
    return Moment(_with_clock(day.at, int(found[4]), int(found[5] or 0), int(found[6] or 0)))


def _of_text(text: str) -> Moment:
    day, rest = _leading_day(text)
    rest = rest[len(gap[0]) :] if (gap := _WEEKDAY.match(rest)) else rest
    if not rest:
        return day
    clock = _CLOCK.fullmatch(rest.strip())
    if clock is None:
        raise MomentError(_("the time of day cannot be read"))
    return _at_clock(day.at, clock)


def _leading_day(text: str) -> tuple[Moment, str]:
    if (found := _PRINTED.fullmatch(text)) and found["m"] in MONTHS:
        day = _day(found["y"], str(MONTHS[found["m"]]), found["d"])
        return day, f"{found['clock']} {found['zone'] or ''}"
    if found := _DAY.match(text):
        return _day(*found.groups()), text[found.end() :]
    for named in _NAMED:
        if (found := named.match(text)) and found["m"] in MONTHS:
            return _day(found["y"], str(MONTHS[found["m"]]), found["d"]), text[found.end() :]
    if _YEAR_LAST.match(text):
        raise MomentError(_("it is unclear which number is the day and which the month; write the year first"))
    raise MomentError(_("this is not a date; write it as 2019-02-28 11:25:05"))


def _day(year: str, month: str, day: str) -> Moment:
    try:
        return Moment(datetime.combine(date(int(year), int(month), int(day)), time.min), whole_day=True)
    except ValueError:
        raise MomentError(_("this day does not exist in the calendar")) from None


def _at_clock(day: datetime, clock: re.Match[str]) -> Moment:
    hour = _hour(int(clock["hour"]), clock["half"] or clock["late"] or "")
    at = _with_clock(day, hour, int(clock["minute"] or 0), int(clock["second"] or 0))
    at += timedelta(microseconds=int((clock["part"] or "0")[:6].ljust(6, "0")))
    return Moment(at.replace(tzinfo=_zone(clock["zone"])))


def _hour(hour: int, half: str) -> int:
    """The hour of 24: 下午3 is 15, 中午1 is 13, 上午12 is 0."""
    if hour < NOON and (half in AFTERNOON or (half == "中午" and hour < EARLIEST_NOON)):
        return hour + NOON
    return 0 if hour == NOON and half in MORNING else hour


def _with_clock(day: datetime, hour: int, minute: int, second: int) -> datetime:
    if (hour, minute, second) == (24, 0, 0):
        return day + timedelta(days=1)
    try:
        return day.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        raise MomentError(_("this time of day does not exist")) from None


def _zone(told: str | None) -> tzinfo | None:
    if told is None:
        return None
    if told in ("z", "utc", "gmt"):
        return UTC
    away = timedelta(hours=int(told[1:3]), minutes=int(told[-2:]))
    if away > FARTHEST:
        raise MomentError(_("this time zone does not exist"))
    return timezone(-away if told[0] == "-" else away)


def _whole_second(at: datetime) -> datetime:
    """Excel keeps a moment as a fraction of a day, so its seconds come out a hair off."""
    return (at + timedelta(microseconds=500_000)).replace(microsecond=0)
