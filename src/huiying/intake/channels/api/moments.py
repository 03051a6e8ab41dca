"""Moments as other systems write them: ISO 8601, in the office's zone where they name none, within what its calendar
knows.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

YEARS = range(2001, 2059)
AHEAD = timedelta(days=1)  # a clock over there may go wrong by a day and no more


def _only_text(told: Any) -> Any:
    """A number is no moment here: nobody knows whether it counts seconds or milliseconds."""
    if not isinstance(told, str):
        raise ValueError(_("It is not a moment; write it as 2026-03-15T10:00:00+08:00."))
    return told


def _known(told: datetime) -> datetime:
    if told.year not in YEARS:
        years = {"first": YEARS[0], "last": YEARS[-1]}
        raise ValueError(_("The year is not between %(first)s and %(last)s.") % years)
    return told if told.tzinfo else told.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


Moment = Annotated[
    datetime,
    BeforeValidator(_only_text),
    AfterValidator(_known),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def is_ahead(said: datetime | None, at: datetime) -> bool:
    """Whether somebody claims to have spoken tomorrow."""
    return said is not None and said > at + AHEAD
