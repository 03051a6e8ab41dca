"""The loops: each takes what waits on one shelf. A round is the same by hand, in `work`, and in `serve`."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from huiying.assessment.actions import assess, gather_topics, gathering_is_due, grow_topics
from huiying.drills.world.deeds import look_after_all
from huiying.drills.world.ticking import tick
from huiying.handling.actions import (
    anonymise_due,
    index_waiting,
    recompute,
    ring,
    take_continuations,
    take_past_answers,
    take_waiting,
)
from huiying.handling.actions.emergencies import tell_overdue
from huiying.handling.actions.supervising import freeze_late_lists, give_cards
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.messages.sending import send_messages
from huiying.intake.actions import listen_all, send_out
from huiying.intake.channels.api.posting import forget_keys
from huiying.intake.webhooks.notifying import notify
from huiying.publication.actions.consultations_opinions import forget_writers_due
from huiying.publication.actions.inspection import inspect_when_due
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.actions.measuring import measure_gap_when_due
from huiying.publication.actions.schedule import publish_scheduled
from huiying.publication.actions.tending import tend
from huiying.publication.releases import put_up
from huiying.reporting.scheduling import write_papers

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1 if settings.DRILL else 5  # a drill's clock may be many times faster
# On a busy day the topics wait a little for more voices; at night, or when somebody asks, they are gathered anew.
TOPICS_EVERY = timedelta(minutes=2)


def round_of_work(*, at: datetime) -> dict[str, int]:
    """Empty every shelf once, and gather the topics anew if something came in; returns what was done."""
    done = take_from_shelves(at=at) | {"topics": 0}
    if done["assessed"]:
        done["topics"] = gather_topics(start=None, end=None, at=at)
    return done


def take_from_shelves(*, at: datetime) -> dict[str, int]:
    done = dict.fromkeys(("assessed", "opened", "rewound", "alarms", "overdue", "cards"), 0)
    done["released"] = put_up(at=at)
    done["scheduled"] = publish_scheduled(at=at)
    done["assessed"] += _judged(at)
    while taken := take_past_answers(at=at) + take_continuations(at=at) + take_waiting(at=at):
        done["opened"] += taken
        done["assessed"] += _judged(at)
    while taken := recompute(at=at):
        done["rewound"] += taken
    while taken := ring(at=at):
        done["alarms"] += taken
    while taken := tell_overdue(at=at):
        done["overdue"] += taken
    while taken := give_cards(at=at):
        done["cards"] += taken
    keep_up(at=at)
    while index_waiting(at=at):  # after the clocks: none waits for it
        done["assessed"] += _judged(at)
    while anonymise_due(at=at):
        pass
    while forget_writers_due(at=at):
        pass
    tend(at=at)
    return done | {"late_lists": freeze_late_lists(at=at)}


def _judged(at: datetime) -> int:
    """Judge all that waits; between the batches of slower shelves too, since any letter may tell of an emergency."""
    judged = 0
    while taken := assess(at=at):
        judged += taken
    return judged


def run(stop: threading.Event) -> None:
    """Work until told to stop. What may take long has a thread of its own: a slow mail server holds up no clock, what
    is measured or asked for minutes once a day no mail, and topics that are gathered anew no emergency.
    """
    topics = _Topics()
    beside: dict[str, Callable[[datetime], object]] = {
        "channels": exchange,
        "gap": measure_gap_when_due,
        "inspection": inspect_when_due,
        "papers": write_papers,
        "topics": topics.look,
    }
    beside |= {"stage": tick} if settings.DRILL else {"drills": look_after_drills}
    threads = [threading.Thread(target=_repeat, args=(stop, work), name=name) for name, work in beside.items()]
    for thread in threads:
        thread.start()
    _repeat(stop, lambda at: topics.tell(take_from_shelves(at=at)["assessed"]))
    for thread in threads:
        thread.join()


def look_after_drills(at: datetime) -> int:
    return look_after_all(at=at)


def exchange(at: datetime) -> dict[str, int]:
    """Hear what the channels have, send what waits in the outbox, tell other systems and our own staff of deeds; how
    many of each.
    """
    forget_keys(at=at)
    return {
        "heard": listen_all(at=at),
        "sent": send_out(at=at),
        "told": notify(at=at),
        "reminded": _remind(at),
    }


def _remind(at: datetime) -> int:
    """Last in the round: what goes wrong here keeps no channel waiting."""
    gather_messages(at=at)
    return send_messages(at=at)


def _repeat(stop: threading.Event, work: Callable[[datetime], object]) -> None:
    """An error is logged and the next round tries again, since the shelf lost nothing."""
    while not stop.is_set():
        try:
            work(timezone.now())
        except Exception:
            log.exception("A round of work failed; the next one tries again.")
        finally:
            close_old_connections()
        stop.wait(PAUSE_SECONDS)


class _Topics:
    """Lets the topics grow after new voices, at most every two minutes, and gathers them anew when that is due.

    One thread tells how many voices were judged, another looks: each writes its own of the two counts.
    """

    def __init__(self) -> None:
        self._told = self._done = 0
        self._next: datetime | None = None

    def tell(self, assessed: int) -> None:
        self._told += assessed

    def look(self, at: datetime) -> None:
        told = self._told
        if gathering_is_due(at=at):
            gather_topics(start=None, end=None, at=at)
        elif told > self._done and (self._next is None or at >= self._next):
            grow_topics(at=at)
        else:
            return
        self._done, self._next = told, at + TOPICS_EVERY
