"""A person's trainings, and who should come again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.people.access import desk, staff
from huiying.people.models import PRESENT
from huiying.people.trainings import EVERY_MONTHS, refreshers

from .. import seen


@require_GET
@desk(seen.READ)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Every training at which somebody was; one's own, or those of whom one answers for."""
    by, today = staff(request), timezone.localdate()
    found = get_object_or_404(seen.people(by), pk=pk)
    rows = seen.attendances(by).filter(user=found).select_related("training").order_by("-training__held_on", "-pk")
    stand = [row for row in rows if row.training.withdrawn_at is None]
    there = [row for row in stand if row.outcome in PRESENT]
    unit = found.unit
    due = next((told for told in refreshers(unit, today) if told.user == found), None) if unit else None
    context = {
        "person": found,
        "rows": stand,
        "present": len(there),
        "hours": sum(row.training.hours for row in there),
        "due": due,
        "posts": found.posts.select_related("section"),
    }
    return render(request, "drills/trainings/person.html", context)


@require_GET
@desk(seen.PERSONS)
def due(request: HttpRequest) -> HttpResponse:
    """Everyone of a unit with a post: who was never taught, whose year is over, or nearly so, and the others."""
    by, today = staff(request), timezone.localdate()
    unit = seen.unit(by, seen.PERSONS, request.GET.get("unit", ""))
    if unit is None:
        raise Http404
    told = refreshers(unit, today)
    context = {
        "unit": unit,
        "units": seen.units(by, seen.PERSONS),
        "months": EVERY_MONTHS,
        "never": [one for one in told if one.last is None],
        "overdue": [one for one in told if one.last and one.overdue],
        "soon": [one for one in told if one.is_due(today) and not one.overdue],
        "later": [one for one in told if not one.is_due(today)],
    }
    return render(request, "drills/trainings/due.html", context)
