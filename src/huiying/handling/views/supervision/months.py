"""A month in the address of a list: 2026-03."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone


def in_month(text: str, moment: str) -> Q:
    """Whether `moment` of a row lies in this month; anything that is no month is not asked for."""
    try:
        first = date.fromisoformat(f"{text}-01")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    except ValueError:
        return Q()
    return Q(**{f"{moment}__gte": _begins(first), f"{moment}__lt": _begins(following)})


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
