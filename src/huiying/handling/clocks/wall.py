"""时限墙 · Running clocks in the order of a wall: by their end, and those that stand still after all others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, groupby
from typing import overload

from django.utils.translation import gettext as _

from ..models import Clock, ClockQuerySet
from .terms import term_title
from .waiting import waiting

SOON = timedelta(hours=48)


class Wall(Sequence[Clock]):
    """Two selections as one list, so that a page of it costs an index and not a sort of everything."""

    def __init__(self, clocks: ClockQuerySet) -> None:
        self._ticking = clocks.filter(paused_at=None)
        self._paused = clocks.exclude(paused_at=None).order_by("paused_at", "pk")

    def __len__(self) -> int:
        return sum(self._counts)

    @cached_property
    def _counts(self) -> tuple[int, int]:
        return self._ticking.count(), self._paused.count()

    def __iter__(self) -> Iterator[Clock]:
        return chain(self._ticking, self._paused)

    @overload
    def __getitem__(self, at: int) -> Clock: ...
    @overload
    def __getitem__(self, at: slice) -> list[Clock]: ...
    def __getitem__(self, at: int | slice) -> Clock | list[Clock]:
        if not isinstance(at, slice):
            return self[at : at + 1][0]
        start, stop, _step = at.indices(len(self))
        turn = self._counts[0]
        found = list(self._ticking[start:stop]) if start < turn else []
        return found + list(self._paused[max(0, start - turn) : stop - turn]) if stop > turn else found


def at_moment(clocks: ClockQuerySet, asked: str, now: datetime) -> ClockQuerySet:
    """The clocks that are `late`, due `soon`, or `paused`; all of them for any other word."""
    if asked == "paused":
        return clocks.exclude(paused_at=None)
    if asked == "late":
        return clocks.filter(paused_at=None, due_at__lt=now)
    return clocks.filter(paused_at=None, due_at__gte=now, due_at__lt=now + SOON) if asked == "soon" else clocks


@dataclass(frozen=True, slots=True)
class Line:
    """A clock as a line of the wall: which term it runs, and for what it stands still, if it does."""

    clock: Clock
    term: str
    waiting: str


def grouped(clocks: Iterable[Clock], now: datetime) -> list[tuple[str, list[Line]]]:
    """Clocks in their order under what a clerk says of them."""

    def said(clock: Clock) -> str:
        if clock.stands_still:
            return _("Paused")
        if clock.due_at < now:
            return _("Overdue")
        return _("Due within 48 hours") if clock.due_at < now + SOON else _("Later")

    groups = groupby(clocks, key=said)
    return [(label, [Line(clock, term_title(clock), waiting(clock)) for clock in group]) for label, group in groups]
