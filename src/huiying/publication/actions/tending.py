"""The round of the loop in the portal's search: nothing that is published waits for any of it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from huiying.ledger.turns import turn

from ..models import SearchEntry
from ..searching.engines import EngineFailed, server
from .counting import count_terms
from .finding import steps, written
from .missed import forget_missed
from .reading import forget_words, read_a_file

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
SLICE = 200


class _Walk:
    """The whole index is brought into step once a day, and when a process begins to work; a slice a round."""

    def __init__(self) -> None:
        self._next: datetime | None = None
        self._steps: Iterator[int] = iter(())

    def step(self, at: datetime) -> None:
        if self._next is None or at >= self._next:
            self._next, self._steps = at + EVERY, steps()
            forget_missed(at=at)
            forget_words()
        next(self._steps, None)


_walk = _Walk()


def tend(*, at: datetime) -> int:
    """One round: a slice of the index is looked at, a file read, terms are counted, the search server told; returns how
    many entries were counted or sent.
    """
    with turn("search") as ours:
        if not ours:
            return 0
        _walk.step(at)
        read_a_file()
        return count_terms() + tell_server()


def tell_server() -> int:
    """Send the search server what it does not have yet; returns how many entries. One that is away is asked again."""
    elsewhere = server()
    if elsewhere is None:
        return 0
    entries = list(SearchEntry.objects.filter(sent=False).order_by("pk")[:SLICE])
    try:
        elsewhere.write([written(entry) for entry in entries])
    except EngineFailed as failed:
        log.warning("The search server takes nothing in: %s", failed)
        return 0
    return SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(sent=True)
