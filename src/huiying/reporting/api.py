"""The figures of a period, as other systems read them."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from huiying.intake.channels.api.auth import Bearer, token_of
from huiying.intake.channels.api.refusing import ApiRefusal, Told
from huiying.intake.models import Scope

from .figures import FIGURES, Period

LONGEST = timedelta(days=3 * 366)
YEARS = range(2001, 2059)
router = Router(tags=["reporting"])


class Value(BaseModel):
    """A figure by its key, with its name, unit and formula in Chinese; null where there is nothing to divide by."""

    key: str
    label: str
    unit: str
    formula: str
    value: int | float | None


class Figures(BaseModel):
    start: date
    end: date
    figures: list[Value]


@router.get(
    "/figures",
    auth=Bearer(Scope.FIGURES),
    response={200: Figures, frozenset({401, 403, 422, 429, 503}): Told},
    summary="The figures of a period",
)
def figures(request: HttpRequest, start: date, end: date) -> Figures:
    """From `start` to `end`, both included, at most three years."""
    if end < start or end - start > LONGEST or not {start.year, end.year} <= set(YEARS):
        raise ApiRefusal(
            422,
            _("The period is not one of at most three years."),
            where="start, end",
            fix=_("Name two days, the first one first."),
        )
    channel = token_of(request).channel
    period = Period(start, end, frozenset({channel.unit_id}) if channel and channel.unit_id else None)
    values = [Value(key=f.key, label=f.label, unit=f.unit, formula=f.formula, value=f.query(period)) for f in FIGURES]
    return Figures(start=start, end=end, figures=values)
