"""The board's list as its address asks for it: theme, state, month, words, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ..models import BoardState, BoardThread
from ..models.board import BoardThreadQuerySet

MOST_WORDS = 5
LONGEST = 60
NEWEST, MOST_JOINED = "newest", "joined"
ORDERS = {NEWEST: ("-shown_at", "-id"), MOST_JOINED: ("-same", "-id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; anything unknown is as if it had not been said."""

    theme: str = ""
    state: str = ""
    month: date | None = None
    words: str = ""
    sort: str = NEWEST

    @property
    def narrowed(self) -> bool:
        return bool(self.theme or self.state or self.month or self.words)

    def threads(self) -> BoardThreadQuerySet:
        found = BoardThread.objects.public()
        if self.theme:
            found = found.filter(theme=self.theme)
        if self.state:
            found = found.filter(state=self.state)
        if self.month:
            found = found.filter(accepted_on__year=self.month.year, accepted_on__month=self.month.month)
        for word in self.words.split()[:MOST_WORDS]:
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__iexact=word))
        return found.order_by(*ORDERS[self.sort])


def asked(told: Mapping[str, str]) -> Asked:
    state, sort = told.get("state", ""), told.get("sort", "")
    return Asked(
        theme=told.get("theme", "")[:40],
        state=state if state in BoardState.values else "",
        month=_month(told.get("month", "")),
        words=told.get("q", "").replace("\x00", "").strip()[:LONGEST],
        sort=sort if sort in ORDERS else NEWEST,
    )


def _month(written: str) -> date | None:
    """The first day of a month written as 2026-03; None for anything else."""
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return None
