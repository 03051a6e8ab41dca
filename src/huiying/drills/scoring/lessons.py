"""改进 · What is to be learned: what each low point asks for, with its first reason, and the scenario's own lessons."""

from collections.abc import Iterator, Sequence
from typing import Any

from .record import Record
from .rubric import GOOD, PASS, RUBRIC
from .telling import quoted

MOST_LESSON = 290
SOON, LATER, FROM_THE_SCENARIO = 14, 30, 30
"""Days in which it is trained: a point that failed, one that was weak, a lesson of the scenario."""


def lessons(record: Record, points: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*_derived(points), *_told(record)]


def _derived(points: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lowest first."""
    low = [point for point in points if point["points"] is not None and point["points"] < GOOD]
    advice = {point.key: point.advice for point in RUBRIC}
    for point in sorted(low, key=lambda each: each["points"]):
        days = SOON if point["points"] < PASS else LATER
        because = point["reasons"][0] if point["reasons"] else ""
        yield {"what": advice[point["key"]], "because": because, "point": point["key"], "days": days}


def _told(record: Record) -> Iterator[dict[str, Any]]:
    for lesson in record.scenario.lessons:
        yield {"what": quoted(lesson.rstrip("。"), MOST_LESSON), "because": "", "point": "", "days": FROM_THE_SCENARIO}
