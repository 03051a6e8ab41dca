"""That somebody has a case open: said by their page every few seconds, seen by the others, and never recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.people.models import User

from ..models import Case, Presence

FORGOTTEN = timedelta(seconds=60)
TYPING = timedelta(seconds=45)  # two polls of the page


def look(case: Case, *, writing: bool = False, by: User, at: datetime) -> None:
    """Say that `by` looks at the case; a page that has not been heard of for a minute is forgotten."""
    Presence.objects.filter(seen_at__lt=at - FORGOTTEN).delete()
    row = Presence(case=case, user=by, opened_at=at, seen_at=at, writing_at=at if writing else None)
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["case", "user"],
        update_fields=["seen_at", *(["writing_at"] if writing else [])],
    )


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who has the case open: since how many minutes, and whether they type in the reply."""

    user: User
    minutes: int
    is_writing: bool


def others(case: Case, user: User, *, at: datetime) -> list[Other]:
    """Who else looks at the case now, the first who opened it first."""
    rows = Presence.objects.filter(case=case, seen_at__gte=at - FORGOTTEN, seen_at__lte=at).exclude(user=user)
    return [
        Other(row.user, row.minutes_at(at), bool(row.writing_at and row.writing_at >= at - TYPING))
        for row in rows.select_related("user")
    ]
