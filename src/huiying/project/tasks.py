"""The loops' looks as tasks: each calls what `huiying serve` calls in its round, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Any

from django.utils import timezone

from huiying.intake.actions import listen_all, send_out
from huiying.intake.channels.api.posting import forget_keys
from huiying.intake.webhooks.notifying import notify
from huiying.ledger.watching import keep_watch
from huiying.publication.actions.inspection import inspect_when_due
from huiying.publication.actions.measuring import measure_gap_when_due
from huiying.reporting.scheduling import write_papers

from . import loops
from .celery import PREFIX, app
from .watching.hearts import Heart

TURN_SECONDS = 10.0  # after so long a task leaves what still waits to the next, so that other shelves have their turn
VOICES = 25  # held by one worker at a time: judged in a fraction of a second, and none waits long for its case


def _send(at: datetime) -> int:
    return loops.until_empty(partial(send_out, at=at), seconds=TURN_SECONDS)


def _tell(at: datetime) -> int:
    forget_keys(at=at)
    return notify(at=at) + loops.remind(at)


WORK: Mapping[str, Callable[[datetime], object]] = {
    "assess": partial(loops.judge, limit=VOICES, seconds=TURN_SECONDS),
    "open_cases": loops.open_cases,
    "publish": loops.publish,
    "look_at_clocks": loops.look_at_clocks,
    "listen": lambda at: listen_all(at=at),
    "send": _send,
    "tell": _tell,
    "keep": loops.keep,
    "papers": write_papers,
    "topics": loops.gather_or_grow,
    "gap": measure_gap_when_due,
    "inspection": inspect_when_due,
    "ledger": keep_watch,
}
# The shelf and the channel by which `serve` tells that its loops are at work.
HEARTS = {"assess": "work", "listen": "channels"}


def _task(name: str, work: Callable[[datetime], object]) -> Any:
    """What was done stays in the database; a task that fails is logged by Celery, and the next beat tries again."""

    heart = Heart(HEARTS.get(name, name))

    def look() -> None:
        begun, failed = perf_counter(), True
        try:
            work(timezone.now())
            failed = False
        finally:
            heart.beat(seconds=perf_counter() - begun, failed=failed, at=timezone.now())

    return app.task(look, name=PREFIX + name)


TASKS = {name: _task(name, work) for name, work in WORK.items()}
