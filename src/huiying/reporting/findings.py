"""What a chart shows, as the sentence that is its title."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count
from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .figures import Period
from .papers.facts import MonthFacts

MONTHS = 13


def last_months(today: date, count: int = MONTHS, *, units: frozenset[int] | None = None) -> Period:
    """The last months up to today, the first of them whole."""
    months = today.year * 12 + today.month - count
    return Period(date(months // 12, months % 12 + 1, 1), today, units)


def monthly_finding(months: Sequence[MonthFacts], today: date, units: frozenset[int] | None = None) -> str:
    """The last whole month against the one before it, and the theme that grew most."""
    last = _month_before(today.replace(day=1), units)
    before = _month_before(last.start, units)
    counts = {row["month"]: row["received"] for row in months}
    now, then = (counts.get(f"{month.start:%Y-%m}", 0) for month in (last, before))
    if not now or not then:
        return _("Letters and answers of the last thirteen months")
    told: dict[str, str | int] = {"month": dateformat.format(last.start, _month_format()), "n": now}
    told["percent"] = abs(round(100 * (now - then) / then))
    if not told["percent"]:
        return _("%(month)s brought %(n)d letters, as many as the month before") % told
    if now < then:
        return _("%(month)s brought %(n)d letters, %(percent)d%% fewer than the month before") % told
    told["theme"] = _most_grown(last, before)
    if not told["theme"]:
        return _("%(month)s brought %(n)d letters, %(percent)d%% more than the month before") % told
    return _("%(month)s brought %(n)d letters, %(percent)d%% more than the month before, mostly on %(theme)s") % told


def _month_before(first: date, units: frozenset[int] | None) -> Period:
    end = first - timedelta(days=1)
    return Period(end.replace(day=1), end, units)


def _month_format() -> str:
    return "F" if get_language() == "en" else "n月"


def _most_grown(last: Period, before: Period) -> str:
    """The theme with the largest growth in letters, empty where none grew."""
    now, then = _themes(last), _themes(before)
    grown = {theme: count - then.get(theme, 0) for theme, count in now.items()}
    theme = max(grown, key=lambda name: grown[name], default="")
    return theme if theme and grown[theme] > 0 else ""


def _themes(period: Period) -> dict[str, int]:
    themes = period.voices().exclude(proposal__theme="").exclude(proposal__theme=None)
    return dict(themes.values_list("proposal__theme").annotate(n=Count("id")))
