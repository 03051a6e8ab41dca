"""The chain of a million entries proved: seconds and peak memory, as the office does it and by the model's rows; the
ratio is that of the processor's seconds, since others may work on the machine.

    HUIYING_HOME=/tmp/chain python -m bench ledger --entries 1000000

An empty home, or the empty PostgreSQL database that HUIYING_DATABASE names, is filled first with entries as a year has
them: a twentieth with words beside the chain. Each way runs in a process of its own, and starts with what is in memory.
"""

# ruff: noqa: E402

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

from django.db import connection

from huiying.ledger.actions import Deed, record_many
from huiying.ledger.models import GENESIS, Entry
from huiying.ledger.seal import holds, verify

FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)
AT_ONCE = 20_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--entries", type=int, default=1_000_000)


def run(options: argparse.Namespace) -> dict[str, Any]:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", "ledger", verbosity=0, interactive=False)
    for start in range(Entry.objects.count(), options.entries, AT_ONCE):
        record_many(_deeds(start, min(start + AT_ONCE, options.entries)))
    told = {way: _alone(way) for way in WAYS}
    ratio = told["rows of the model"]["processor seconds"] / told["verify"]["processor seconds"]
    return {"database": connection.vendor, "entries": Entry.objects.count(), **told, "times as fast": round(ratio, 1)}


def _deeds(start: int, end: int) -> Iterator[Deed]:
    for number in range(start, end):
        facts: dict[str, Any] = {
            "lead": "项目服务科",
            "co_sections": ["政策法规科"],
            "before": "2026-03-02",
            "n": number,
        }
        if number % 20 == 0:
            facts["reason"] = f"第{number}件不属于本科职责，建议转政策法规科办理。"
        at = FIRST + timedelta(seconds=20 * number, microseconds=number % 1_000_000)
        about = f"case:2026-{number // 12:05}"
        yield Deed(name="case.assigned", about=about, by="lin.wanqing 林晚晴", at=at, facts=facts)


def _alone(way: str) -> dict[str, float]:
    child = subprocess.run([sys.executable, "-m", "bench.ledger", way], check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(child.stdout.splitlines()[-1])
    return told


def by_model() -> bool:
    """As it was before: an object for each entry, and the form made anew by the standard library."""
    previous = GENESIS
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.previous != previous or not holds(entry, {}):
            return False
        previous = entry.digest
    return True


WAYS: dict[str, Callable[[], bool]] = {"verify": lambda: verify().ok, "rows of the model": by_model}


def _measure(way: str) -> dict[str, float]:
    connection.ensure_connection()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun, spent = time.perf_counter(), time.process_time()
    assert WAYS[way](), way
    return {
        "seconds": round(time.perf_counter() - begun, 1),
        "processor seconds": round(time.process_time() - spent, 1),
        "MiB at the start": round(before),
        "MiB at most": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
