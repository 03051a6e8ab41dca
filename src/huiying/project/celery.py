"""The loops on many machines: `huiying work --celery` and `huiying beat`, or `celery -A huiying.project.celery worker`.

A task says only that it is time to look. The database stays the queue (decisions 1 and 21): a task that is lost is sent
again by the next beat, and one that comes twice finds the shelf empty. So no task is acknowledged late, no result is
kept, and what nobody took within its time is dropped.
"""

import os
from typing import Final, NamedTuple

from celery import Celery
from django.conf import settings

from .brokers import as_celery
from .manymachines import QUEUES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")


class Look(NamedTuple):
    """How often it is time to look, in seconds, and on which queue that is said."""

    every: float
    queue: str


SHELVES, CHANNELS, BESIDE = QUEUES
LOOKS: Final = {
    "assess": Look(1, SHELVES),
    "open_cases": Look(1, SHELVES),
    "publish": Look(2, SHELVES),
    "look_at_clocks": Look(5, SHELVES),
    "listen": Look(5, CHANNELS),
    "send": Look(2, CHANNELS),
    "tell": Look(5, CHANNELS),
    "keep": Look(5, BESIDE),
    "papers": Look(5, BESIDE),
    "topics": Look(120, BESIDE),
    "gap": Look(60, BESIDE),
    "inspection": Look(60, BESIDE),
    "ledger": Look(60, BESIDE),
}
LEAST_WAIT = 10  # seconds that a task waits for a worker at least, before it is dropped
AWAY_SECONDS = 5.0  # a broker that says nothing for so long is asked anew
PREFIX: Final = "huiying."

app = Celery("huiying", include=["huiying.project.tasks"])
app.conf.update(
    **as_celery(settings.BROKER),
    accept_content=["json"],
    beat_scheduler="celery.beat:Scheduler",  # in memory: what is due is asked of the database, not of a file
    beat_max_loop_interval=5,
    beat_schedule={
        name: {"task": PREFIX + name, "schedule": look.every, "options": {"expires": max(2 * look.every, LEAST_WAIT)}}
        for name, look in LOOKS.items()
    },
    broker_connection_max_retries=None,  # a broker may be away for as long as it likes
    broker_connection_retry_on_startup=True,
    task_default_queue=SHELVES,
    task_ignore_result=True,
    task_routes={PREFIX + name: {"queue": look.queue} for name, look in LOOKS.items()},
    worker_cancel_long_running_tasks_on_connection_loss=False,  # it goes on: its work is in the database
    worker_enable_remote_control=False,  # else whoever reaches the broker may stop every worker
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=1,  # what waits, waits in the broker, where another worker may take it
)
if settings.BROKER.startswith("redis"):
    app.conf.broker_transport_options = {
        "socket_timeout": AWAY_SECONDS,
        "socket_connect_timeout": AWAY_SECONDS,
        "socket_keepalive": True,
        "health_check_interval": AWAY_SECONDS,
    }
