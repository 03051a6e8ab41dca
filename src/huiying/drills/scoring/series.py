"""曲线 · Voices by stretches of time and channel, and the temper, for the chart."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from .mood import temper
from .record import Record
from .telling import MINUTE, stamp

STEPS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 360, 720, 1440)
MOST: Final = 36
"""Stretches in a chart: more have no room."""
MARKED: Final = ("opened", "release", "post", "call", "call_missed", "closed", "handed_over", "down", "up")


def step_of(length: timedelta) -> int:
    """The shortest usual stretch, in minutes, of which there are not too many."""
    return next((step for step in STEPS if length / MINUTE <= step * MOST), STEPS[-1])


def series(record: Record) -> dict[str, Any]:
    step = step_of(record.ended - record.began)
    counts = Counter((int(_minute(record, each.at) // step), each.channel.name) for each in record.said)
    last = max(int(_minute(record, record.ended) // step), *(place for place, _ in counts), 0)
    buckets = [_bucket(record, place, step, counts) for place in range(last + 1)]
    return {"step": step, "buckets": buckets, "temper": [_point(record, at, value) for at, value in temper(record)]}


def _bucket(record: Record, place: int, step: int, counts: Counter[tuple[int, str]]) -> dict[str, Any]:
    channels = {channel: count for (at, channel), count in sorted(counts.items()) if at == place}
    at = record.began + place * step * MINUTE
    return {"at": stamp(at), "minute": place * step, "count": sum(channels.values()), "channels": channels}


def _point(record: Record, at: datetime, value: float) -> dict[str, Any]:
    return {"at": stamp(at), "minute": round(_minute(record, at), 1), "value": round(value, 3)}


def _minute(record: Record, at: datetime) -> float:
    return max((at - record.began) / MINUTE, 0.0)
