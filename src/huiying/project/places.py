"""Who is answered now and who waits: few pages at once, the staff's before the public's, and nobody waits for ever.

Python runs one thread at a time: of eight pages that are made side by side each takes as long as all eight. Made two by
two they are done no later in all, and most of them much sooner. On a day when everybody writes, the desk is where the
letters are answered, so that it goes first. Decision 13 has the figures.
"""

import asyncio
from collections import deque
from enum import Enum
from typing import Any, Final


class Who(Enum):
    """Whose page it is."""

    STAFF = "staff"
    PUBLIC = "public"


AT_ONCE: Final = {Who.STAFF: 4, Who.PUBLIC: 2}  # pages at work when one more may begin: the staff find two free
MOST: Final = 8  # with those that are slow, each of which has a thread and a connection to the database
SLOW: Final = 1.0  # seconds, after which a page waits for something else than its turn: a mail server, a large file
IN_A_ROW: Final = 4  # pages of the staff before one of the public that waits
ROOMS: Final = ("/desk/", "/cms/")


def whose(path: str) -> Who:
    """By the address alone: who somebody is, is known only when the page is made."""
    return Who.STAFF if path.startswith(ROOMS) else Who.PUBLIC


class Places:
    """All of one process, asked on its loop alone."""

    def __init__(self) -> None:
        self._waiting: dict[Who, deque[Place]] = {who: deque() for who in Who}
        self.at_work = 0  # and not slow
        self.inside = 0
        self._in_a_row = 0

    def wait(self, place: "Place") -> None:
        self._waiting[place.who].append(place)
        self.fill()

    def fill(self) -> None:
        """Whoever may begin, begins."""
        while place := self._next():
            self._in_a_row = self._in_a_row + 1 if place.who is Who.STAFF else 0
            self.at_work += 1
            self.inside += 1
            place.begin()

    def _next(self) -> "Place | None":
        for queue in self._waiting.values():
            while queue and queue[0].is_given_up:
                queue.popleft()
        staff, public = self._waiting[Who.STAFF], self._waiting[Who.PUBLIC]
        overdue = self._in_a_row >= IN_A_ROW and bool(public)
        who = Who.PUBLIC if overdue or not staff else Who.STAFF
        limit = AT_ONCE[Who.STAFF if overdue else who]
        if self.inside >= MOST or self.at_work >= limit or not self._waiting[who]:
            return None
        return self._waiting[who].popleft()


class Place:
    """One among those that are at work at once, from when it is had until `leave`."""

    def __init__(self, places: Places, who: Who) -> None:
        self.who = who
        self._places = places
        self._had: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._slow: asyncio.TimerHandle | None = None
        self._is_slow = False

    @property
    def is_given_up(self) -> bool:
        return self._had.cancelled()

    async def comes_before(self, leaving: asyncio.Future[Any]) -> bool:
        """Wait for a place; False where the asker left first."""
        self._places.wait(self)
        try:
            await asyncio.wait((self._had, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._had.cancel()  # what is had already cannot be called off
        return not self._had.cancelled() and not leaving.done()

    def begin(self) -> None:
        self._had.set_result(None)
        self._slow = asyncio.get_running_loop().call_later(SLOW, self._became_slow)

    def leave(self) -> None:
        """Give the place back; once is enough, and where none was had there is nothing to give."""
        if self._slow is None:
            return
        self._slow.cancel()
        self._slow = None
        self._places.inside -= 1
        if not self._is_slow:
            self._places.at_work -= 1
        self._places.fill()

    def _became_slow(self) -> None:
        self._is_slow = True
        self._places.at_work -= 1
        self._places.fill()
