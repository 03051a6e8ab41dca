"""Whether the public can write to the office, and is answered."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from huiying.handling.inspected import can_be_written_to
from huiying.handling.inspected import unanswered as waiting

from .figures import Rule
from .finding import Finding


def no_channel(rule: Rule, today: date) -> Iterator[Finding]:
    if not can_be_written_to():
        yield Finding(rule=rule.id, url=reverse("ask"))


def unanswered(rule: Rule, today: date) -> Iterator[Finding]:
    """Messages of the past year that got no answer within three months; of each unit for itself."""
    before, since = (_months_before(today, rule.figure(name)) for name in ("months", "within_months"))
    for unit, count in waiting(since=_midnight(since), before=_midnight(before)).items():
        query = f"?state=open&to={before - timedelta(days=1)}"
        facts = {"count": count, "months": rule.figure("months")}
        yield Finding(rule=rule.id, url=f"{reverse('desk-cases')}{query}", facts=facts, unit=unit)


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
