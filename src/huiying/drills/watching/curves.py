"""The curves of a drill: what the public said and how heated it was, step by step, with the notices as marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncMinute
from django.utils import timezone

from huiying.handling.models import Release, ReleaseState
from huiying.reporting.charts import Mark

from ..models import Stage

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STEPS: Final = tuple(n * MINUTE for n in (5, 10, 15, 30, 60, 120, 240, 720, 1440))
MOST: Final = 48
"""Points of a curve: the finest step is taken that gives no more."""


@dataclass(frozen=True, slots=True)
class Point:
    """One step, by its end: how many voices came in it, and the temper when it ended."""

    time: str
    voices: int
    temper: float


@dataclass(frozen=True, slots=True)
class Curves:
    step: timedelta
    points: Sequence[Point] = ()
    marks: Sequence[Mark] = ()

    @property
    def minutes(self) -> int:
        return int(self.step / MINUTE)

    @property
    def voices(self) -> int:
        return sum(point.voices for point in self.points)

    @property
    def hottest(self) -> Point | None:
        return max(self.points, key=lambda point: point.temper, default=None)


def curves(stage: Stage, *, at: datetime) -> Curves:
    """From the beginning to now, or to the end. Three queries, however much was said."""
    began = stage.began_at
    if began is None:
        return Curves(STEPS[0])
    until = max(min(at, stage.finished_at or at), began + MINUTE)
    step = next((each for each in STEPS if (until - began) <= MOST * each), STEPS[-1])
    count = min(-(-(until - began) // step), MOST)
    ends = [began + (n + 1) * step for n in range(count)]
    words = _worded(ends)
    voices = [0] * count
    for minute, many in _by_minute(stage):
        voices[min(max((minute - began) // step, 0), count - 1)] += many
    tempers = _tempers(stage, ends)
    points = [Point(*told) for told in zip(words, voices, tempers, strict=True)]
    return Curves(step, points, _marks(began, step, words))


def _worded(ends: Sequence[datetime]) -> list[str]:
    form = "%H:%M" if ends[-1] - ends[0] < DAY else "%m-%d %H:%M"
    return [f"{timezone.localtime(end):{form}}" for end in ends]


def _by_minute(stage: Stage) -> list[tuple[datetime, int]]:
    counted = stage.utterances.annotate(minute=TruncMinute("at")).values("minute").annotate(many=Count("pk"))
    return [(row["minute"], row["many"]) for row in counted.order_by("minute")]


def _tempers(stage: Stage, ends: Sequence[datetime]) -> list[float]:
    turns = list(stage.pulses.values_list("at", "after"))
    told, temper, place = [], 1.0, 0
    for end in ends:
        while place < len(turns) and turns[place][0] <= end:
            temper, place = turns[place][1], place + 1
        told.append(temper)
    return told


def _marks(began: datetime, step: timedelta, words: Sequence[str]) -> list[Mark]:
    signed = Release.objects.filter(state=ReleaseState.SIGNED, released_at__gte=began).order_by("released_at")
    places = [(-((began - one.released_at) // step) - 1, one.get_sort_display()) for one in signed if one.released_at]
    return [Mark(words[min(max(place, 0), len(words) - 1)], name) for place, name in places]
