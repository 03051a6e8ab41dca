"""The figures of a period, as other systems read them: the catalogue, values beside what they are compared with, values
by a dimension, and which rows stand behind a number, by their public numbers and without personal data.
"""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from huiying.intake.channels.api.auth import Bearer, token_of
from huiying.intake.channels.api.refusing import ApiRefusal, Told
from huiying.intake.models import Scope

from .figures import (
    BY_DIMENSION,
    BY_KEY,
    DESK,
    DIMENSIONS,
    FIGURES,
    Count,
    Dimension,
    Figure,
    Number,
    Period,
    Quantile,
    Reference,
    UnknownReference,
    named,
)
from .figures.dimension import TO_CASE

LONGEST = timedelta(days=3 * 366)
YEARS = range(2001, 2059)
MOST_VALUES, MOST_ROWS = 200, 1000
REFUSED = frozenset({401, 403, 422, 429, 503})
router = Router(tags=["reporting"])
reads = Bearer(Scope.FIGURES)

Key = Annotated[str, Field(min_length=1, max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Value(BaseModel):
    """A figure by its key, with its name, unit and formula in Chinese; null where there is nothing to divide by.
    `before` and `last_year` are there when they were asked for, null where the records do not reach back so far.
    """

    key: str
    label: str
    unit: str
    formula: str
    value: int | float | None
    before: int | float | None = None
    last_year: int | float | None = None


class Figures(BaseModel):
    start: date
    end: date
    figures: list[Value]


class Named(BaseModel):
    """A figure as the catalogue has it: `sort` says whether it is a count of rows, a share or a quantile, `rows` whose
    rows it counts, `dimensions` by what it can be narrowed.
    """

    key: str
    label: str
    english: str
    unit: str
    formula: str
    sort: Literal["count", "share", "quantile"]
    rows: str
    dimensions: list[str]


class NamedDimension(BaseModel):
    key: str
    label: str
    english: str


class Catalogue(BaseModel):
    figures: list[Named]
    dimensions: list[NamedDimension]


class Part(BaseModel):
    """The figure of one value of a dimension; "" are the rows that have none. `reference` names the number."""

    of: str
    name: str
    reference: str
    value: int | float | None


class Parts(BaseModel):
    key: str
    dimension: str
    start: date
    end: date
    parts: list[Part]


class Page(BaseModel):
    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(100, ge=1, le=MOST_ROWS)


class Rows(BaseModel):
    """A number by its reference, and the rows behind it: `case:2026-00001`, `voice:HY20260315-00001`, …"""

    reference: str
    label: str
    unit: str
    formula: str
    value: int | float | None
    count: int
    rows: list[str]


@router.get(
    "/figures",
    auth=reads,
    response={200: Figures, REFUSED: Told},
    summary="The figures of a period",
    exclude_unset=True,
)
def figures(
    request: HttpRequest,
    start: date,
    end: date,
    key: Annotated[list[Key], Query(max_length=100)] = [],  # noqa: B006 (read only, as the form of a query wants it)
    compare: bool = False,
) -> Figures:
    """From `start` to `end`, both included, at most three years: those of `key`, or those of the desk. With `compare`
    the period before and the same days of the year before stand beside.
    """
    period = _period(request, start, end)
    wanted = [_figure(one) for one in key] or list(DESK)
    return Figures(start=start, end=end, figures=[_value(one, period, compare=compare) for one in wanted])


@router.get("/figures/catalogue", auth=reads, response={200: Catalogue, REFUSED: Told}, summary="Every figure there is")
def catalogue(request: HttpRequest) -> Catalogue:
    """Every figure with its formula in words, and the dimensions by which figures are narrowed."""
    told = [NamedDimension(key=one.key, label=one.label, english=one.english) for one in DIMENSIONS]
    return Catalogue(figures=[_named(figure) for figure in FIGURES], dimensions=told)


@router.get("/figures/rows", auth=reads, response={200: Rows, REFUSED: Told}, summary="The rows behind a number")
def rows(request: HttpRequest, start: date, end: date, of: Text, page: Query[Page]) -> Rows:
    """A number by its reference (`received:channel=3@2026-03`) and a page of the rows that it counts; of a share those
    of its whole.
    """
    period, reference = _period(request, start, end), _reference(of)
    found, number = reference.rows(period), _number(reference, period)
    return Rows(
        reference=of,
        **number,
        count=found.count(),
        rows=_references(found.model, found.order_by("pk")[page.offset : page.offset + page.limit]),
    )


@router.get(
    "/figures/{key}/by/{dimension}",
    auth=reads,
    response={200: Parts, REFUSED: Told},
    summary="A figure by a dimension",
)
def parts(request: HttpRequest, key: Key, dimension: Key, start: date, end: date) -> Parts:
    """One figure for each value that its rows have, those with the most rows first, at most two hundred."""
    period, figure, by = _period(request, start, end), _figure(key), BY_DIMENSION.get(dimension)
    if by is None or not all(model in by.to for model in figure.models):
        raise ApiRefusal(
            422,
            _("This figure is not told by this dimension."),
            where="dimension",
            fix=_("The catalogue says for each figure which it has."),
        )
    told = [_part(Reference(figure, ((by, value),)), value, by, period) for value in _values(figure, by, period)]
    return Parts(key=key, dimension=dimension, start=start, end=end, parts=told)


def _period(request: HttpRequest, start: date, end: date) -> Period:
    if end < start or end - start > LONGEST or not {start.year, end.year} <= set(YEARS):
        raise ApiRefusal(
            422,
            _("The period is not one of at most three years."),
            where="start, end",
            fix=_("Name two days, the first one first."),
        )
    channel = token_of(request).channel
    return Period(start, end, frozenset({channel.unit_id}) if channel and channel.unit_id else None)


def _figure(key: str) -> Figure:
    if key not in BY_KEY:
        raise ApiRefusal(422, _("There is no such figure."), where=key, fix=_("See the catalogue of figures."))
    return BY_KEY[key]


def _reference(text: str) -> Reference:
    try:
        return named(text)
    except UnknownReference as unknown:
        raise ApiRefusal(
            422, _("No number has this name."), where="of", fix=_("Write it as received:channel=3@2026-03.")
        ) from unknown


def _value(figure: Figure, period: Period, *, compare: bool) -> Value:
    told: dict[str, Any] = {"key": figure.key, **_number(Reference(figure), period)}
    if compare:
        for name, other in (("before", period.before), ("last_year", period.last_year)):
            told[name] = figure.value(other) if other.covered() else None
    return Value(**told)


def _number(reference: Reference, period: Period) -> Number:
    figure = reference.figure
    value = reference.value(period)
    return {"label": figure.label, "unit": figure.unit, "formula": figure.formula, "value": value}


def _named(figure: Figure) -> Named:
    sort: Literal["count", "share", "quantile"] = "share"
    if isinstance(figure, Count):
        sort = "count"
    elif isinstance(figure, Quantile):
        sort = "quantile"
    return Named(
        key=figure.key,
        label=figure.label,
        english=figure.english,
        unit=figure.unit,
        formula=figure.formula,
        sort=sort,
        rows=figure.model._meta.label,
        dimensions=[one.key for one in DIMENSIONS if all(model in one.to for model in figure.models)],
    )


def _values(figure: Figure, by: Dimension, period: Period) -> list[str]:
    return [value for value, _rows in by.values(figure.rows(period))[:MOST_VALUES]]


def _part(reference: Reference, value: str, by: Dimension, period: Period) -> Part:
    return Part(of=value, name=by.name(value), reference=str(reference), value=reference.value(period))


def _references(model: type[Model], found: Any) -> list[str]:
    """Rows by the number that people know them by, else by their key."""
    name, way = model._meta.model_name, TO_CASE.get(model)
    if way is not None and model._meta.label != "intake.Voice":
        return [f"case:{number}" for number in found.values_list(f"{way}number", flat=True)]
    own = next((one for one in ("number", "reference", "slug") if one in _names(model)), "pk")
    return [f"{name}:{told}" for told in found.values_list(own, flat=True)]


def _names(model: type[Model]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.fields)
