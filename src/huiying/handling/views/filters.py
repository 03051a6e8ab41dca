"""What the lists of the desk have in common: a period in the address, and a filter that outlives a deed."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date


def kept(request: HttpRequest, *dropped: str) -> str:
    """The filters of a list as a query string, without what names one row of it."""
    query = request.GET.copy()
    for name in dropped:
        query.pop(name, None)
    return query.urlencode()


def in_period(request: HttpRequest, moment: str) -> Q:
    """Whether `moment` of a row lies in the days `from` to `to` of the address, both included; anything that is no
    day is not asked for.
    """
    wanted = Q()
    if start := _midnight(request.GET.get("from", "")):
        wanted &= Q(**{f"{moment}__gte": start})
    if end := _midnight(request.GET.get("to", "")):
        wanted &= Q(**{f"{moment}__lt": end + timedelta(days=1)})
    return wanted


def _midnight(text: str) -> datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time())) if day else None
