"""Where the rows behind a figure are listed: the desk's own lists, filtered. Not every figure has such a list."""

from urllib.parse import urlencode

from django.urls import reverse

from huiying.handling.work import sees_all
from huiying.people import policies
from huiying.people.models import User

from .figures import Period

# A figure's key, the list that shows its rows, and the filter of that list beside the period.
LISTS: dict[str, dict[str, str]] = {
    "received": {},
    "replied": {"state": "answered"},
    "open": {"state": "open"},
    "reply_rate": {"state": "open"},
    "closed": {"state": "closed"},
    "closed_unanswered": {"state": "unanswered"},
    "on_time": {"clock": "met"},
    "late_closed": {"clock": "missed"},
    "overdue_open": {"clock": "late"},
    "on_time_rate": {"clock": "missed"},
    "median_days": {"state": "answered"},
    "p90_days": {"state": "answered"},
    "rated": {"rated": "yes"},
    "satisfied": {"rated": "good"},
    "satisfaction_rate": {"rated": "low"},
    "suggestions": {"kind": "建议"},
    "suggestions_decided": {"adoption": "decided"},
    "suggestions_adopted": {"adoption": "taken"},
    "adoption_rate": {"adoption": "not_adopted"},
    "justified": {"inquiry": "founded"},
    "concluded": {"inquiry": "concluded"},
    "concluded_rate": {"inquiry": "open"},
}
# Of a rate those rows are shown that keep it from being whole.
EXCEPTIONS = frozenset({"reply_rate", "on_time_rate", "satisfaction_rate", "adoption_rate", "concluded_rate"})
# Letters of which there is no case are in the inbox alone.
OF_VOICES = frozenset({"received", "suggestions"})
ELSEWHERE = {"unanswered_topics": "desk-topics", "published_answers": "answers"}


def address_of(key: str, period: Period, person: User) -> str:
    """The address of the rows behind a figure of the office; empty where no list shows them, or the person may read
    only some of them.
    """
    if key == "unanswered_topics" and not policies.allows(person, "assessment.topics"):
        return ""
    if key in ELSEWHERE:
        return reverse(ELSEWHERE[key])
    if key not in LISTS or not sees_all(person):
        return ""
    days = {"from": period.start.isoformat(), "to": period.end.isoformat()}
    if key in OF_VOICES:
        told = urlencode({"show": "all", **LISTS[key], **days})
        return f"{reverse('desk-inbox')}?{told}" if policies.allows(person, "intake.read") else ""
    return f"{reverse('desk-cases')}?{urlencode({**LISTS[key], **days})}"
