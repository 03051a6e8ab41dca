"""The two halves of `recompute_clocks.py`, each in a process of its own, so that each has its own peak of memory:
`build N` fills a home with N running clocks, `measure` changes its rules.
"""

# ruff: noqa: E402

import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
django.setup()

from huiying.core.zone import ZONE
from huiying.handling.actions import rules, take_waiting
from huiying.handling.models import Clock, Rule
from huiying.handling.rules import changing
from huiying.intake.actions import channel_named, receive
from huiying.intake.channel import Heard
from huiying.ledger.models import Entry

BATCH = 500
FIRST, NOW = datetime(2026, 12, 24, tzinfo=ZONE), datetime(2026, 12, 31, 20, tzinfo=ZONE)
# Invented for this measurement: the notice of 2027 is not published. Every letter of the last week of 2026 ends in
# January 2027, so each is provisional before; the worked Saturday moves some of them forward.
YEAR = """
year = 2027
worked = [2027-01-09]
off = [
    { name = "元旦", from = 2027-01-01, to = 2027-01-03 },
    { name = "春节", from = 2027-02-05, to = 2027-02-11 },
    { name = "清明节", from = 2027-04-03, to = 2027-04-05 },
    { name = "劳动节", from = 2027-05-01, to = 2027-05-05 },
    { name = "端午节", from = 2027-06-09, to = 2027-06-09 },
    { name = "中秋节", from = 2027-09-15, to = 2027-09-15 },
    { name = "国庆节", from = 2027-10-01, to = 2027-10-07 },
]
[notice]
title = "测量用的假设安排，不是通知"
number = "〔测量〕1号"
"""


def build(count: int) -> None:
    """Letters as they come in, their cases opened as they always are."""
    call_command("init", stdout=sys.stderr)
    channel = channel_named("files")
    for start in range(0, count, BATCH):
        receive([letter(n, count) for n in range(start, min(start + BATCH, count))], channel=channel, by=None, at=NOW)
        while take_waiting(at=NOW):
            pass


def letter(number: int, count: int) -> Heard:
    said = FIRST + (NOW - FIRST) * number / count
    return Heard(
        external_id=str(number), text=f"请问第{number}号事项什么时候办好？", said_at=said, said_by=f"来信人{number}"
    )


def measure() -> None:
    """Preview the change, adopt it, and say what that took."""
    running, entries = Clock.objects.running().count(), Entry.objects.count()
    provisional = Clock.objects.filter(provisional=True).count()
    change = changing.year_change(YEAR.encode(), name="2027.toml", because="测量")
    before = peak()
    seconds, told = timed(lambda: rules.preview(change, at=NOW))
    print(
        f"{running:,} running clocks, {provisional:,} of them provisional; previewed in {seconds:.1f} s: "
        f"{told.moved:,} would move, {told.settled:,} would be settled; "
        f"peak {peak():.0f} MiB, {before:.0f} at the start"
    )
    seconds, row = timed(lambda: adopted(change))
    left = Clock.objects.outdated(row.pk).count()
    print(
        f"recomputed in {seconds:.1f} s, {running / seconds:,.0f} per second, {left} left; "
        f"{Entry.objects.count() - entries:,} ledger entries; peak {peak():.0f} MiB"
    )


def adopted(change: changing.Change) -> Rule:
    """Adopt, and take from the shelf until nothing is left on it."""
    row = rules.adopt(change, by=None, at=NOW)
    while rules.recompute(at=NOW):
        pass
    return row


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def peak() -> float:
    """The most memory this process has held, in MiB (Linux counts in KiB, macOS in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    build(int(sys.argv[2])) if sys.argv[1] == "build" else measure()
