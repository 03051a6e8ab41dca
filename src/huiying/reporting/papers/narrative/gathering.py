"""What there is to say of a figure, taken while facts are gathered: its value now, before, a year ago, and by parts."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final, NotRequired, TypedDict

from django.db.models import Count as Many
from django.db.models import Min
from django.utils import timezone

from huiying.assessment.models import Topic
from huiying.intake.models import Channel, Voice
from huiying.people.models import Section
from huiying.reporting.figures import BY_DIMENSION, Dimension, Figure, Numbers, Period, Quantile, Share, named
from huiying.reporting.papers.citing import uncited

from .spans import name_of, sort_of, spans_before

MOST_PARTS: Final = 20
NAMES: Final = {"channel": (Channel, "name"), "section": (Section, "name"), "topic": (Topic, "description")}
GRACE: Final = 0.1
"""A span counts as covered by our records if they begin within its first tenth."""


class StepFacts(TypedDict):
    """A span before the period, by its name, and as a reference names it."""

    name: str
    span: str


class PartFacts(TypedDict):
    name: str
    slice: str


class SeriesFacts(TypedDict):
    """`slice` narrows the figure (`:section=2`); `steps` are spans before, oldest first; `of` names the counts that a
    share is made of, `over` the count whose rows a median is taken over.
    """

    key: str
    slice: str
    name: str
    unit: str
    words: dict[str, str]
    steps: list[StepFacts]
    from_the_beginning: bool
    last_year: str
    months: list[StepFacts]
    by: dict[str, list[PartFacts]]
    part: NotRequired[str]
    whole: NotRequired[list[str]]
    over: NotRequired[str]


def series(numbers: Numbers, key: str, *, by: Collection[str] = (), name: str = "") -> SeriesFacts:
    """Take a figure (`received`, `replied:section=2`) with what it is compared with and the dimensions it is broken
    down by. `name` is what sentences call it, without one its label.
    """
    figure, narrowed = _figure(key)
    told = _told(numbers.period, figure, narrowed, name)
    told["by"] = {dimension: _parts(numbers, figure, narrowed, BY_DIMENSION[dimension]) for dimension in by}
    for reference in references(told):
        numbers.take(reference)
    return told


def _figure(key: str) -> tuple[Figure, str]:
    reference = named(key)
    return reference.figure, str(reference).removeprefix(reference.figure.key).split("@")[0]


def _told(period: Period, figure: Figure, narrowed: str, name: str) -> SeriesFacts:
    sort = sort_of(period.start, period.end)
    steps, first = _steps(period, sort.most)
    told: SeriesFacts = {
        "key": figure.key,
        "slice": narrowed,
        "name": uncited(name) or figure.label.removesuffix("件数").removesuffix("次数").removesuffix("数"),
        "unit": figure.unit,
        "words": {"before": sort.before, "each": sort.each, "this": sort.this},
        "steps": steps,
        "from_the_beginning": first,
        "last_year": "last_year" if _covered(period.last_year, _first_day(period)) else "",
        "months": _months(period),
        "by": {},
    }
    if isinstance(figure, Share):
        told["part"], told["whole"] = figure.part.key, [count.key for count in figure.whole]
    if isinstance(figure, Quantile):
        told["over"] = figure.over.key
    return told


def _steps(period: Period, most: int) -> tuple[list[StepFacts], bool]:
    """The spans before that our records cover, and whether they reach back to the first."""
    first = _first_day(period)
    steps: list[StepFacts] = []
    for start, end in spans_before(period.start, period.end):
        if len(steps) == most or not _covered(Period(start, end), first):
            return steps[::-1], len(steps) < most
        # Each is seen as it stood when it ended: of an older span more is answered by now, which is no fall.
        steps.append({"name": name_of(start, end), "span": f"{start}..{end}..{end}"})
    raise AssertionError("spans before have no end")


def _first_day(period: Period) -> date | None:
    """The day of the first voice of these units."""
    first = Voice.objects.filter(period.within("channel__unit")).aggregate(first=Min("said_at"))["first"]
    return timezone.localtime(first).date() if first else None


def _covered(span: Period, first: date | None) -> bool:
    return first is not None and (first - span.start).days <= GRACE * ((span.end - span.start).days + 1)


def _months(period: Period) -> list[StepFacts]:
    """The months in a period of several."""
    months = list(period.months())
    whole = [{"name": f"{m.start.year}年{m.start.month}月", "span": f"{m.start:%Y-%m}"} for m in months]
    return [StepFacts(name=m["name"], span=m["span"]) for m in whole] if len(months) > 2 else []


def _parts(numbers: Numbers, figure: Figure, narrowed: str, dimension: Dimension) -> list[PartFacts]:
    """The values of a dimension that had most rows now and before."""
    found: dict[Any, int] = {}
    field = dimension.field(figure.model)
    for period in (numbers.period, _before(numbers.period)):
        rows = named(f"{figure.key}{narrowed}").rows(period)
        only = {field.removesuffix(dimension.path) + name: value for name, value in dimension.always.items()}
        for value, count in rows.filter(**only).order_by().values_list(field).annotate(n=Many("pk", distinct=True)):
            found[value] = found.get(value, 0) + count
    most = sorted((v for v in found if v not in (None, "")), key=lambda v: (-found[v], str(v)))[:MOST_PARTS]
    names = _names(dimension, most)
    return [{"name": uncited(names.get(v) or str(v)), "slice": f"{narrowed}:{dimension.key}={v}"} for v in most]


def _before(period: Period) -> Period:
    start, end = next(spans_before(period.start, period.end))
    return Period(start, end, period.units)


def _names(dimension: Dimension, values: Collection[Any]) -> dict[Any, str]:
    if dimension.key not in NAMES:
        return {}
    model, field = NAMES[dimension.key]
    return dict(model._default_manager.filter(pk__in=values).values_list("pk", field))


def references(told: SeriesFacts) -> Iterator[str]:
    """Every number that the sentences of a series may cite."""
    keys = [told["key"], *told.get("whole", ()), *([told["part"]] if "part" in told else ())]
    keys += [told["over"]] if "over" in told else []
    before = told["steps"][-1]["span"] if told["steps"] else ""
    year = told["last_year"]
    for key in dict.fromkeys(keys):
        yield f"{key}{told['slice']}"
        yield from (f"{key}{told['slice']}@{span}" for span in (before, year) if span)
        for part in (part for parts in told["by"].values() for part in parts):
            yield f"{key}{part['slice']}"
            yield from (f"{key}{part['slice']}@{before}" for _ in (1,) if before)
    for step in (*told["steps"], *told["months"]):
        yield f"{told['key']}{told['slice']}@{step['span']}"
