"""One worker against four on PostgreSQL: how many voices a second are judged, and what limits them.

Voices lie on the shelf; workers that are warm are told to look, and take them with SKIP LOCKED. `busy` is the processor
time of the workers by the second: near the number of processors, those are the limit; far below, it is the database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench.letters import letters
from bench.machines import Redis, environment, new_database, workers

DATABASE = "postgresql://postgres@127.0.0.1:5432/huiying_machines_scaling"
PATIENCE = 600.0
TELL_SECONDS = 0.5


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voices", type=int, default=2_000, help="judged in each run")
    parser.add_argument(
        "--data", type=Path, help="letters to say (a CSV with title, detail, reply), else short made-up ones"
    )
    parser.add_argument("--workers", default="1,4", help="processes of each run")
    parser.add_argument("--database", default=DATABASE, help="made anew, and dropped afterwards")
    parser.add_argument("--template", default="", help="a database with an empty office, to be copied")


def run(options: argparse.Namespace) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="huiying-scaling-") as told,
        new_database(options.database, options.template) as database,
    ):
        folder = Path(told)
        redis = Redis(folder)
        redis.start()
        told_to = environment(folder / "home", database, redis.address)
        try:
            subprocess.run([sys.executable, "-m", "huiying", "init"], env=told_to, check=True, stdout=sys.stderr)
            os.environ.update(told_to, DJANGO_SETTINGS_MODULE="huiying.project.settings")
            django.setup()
            shelf = import_module("bench.shelf")
            shelf.texts += [row["detail"] for row in letters(options.data)] if options.data else []
            runs = {
                n: _measured(n, options.voices, told_to, folder, shelf) for n in map(int, options.workers.split(","))
            }
        finally:
            redis.kill()
    first, last = min(runs), max(runs)
    return {
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        **{f"workers_{n}": figures for n, figures in runs.items()},
        "ratio": round(runs[last]["voices_per_s"] / runs[first]["voices_per_s"], 2),
    }


def _measured(processes: int, voices: int, told_to: dict[str, str], folder: Path, shelf: Any) -> dict[str, Any]:
    group = workers(told_to, f"with-{processes}", processes=processes, folder=folder, queues="shelves")
    group.start()
    try:
        shelf.lay(100 * processes)
        _judged(shelf, processes)  # until each has read its models
        shelf.lay(voices)
        spent, begun = group.cpu_seconds(), time.monotonic()
        _judged(shelf, processes)
        seconds, spent = time.monotonic() - begun, group.cpu_seconds() - spent
    finally:
        group.kill()
    return {
        "voices_per_s": round(voices / seconds, 1),
        "seconds": round(seconds, 1),
        "busy": round(spent / seconds, 2),
        "cpu_ms_a_voice": round(1000 * spent / voices, 1),
    }


def _judged(shelf: Any, processes: int) -> None:
    """Tell the workers to look until none is left."""
    until = time.monotonic() + PATIENCE
    while shelf.waiting():
        if time.monotonic() > until:
            raise RuntimeError("the workers do not come to an end")
        shelf.tell(processes)
        time.sleep(TELL_SECONDS)
