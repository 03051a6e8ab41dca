"""Which column of a sheet says what."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.channels.files.headers import plain

HEADERS = {
    "term": ("term", "时限", "時限", "期限", "事项", "事項"),
    "received": ("received", "收到时间", "收到時間", "收到日期", "收到日", "收到"),
    "pause": ("pause", "pauses", "暂停", "暫停", "暂停时间", "暫停時間"),
    "extend": ("extend", "extension", "延期", "延长", "延長"),
    "restarted": ("restarted", "补正", "補正", "补正收到", "补正收到时间", "補正收到時間"),
}
NEEDED = ("term", "received")
ADDED = ("due", "due_date", "provisional", "because", "error")
_FIELD = {plain(header): field for field, headers in HEADERS.items() for header in headers}


def places(headers: Sequence[str]) -> dict[str, int]:
    """Field → place of its column, from 0; the first where a header stands twice."""
    told: dict[str, int] = {}
    for place, header in enumerate(headers):
        field = _FIELD.get(plain(header))
        if field:
            told.setdefault(field, place)
    return told


def check(headers: Sequence[str]) -> dict[str, int]:
    """The places of the columns; InputError where a needed one is not there."""
    told = places(headers)
    missing = [field for field in NEEDED if field not in told]
    if missing:
        needed = "、".join(f"{HEADERS[field][0]} ({HEADERS[field][1]})" for field in missing)
        there = "、".join(header for header in headers if header) or "–"
        raise InputError(
            _("The table has no column %(needed)s.") % {"needed": needed},
            fix=_("Name it in the first row, where there is now: %(there)s.") % {"there": there[:300]},
        )
    return told
