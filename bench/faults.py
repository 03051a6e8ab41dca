"""Two groups of Celery workers on PostgreSQL and a Redis of our own, while at random a worker is killed, the broker
restarted or stopped, and every connection to the database cut; a feeder brings voices through the real intake.

At the end every voice fed must be there once, judged once, with one case and one receipt, and the ledger must hold. A
receipt whose sender was killed at its last step is *perhaps sent*, which a person looks at: it is never sent twice.
Latencies are from bringing a voice to its judgement, in seconds, before, during and after the faults. `--broker
amqp://…` takes a RabbitMQ in the place of Redis, which then is cut off by killing the workers only.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench.machines import Group, Redis, cut_connections, environment, new_database, workers

DATABASE = "postgresql://postgres@127.0.0.1:5432/huiying_machines_faults"
SORTS = ("worker", "child", "broker", "broker_stopped", "database", "beat")
OTHERS = ("worker", "child", "database", "beat")  # where the broker is not ours to stop
CALM_SECONDS = 60.0
SETTLE_SECONDS = 120.0  # after which what no worker has judged is judged by us, and shows in the latencies
START_SECONDS = 300.0  # for the first worker to stand, on a machine that has much else to do
BROKER_DOWN_SECONDS = 2.0
BROKER_STOPPED_SECONDS = 6.0
BACK_SECONDS = 1.0  # after which a service manager starts again what ended


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=10.0, help="how long things break")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two faults, in the mean")
    parser.add_argument("--per-second", type=float, default=4.0, help="voices fed")
    parser.add_argument("--processes", type=int, default=1, help="of each of the two groups of workers")
    parser.add_argument("--calm", type=float, default=CALM_SECONDS, help="seconds before the first and after the last")
    parser.add_argument("--database", default=DATABASE, help="made anew, and dropped afterwards")
    parser.add_argument("--template", default="", help="a database with an empty office, to be copied: spares a minute")
    parser.add_argument("--broker", default="", help="an amqp:// or redis:// in the place of a Redis of our own")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="huiying-faults-") as told,
        new_database(options.database, options.template) as database,
    ):
        folder = Path(told)
        redis = None if options.broker else Redis(folder)
        if redis:
            redis.start()
        told_to = environment(folder / "home", database, redis.address if redis else options.broker)
        try:
            subprocess.run([sys.executable, "-m", "huiying", "init"], env=told_to, check=True, stdout=sys.stderr)
            os.environ.update(told_to, DJANGO_SETTINGS_MODULE="huiying.project.settings")
            django.setup()
            plan = Plan(
                seconds=60 * options.minutes, every=options.every, calm=options.calm,
                per_second=options.per_second, processes=options.processes, seed=options.seed,
                sorts=SORTS if redis else OTHERS,
            )  # fmt: skip
            return play(plan, database=database, redis=redis, told=told_to, folder=folder)
        finally:
            if redis:
                redis.kill()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How long things break, how often, how long it is calm before and after, how many voices come."""

    seconds: float
    every: float
    calm: float
    per_second: float
    processes: int = 1
    seed: int = 1
    start: float = START_SECONDS
    settle: float = SETTLE_SECONDS
    sorts: tuple[str, ...] = SORTS


@dataclass
class Breaking:
    """What breaks, and how often each was."""

    groups: list[Group]
    beat: Group
    redis: Redis | None
    database: str
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)

    def one(self, sort: str) -> None:
        way: Callable[[], None] = getattr(self, f"_{sort}")
        way()
        self.done[sort] += 1

    def look(self) -> None:
        for group in (*self.groups, self.beat):
            group.look()

    def _worker(self) -> None:
        group = self.chance.choice(self.groups)
        group.kill()
        time.sleep(BACK_SECONDS)

    def _child(self) -> None:
        for pid in self.chance.choice(self.groups).children()[:1]:
            os.kill(pid, signal.SIGKILL)

    def _beat(self) -> None:
        self.beat.kill()
        time.sleep(BACK_SECONDS)

    def _broker(self) -> None:
        if self.redis:
            self.redis.kill()
            time.sleep(BROKER_DOWN_SECONDS)
            self.redis.start()

    def _broker_stopped(self) -> None:
        if self.redis:
            self.redis.tell(signal.SIGSTOP)
            time.sleep(BROKER_STOPPED_SECONDS)
            self.redis.tell(signal.SIGCONT)

    def _database(self) -> None:
        cut_connections(self.database)


def play(plan: Plan, *, database: str, redis: Redis | None, told: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Feed, break, and count. Django stands already, on this database."""
    feeding = import_module("bench.feeding")  # it needs Django to stand
    groups = [workers(told, name, processes=plan.processes, folder=folder) for name in ("one", "two")]
    beat = Group(["beat"], told, folder / "beat.log")
    breaking = Breaking(groups, beat, redis, database, random.Random(plan.seed))
    with feeding.CountingPost() as post:
        feeder = feeding.Feeder(feeding.lay_channel(post.port), plan.per_second)
        for group in (*groups, beat):
            group.start()
        try:
            feeder.start()
            _through(plan, feeder, breaking)
        finally:
            feeder.stop_feeding()
            feeder.wait_for_all(plan.settle)
            for group in (*groups, beat):
                group.kill()
        return _counted(feeder, post, breaking)


def _through(plan: Plan, feeder: Any, breaking: Breaking) -> None:
    """Calm until the workers have judged something, and for a while; faults; calm again."""
    feeder.phase = "starting"
    until = time.monotonic() + plan.start
    while not feeder.judged and time.monotonic() < until:
        time.sleep(0.1)
    feeder.phase = "before"
    _wait(plan.calm, breaking)
    feeder.phase = "during"
    end, left = time.monotonic() + plan.seconds, list[str]()
    while time.monotonic() < end:
        left = left or breaking.chance.sample(plan.sorts, len(plan.sorts))
        breaking.one(left.pop())
        _wait(min(breaking.chance.expovariate(1 / plan.every), 3 * plan.every), breaking)
    feeder.phase = "settling"
    _wait(min(plan.calm, 20.0), breaking)
    feeder.phase = "after"
    _wait(plan.calm, breaking)


def _wait(seconds: float, breaking: Breaking) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        breaking.look()
        time.sleep(min(left, 0.5))


def _counted(feeder: Any, post: Any, breaking: Breaking) -> dict[str, Any]:
    """What became of every voice; the shelves are emptied first, at a time when the leases of the dead are over."""
    counting = import_module("bench.counting")
    counting.finish(timedelta(minutes=6))
    return {
        "fed": len(feeder.fed),
        "tried_again": feeder.tries_that_failed,
        "faults": dict(breaking.done),
        "starts": sum(group.starts for group in breaking.groups),
        **counting.found(feeder.fed, post.taken),
        "doubled": {ident: to for ident, to in post.to.items() if len(to) > 1},
        "heard_to_judged": feeder.latencies(),
        "load": os.getloadavg()[0],
    }
