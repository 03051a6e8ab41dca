"""Days and periods as a person names them: 2026-03, 2026Q1, 2026H1, 2026-W12, 2026, today, yesterday, last-month; and
what may not be asked for.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.models import Voice

from .figures import Period

Days = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 2000, 2058
NAMES: Final = (
    "2026-03 · 2026 · 2026Q1 · 2026H1 · 2026-W12 · 2026-03-15 · today · yesterday · last-week · last-month · last-year"
)


def day_of(text: str, where: str) -> date:
    """A day written 2026-03-15."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            _("“%(text)s” is no day of the calendar.") % {"text": text}, where=where, fix=_("Write it as 2026-01-31.")
        ) from error


def named(text: str, *, today: date, where: str = "--period") -> Days:
    """The first and the last day of a period by its name; one that runs is told up to today."""
    told = text.strip()
    if told.lower() in BY_WORD:
        return BY_WORD[told.lower()](today)
    for pattern, days in BY_FORM:
        if found := pattern.fullmatch(told.upper()):
            start, end = _days(days, tuple(map(int, found.groups())), text, where)
            return start, min(end, today) if start <= today else end
    raise InputError(
        _("“%(text)s” is the name of no period.") % {"text": text},
        where=where,
        fix=_("Write one of these: %(names)s") % {"names": NAMES},
    )


def asked_days(period: str, start: str, end: str, *, today: date) -> Days:
    """The days that a command line asks for, by one name or by two days, and no others than have been."""
    if period and (start or end):
        raise InputError(
            _("A period is named, or told by two days, not both."), where="--period", fix=_("Leave one out.")
        )
    if period:
        return permitted(*named(period, today=today), today=today, where="--period")
    if not start or not end:
        raise InputError(
            _("It is not said of which days."),
            where="--from, --to",
            fix=_("Write --from 2026-01-01 --to 2026-06-30, or --period 2026-03."),
        )
    return permitted(day_of(start, "--from"), day_of(end, "--to"), today=today, where="--from, --to")


def permitted(start: date, end: date, *, today: date, where: str) -> Days:
    """The same days; InputError where they are reversed, have not been yet, or lie outside the calendar."""
    if end < start:
        raise InputError(
            _("The period ends before it begins."), where=f"{start} – {end}", fix=_("Exchange the two days.")
        )
    if start > today:
        raise InputError(
            _("The period has not begun; today is %(day)s.") % {"day": today},
            where=where,
            fix=_("Choose days that have been."),
        )
    if end > today:
        raise InputError(
            _("The period ends in the future; today is %(day)s.") % {"day": today},
            where=where,
            fix=_("Let it end on %(day)s.") % {"day": today},
        )
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise InputError(
            _("The period begins before the year %(year)d.") % {"year": FIRST_YEAR},
            where=where,
            fix=_("Let it begin later."),
        )
    return start, end


def remark(period: Period) -> str:
    """What a reader should know of a period: that nothing came in it, or that the records begin within it."""
    if not period.voices().exists():
        return _("Nothing came in this period: the paper says so and gives no rates.")
    heard = Voice.objects.filter(period.within("channel__unit")).order_by("said_at").first()
    first = heard.said_at.astimezone(period.opens.tzinfo).date() if heard else period.start
    if first > period.start:
        return _("The records begin on %(day)s, later than the period.") % {"day": first}
    return ""


def _days(days: Callable[..., Days], numbers: tuple[int, ...], text: str, where: str) -> Days:
    try:
        return days(*numbers)
    except ValueError as error:
        raise InputError(
            _("“%(text)s” is not in the calendar.") % {"text": text},
            where=where,
            fix=_("Write one of these: %(names)s") % {"names": NAMES},
        ) from error


def month(year: int, number: int) -> Days:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1] if 1 <= number <= 12 else 1)


def quarter(year: int, number: int) -> Days:
    return month(year, 3 * number - 2)[0], month(year, 3 * number)[1]


def half(year: int, number: int) -> Days:
    return month(year, 6 * number - 5)[0], month(year, 6 * number)[1]


def year(number: int) -> Days:
    return date(number, 1, 1), date(number, 12, 31)


def week(of_year: int, number: int) -> Days:
    """From Monday to Sunday, by ISO 8601."""
    monday = date.fromisocalendar(of_year, number, 1)
    return monday, monday + timedelta(days=6)


def _one(day: date) -> Days:
    return day, day


def _month_before(today: date) -> Days:
    last = today.replace(day=1) - timedelta(days=1)
    return month(last.year, last.month)


def _week_before(today: date) -> Days:
    sunday = today - timedelta(days=today.isoweekday())
    return sunday - timedelta(days=6), sunday


BY_WORD: Final[dict[str, Callable[[date], Days]]] = {
    "today": _one,
    "yesterday": lambda today: _one(today - timedelta(days=1)),
    "last-week": _week_before,
    "last-month": _month_before,
    "last-year": lambda today: year(today.year - 1),
}
BY_FORM: Final[tuple[tuple[re.Pattern[str], Callable[..., Days]], ...]] = (
    (re.compile(r"(\d{4})-(\d{2})"), month),
    (re.compile(r"(\d{4})-?Q([1-4])"), quarter),
    (re.compile(r"(\d{4})-?H([12])"), half),
    (re.compile(r"(\d{4})-?W(\d{2})"), week),
    (re.compile(r"(\d{4})"), year),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), lambda y, m, d: _one(date(y, m, d))),
)
