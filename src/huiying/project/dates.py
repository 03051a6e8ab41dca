"""Dates and moments as people here write them: 2026年3月15日, 3月15日(周日); in English 15 March 2026, Sun 15 March."""

from datetime import date, datetime, timedelta

from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext

WEEKDAYS = "一二三四五六日"


def full(day: date | datetime | None) -> str:
    """2026年3月15日"""
    return _written(day, "Y年n月j日", "j F Y")


def with_weekday(day: date | datetime | None) -> str:
    """3月15日(周日)"""
    if day is None or not _in_chinese():
        return _written(day, "", "D j F")
    week = "週" if get_language() == "zh-hant" else "周"
    return f"{_written(day, 'n月j日', '')}({week}{WEEKDAYS[_local(day).weekday()]})"


def to_the_minute(moment: datetime | None) -> str:
    """2026年3月15日 09:30"""
    return _written(moment, "Y年n月j日 H:i", "j F Y H:i")


def in_a_list(moment: datetime, now: datetime) -> str:
    """The hour of today and yesterday, the day of this year, the date of earlier years."""
    day, today = timezone.localtime(moment).date(), timezone.localdate(now)
    hour = _written(moment, "H:i", "H:i")
    if day == today:
        return f"{gettext('today')} {hour}"
    if day == today - timedelta(days=1):
        return f"{gettext('yesterday')} {hour}"
    return _written(moment, "n月j日", "j M") if day.year == today.year else _written(moment, "Y年n月j日", "j M Y")


def _written(day: date | datetime | None, chinese: str, english: str) -> str:
    return "" if day is None else dateformat.format(_local(day), chinese if _in_chinese() else english)


def _local(day: date | datetime) -> date | datetime:
    return timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day


def _in_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")
