"""What a client asks of the list of requests: numbers, services, dates and states, as the specification has them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from . import offered
from .writing import Refusal

SPAN = timedelta(days=90)
MOST = 1000
YEARS = range(1971, 2100)
STATES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The numbers that are named, or else all from `start` to `end` of these services and in these states."""

    numbers: tuple[str, ...]
    services: tuple[str, ...]
    states: tuple[str, ...]
    start: datetime
    end: datetime


def wanted(query: QueryDict, now: datetime) -> Wanted:
    start, end = _dates(query, now)
    return Wanted(
        numbers=_several(query, "service_request_id"),
        services=_known(query, "service_code", offered.name_of, 404),
        states=_known(query, "status", STATES.__contains__, 400),
        start=start,
        end=end,
    )


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    """Values that are told several times, or with commas between them."""
    told = chain.from_iterable(each.split(",") for each in query.getlist(name))
    found = tuple(dict.fromkeys(each.strip() for each in told if each.strip()))
    if len(found) > MOST:
        raise Refusal(400, _("%(name)s names more than %(most)d.") % {"name": name, "most": MOST})
    return tuple(each.replace("\0", "") for each in found)


def _known(query: QueryDict, name: str, knows: object, code: int) -> tuple[str, ...]:
    found = _several(query, name)
    if not all(knows(each) for each in found):  # type: ignore[operator]
        raise Refusal(code, _("The %(name)s that was given is not known.") % {"name": name})
    return found


def _dates(query: QueryDict, now: datetime) -> tuple[datetime, datetime]:
    start, end = _moment(query, "start_date"), _moment(query, "end_date")
    if start is None and end is None:
        return now - SPAN, now
    first = start or (end or now) - SPAN
    last = end or first + SPAN
    if last < first or last - first > SPAN:
        raise Refusal(400, _("start_date and end_date are at most 90 days apart, the earlier one first."))
    return first, last


def _moment(query: QueryDict, name: str) -> datetime | None:
    told = query.get(name, "").strip().replace(" ", "+")  # a + that nobody escaped
    if not told:
        return None
    try:
        at = datetime.fromisoformat(told)
    except ValueError as error:
        raise Refusal(400, _("%(name)s is not a moment like 2026-01-01T00:00:00Z.") % {"name": name}) from error
    if at.year not in YEARS:
        raise Refusal(400, _("%(name)s is not a moment like 2026-01-01T00:00:00Z.") % {"name": name})
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
