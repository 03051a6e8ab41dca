"""The loops: each takes what waits on one shelf. A round is the same by hand, in `work`, and in `serve`."""

import logging
import threading
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from huiying.assessment.actions import assess, gather_topics
from huiying.handling.actions import take_past_answers, take_waiting

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5


def round_of_work(*, at: datetime) -> dict[str, int]:
    """Empty every shelf once; returns what was done."""
    done = {"assessed": 0, "opened": 0, "topics": 0}
    while taken := assess(at=at):
        done["assessed"] += taken
    while taken := take_past_answers(at=at) + take_waiting(at=at):
        done["opened"] += taken
    if done["assessed"]:
        done["topics"] = gather_topics(start=None, end=None, at=at)
    return done


def run(stop: threading.Event) -> None:
    """Work until told to stop; an error is logged and the next round tries again, since the shelf lost nothing."""
    while not stop.is_set():
        try:
            round_of_work(at=timezone.now())
        except Exception:
            log.exception("A round of work failed; the next one tries again.")
        finally:
            close_old_connections()
        stop.wait(PAUSE_SECONDS)
