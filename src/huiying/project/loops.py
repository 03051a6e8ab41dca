"""The loops: each takes what waits on one shelf. A round is the same by hand, in `work`, and in `serve`."""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf
from time import monotonic, perf_counter

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
from huiying.ledger.turns import turn
from huiying.ledger.watching import keep_watch
from huiying.project.watching.hearts import Heart
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
    """Empty every shelf once. Between the batches of slower ones what came in is judged: any letter may tell of an
    emergency.
    """
    later: Counter[str] = Counter()

    def judge_what_came() -> None:
        later.update(judge(at))

    done = publish(at) | judge(at) | open_cases(at, meanwhile=judge_what_came) | look_at_clocks(at)
    done |= keep(at, meanwhile=judge_what_came)
    return done | {"assessed": done["assessed"] + later["assessed"]}


def publish(at: datetime) -> dict[str, int]:
    return {"released": put_up(at=at), "scheduled": publish_scheduled(at=at)}


def judge(at: datetime, *, limit: int = 200, seconds: float = inf) -> dict[str, int]:
    return {"assessed": until_empty(lambda: assess(at=at, limit=limit), seconds=seconds)}


def nothing() -> None:
    """What is done between two batches where nothing is."""


def open_cases(at: datetime, *, meanwhile: Callable[[], object] = nothing) -> dict[str, int]:
    def take() -> int:
        return take_past_answers(at=at) + take_continuations(at=at) + take_waiting(at=at)

    return {"opened": until_empty(take, meanwhile=meanwhile)}


def look_at_clocks(at: datetime) -> dict[str, int]:
    return {
        "rewound": until_empty(lambda: recompute(at=at)),
        "alarms": until_empty(lambda: ring(at=at)),
        "overdue": until_empty(lambda: tell_overdue(at=at)),
        "cards": until_empty(lambda: give_cards(at=at)),
    }


def keep(at: datetime, *, meanwhile: Callable[[], object] = nothing) -> dict[str, int]:
    """What no clock waits for."""
    keep_up(at=at)
    until_empty(lambda: index_waiting(at=at), meanwhile=meanwhile)
    until_empty(lambda: anonymise_due(at=at))
    until_empty(lambda: forget_writers_due(at=at))
    tend(at=at)
    return {"late_lists": freeze_late_lists(at=at)}


def until_empty(take: Callable[[], int], *, seconds: float = inf, meanwhile: Callable[[], object] = nothing) -> int:
    """Take from a shelf until nothing is left, or so long; returns how much was taken."""
    done, begun = 0, monotonic()
    while taken := take():
        done += taken
        meanwhile()
        if monotonic() - begun > seconds:
            break
    return done


def run(stop: threading.Event) -> None:
    """Work until told to stop. What may take long has a thread of its own: a slow mail server holds up no clock, what
    is measured or asked for minutes once a day no mail, and topics that are gathered anew no emergency.
    """
    topics = _Topics()
    threads = [
        threading.Thread(target=_repeat, args=(stop, work, name), name=name) for name, work in beside(topics).items()
    ]
    for thread in threads:
        thread.start()
    _repeat(stop, lambda at: topics.tell(take_from_shelves(at=at)["assessed"]), "work")
    for thread in threads:
        thread.join()


def beside(topics: "_Topics") -> dict[str, Callable[[datetime], object]]:
    """What has a thread of its own, by name."""
    works: dict[str, Callable[[datetime], object]] = {
        "channels": exchange,
        "gap": measure_gap_when_due,
        "inspection": inspect_when_due,
        "papers": write_papers,
        "topics": topics.look,
    }
    return works | ({"stage": tick} if settings.DRILL else {"drills": look_after_drills, "ledger": keep_watch})


def run_here(stop: threading.Event) -> None:
    """What no other machine can do for this one: look after the drills whose worlds are its processes."""
    _repeat(stop, look_after_drills, "drills")


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
        "reminded": remind(at),
    }


def remind(at: datetime) -> int:
    """Last in the round: what goes wrong here keeps no channel waiting."""
    gather_messages(at=at)
    return send_messages(at=at)


def _repeat(stop: threading.Event, work: Callable[[datetime], object], name: str) -> None:
    """An error is logged and the next round tries again, since the shelf lost nothing."""
    heart = Heart(name)
    while not stop.is_set():
        begun, failed = perf_counter(), False
        try:
            work(timezone.now())
        except Exception:
            failed = True
            log.exception("A round of work failed; the next one tries again.")
        finally:
            heart.beat(seconds=perf_counter() - begun, failed=failed, at=timezone.now())
            close_old_connections()
        stop.wait(PAUSE_SECONDS)


def gather_or_grow(at: datetime) -> bool:
    """Gather the topics anew where that is due, else add to them what came in; False while another worker does it."""
    with turn("topics") as ours:
        if ours and gathering_is_due(at=at):
            gather_topics(start=None, end=None, at=at)
        elif ours:
            grow_topics(at=at)
    return ours


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
        grown = told > self._done and (self._next is None or at >= self._next)
        if (grown or gathering_is_due(at=at)) and gather_or_grow(at):
            self._done, self._next = told, at + TOPICS_EVERY
