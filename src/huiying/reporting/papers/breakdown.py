"""来件结构 · What a figure is broken down by, gathered: the values that occur, each with its name and its narrowing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypedDict

from django.db.models import Count

from huiying.intake.models import Channel, Voice
from huiying.people.models import Section
from huiying.reporting.figures import BY_DIMENSION, Numbers, Period
from huiying.reporting.figures.reference import escaped

from .told import narrowed, take_all

MOST: Final = 12


class Row(TypedDict):
    """A value of a dimension: its name as it is printed, and how a reference is narrowed to it."""

    name: str
    by: str


def rows(
    numbers: Numbers, dimension: str, keys: Iterable[str] = ("received",), spans: Iterable[str] = ("",)
) -> list[Row]:
    """The values with the most letters in the period and the one before, the most in the period first; every figure of
    `keys` is taken of each of them, in each of the spans.
    """
    period = numbers.period
    now, before = (_counts(each, dimension) for each in (period, period.before))
    both = sorted(set(now) | set(before), key=lambda value: (-now.get(value, 0), -before.get(value, 0), str(value)))
    chosen = both[:MOST]
    names = NAMES.get(dimension, _itself)(chosen)
    told: list[Row] = [
        {"name": names[value], "by": f"{dimension}={escaped(str(value))}"} for value in chosen if value in names
    ]
    take_all(numbers, (narrowed(key, row["by"], span) for row in told for key in keys for span in spans))
    return told


def _counts(period: Period, dimension: str) -> dict[Any, int]:
    found = BY_DIMENSION[dimension]
    way = found.to[Voice]
    voices = period.voices().filter(**{f"{way}{key}": told for key, told in found.always.items()})
    counted = voices.order_by().values_list(found.field(Voice)).annotate(n=Count("pk", distinct=True))
    return {value: n for value, n in counted if value}


def _itself(values: Iterable[Any]) -> Mapping[Any, str]:
    return {value: str(value) for value in values}


def _channels(values: Iterable[Any]) -> Mapping[Any, str]:
    return dict(Channel.objects.filter(pk__in=list(values)).values_list("pk", "name"))


def _sections(values: Iterable[Any]) -> Mapping[Any, str]:
    return dict(Section.objects.filter(pk__in=list(values)).values_list("pk", "name"))


NAMES: Final[Mapping[str, Callable[[Iterable[Any]], Mapping[Any, str]]]] = {"channel": _channels, "section": _sections}
