"""Days that follow one another under one heading, as one stretch: how a notice writes them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
DAY = timedelta(days=1)


def spans(days: Mapping[date, T]) -> list[tuple[T, date, date]]:
    """The stretches of `days` with the same value, each with its first and last day, in order."""
    found: list[tuple[T, date, date]] = []
    for day, value in sorted(days.items(), key=lambda item: item[0]):
        if found and found[-1][0] == value and found[-1][2] + DAY == day:
            found[-1] = (value, found[-1][1], day)
        else:
            found.append((value, day, day))
    return found
