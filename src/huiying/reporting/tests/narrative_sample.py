"""Series as a snapshot keeps them, without a database: for the tests of the sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from huiying.reporting.figures.figure import share
from huiying.reporting.papers.narrative.gathering import references

MONTH = {"before": "上月", "each": "逐月", "this": "本月"}
Counts = Sequence[float]
"""Of the months before, oldest first, and of the one told of."""


def steps(count: int) -> list[dict[str, str]]:
    """So many whole months before January 2027."""
    return [
        {"name": f"{month // 12}年{month % 12 + 1}月", "span": f"{month // 12}-{month % 12 + 1:02}..x..x"}
        for month in range(2027 * 12 - count, 2027 * 12)
    ]


def counted(key: str, name: str, unit: str, course: Counts, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A count and its numbers; `by` gives of each dimension the places with (before, now)."""
    by: Mapping[str, Mapping[str, tuple[float, float]]] = more.pop("by", {})
    told = _series(key, name, unit, len(course) - 1, by, **more)
    numbers = _numbers(key, name, unit, told, course)
    for dimension, places in by.items():
        for place, (before, now) in places.items():
            _put(numbers, f"{key}:{dimension}={place}", name, unit, now)
            if told["steps"]:
                _put(numbers, f"{key}:{dimension}={place}@{told['steps'][-1]['span']}", name, unit, before)
    return told, numbers


def rated(name: str, course: Sequence[tuple[int, int]], **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A rate of (part, whole) over the months; `by` gives of each place ((part, whole), (part, whole))."""
    by = more.pop("by", {})
    told = _series("rate", name, "%", len(course) - 1, by, part="satisfied", whole=["rated"], **more)
    numbers: dict[str, Any] = {}
    spans = [*(f"@{step['span']}" for step in told["steps"]), ""]
    for span, (part, whole) in zip(spans, course, strict=True):
        _put_rate(numbers, span, name, part, whole)
    for dimension, places in by.items():
        for place, pairs in places.items():
            for span, (part, whole) in zip(spans[-2:], pairs, strict=True):
                _put_rate(numbers, f":{dimension}={place}{span}", name, part, whole)
    return told, numbers


def _put_rate(numbers: dict[str, Any], where: str, name: str, part: int, whole: int) -> None:
    _put(numbers, f"rate{where}", name, "%", share(part, whole))
    _put(numbers, f"satisfied{where}", "满意数", "件", part)
    _put(numbers, f"rated{where}", "评价数", "件", whole)


def _series(key: str, name: str, unit: str, before: int, by: Any, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "slice": "",
        "name": name,
        "unit": unit,
        "words": MONTH,
        "steps": steps(before),
        "from_the_beginning": False,
        "last_year": "",
        "months": [],
        "by": {
            dimension: [{"name": place, "slice": f":{dimension}={place}"} for place in places]
            for dimension, places in by.items()
        },
    } | more


def _numbers(key: str, name: str, unit: str, told: Any, course: Counts) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    for step, value in zip(told["steps"], course, strict=False):
        _put(numbers, f"{key}@{step['span']}", name, unit, value)
    _put(numbers, key, name, unit, course[-1])
    return numbers


def _put(numbers: dict[str, Any], reference: str, name: str, unit: str, value: float | None) -> None:
    numbers[reference] = {"value": value, "label": name, "formula": "", "unit": unit}


def facts(*told: tuple[dict[str, Any], dict[str, Any]], seed: str = "") -> dict[str, Any]:
    """The facts of a paper that holds these series, by their names."""
    numbers: dict[str, Any] = {}
    for _, counts in told:
        numbers |= counts
    return {"series": {series["name"]: series for series, _ in told}, "numbers": numbers, "period": seed}


def all_taken(series: Any, numbers: Mapping[str, Any]) -> bool:
    return set(references(series)) <= set(numbers)
