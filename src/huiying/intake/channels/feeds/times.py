"""When something was said, by what its source writes: in any usual form, never in the future."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # an earlier time is a clock at zero, not a time
MILLISECONDS = 10**11
_NUMBER = re.compile(r"\d{9,14}(\.\d+)?")
_CHINESE = re.compile(
    r"(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?(?:[\sT]*(\d{1,2})\s*[:：时]\s*(\d{1,2}))?"
)


def said_at(told: str, moment: Sequence[int], at: datetime) -> datetime | None:
    """The time that a source tells, `at` where it lies behind it, None where it tells none. Without a zone it is the
    office's time. `moment` is what the feed parser made of it, in UTC: it is asked last, since it takes all for UTC.
    """
    found = _number(told) or _iso(told) or _mail(told) or _chinese(told) or _parsed(moment)
    if found is None:
        return None
    try:
        found = found if found.tzinfo else timezone.make_aware(found)
        found = found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(found, at) if found >= EARLIEST else None


def _number(told: str) -> datetime | None:
    if not _NUMBER.fullmatch(told):
        return None
    seconds = float(told)
    return datetime.fromtimestamp(seconds / 1000 if seconds > MILLISECONDS else seconds, UTC)


def _iso(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None


def _mail(told: str) -> datetime | None:
    """As in mail and RSS. CST is China's time where Chinese programs write it, not that of Chicago."""
    try:
        return parsedate_to_datetime(told.replace("CST", "+0800"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _chinese(told: str) -> datetime | None:
    match = _CHINESE.match(told)
    try:
        year, month, day, hour, minute = (int(part or 0) for part in match.groups()) if match else [0] * 5
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the caller gives it the office's zone
    except ValueError:
        return None


def _parsed(moment: Sequence[int]) -> datetime | None:
    try:
        year, month, day, hour, minute, second = moment[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
