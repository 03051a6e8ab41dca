"""The loops' heartbeats: written after their rounds, so that a loop that stands or is not there is noticed."""

import logging
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta

from huiying.project.models import Beat

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=30)
QUIET = timedelta(minutes=15)  # a paper of a year or a whole day's topics keep a loop for some minutes
FORGOTTEN = timedelta(days=7)  # a machine that was taken away
# What an office cannot be without. What else runs beside is told in the figures as it is heard.
LOOPS = ("work", "channels")


class Heart:
    """One loop's: tells at most every half minute, since writing holds up who writes."""

    def __init__(self, loop: str) -> None:
        self._loop, self._host = loop, socket.gethostname()[:64]
        self._told: datetime | None = None
        self._longest = 0.0

    def beat(self, *, seconds: float, failed: bool, at: datetime) -> None:
        """Called after each round, which took so many seconds; `at` is when it ended. It never fails: a database that
        does not answer is told by others.
        """
        self._longest = max(self._longest, seconds)
        if self._told is not None and timedelta() <= at - self._told < BEAT_EVERY:
            return
        row = Beat(loop=self._loop, host=self._host, at=at, seconds=self._longest, failed=failed)
        try:
            Beat.objects.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["loop", "host"],
                update_fields=["at", "seconds", "failed"],
            )
            Beat.objects.filter(loop=self._loop, at__lt=at - FORGOTTEN).delete()
        except Exception as error:  # whatever it is, the loop itself goes on
            log.warning("The beat of the loop %s was not written (%s).", self._loop, type(error).__name__)
            return
        self._told, self._longest = at, 0.0


def beats() -> list[Beat]:
    return list(Beat.objects.order_by("loop", "host"))


def silent(heard: Sequence[Beat], at: datetime) -> list[str]:
    """The loops that no machine was heard to run lately."""
    lately = {beat.loop for beat in heard if at - beat.at < QUIET}
    return [loop for loop in LOOPS if loop not in lately]
