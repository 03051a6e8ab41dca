"""The register: every training that the person sees, by sort, year and person; as a workbook; and one more."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import PRESENT, Attendance, Outcome, Training, TrainingSort, User
from huiying.people.refusing import attempt
from huiying.people.trainings import record_training

from .. import seen
from ..forms import TrainingForm
from ..sheet import workbook

PAGE_SIZE = 30
YEAR_DIGITS, KEY_DIGITS = 4, 9


@require_GET
@desk(seen.READ)
def trainings(request: HttpRequest) -> HttpResponse:
    """The newest first; a person who answers for nobody finds their own by `mine`."""
    person = staff(request)
    found = _counted(_filtered(request, person)).select_related("unit")
    if request.GET.get("format") == "xlsx":
        return workbook(found, _who(person, found) if policies.allows(person, seen.PERSONS) else None)
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "sorts": TrainingSort.choices,
        "years": [day.year for day in seen.trainings(person).dates("held_on", "year", order="DESC")],
        "people": _people(person),
        "filters": request.GET,
        "is_filtered": any(request.GET.get(name) for name in ("sort", "year", "person")),
        "several_units": seen.units(person, seen.READ)[:2].count() > 1,
        "may_record": policies.allows(person, seen.RECORD),
        "may_see_people": policies.allows(person, seen.PERSONS),
        "open_items": seen.items(person).filter(done_in=None).count(),
    }
    return render(request, "drills/trainings/register.html", context)


def _filtered(request: HttpRequest, person: User) -> QuerySet[Training]:
    asked = request.GET
    found = seen.trainings(person)
    if asked.get("sort") in TrainingSort.values:
        found = found.filter(sort=asked["sort"])
    if _is_number(year := asked.get("year", ""), YEAR_DIGITS):
        found = found.filter(held_on__year=int(year))
    if _is_number(who := asked.get("person", ""), KEY_DIGITS):
        attended = seen.attendances(person).filter(user=int(who), outcome__in=PRESENT)
        found = found.filter(pk__in=attended.values("training"))
    return found


def _is_number(told: str, digits: int) -> bool:
    return told.isascii() and told.isdecimal() and len(told) <= digits and int(told) > 0


def _counted(found: QuerySet[Training]) -> QuerySet[Training]:
    """Each with how many were there, and how many were excused."""
    return found.annotate(
        present=Count("attendances", filter=Q(attendances__outcome__in=PRESENT)),
        excused=Count("attendances", filter=Q(attendances__outcome=Outcome.EXCUSED)),
    ).order_by("-held_on", "-pk")


def _who(person: User, found: QuerySet[Training]) -> QuerySet[Attendance]:
    rows = seen.attendances(person).filter(training__in=found.values("pk"))
    return rows.select_related("training", "user").order_by("-training__held_on", "-training", "user__name", "user")


def _people(person: User) -> list[User]:
    staff = seen.people(person).filter(Q(posts__isnull=False, is_active=True) | Q(attendances__isnull=False))
    return list(staff.distinct().order_by("name", "pk"))


@require_http_methods(["GET", "POST"])
@desk(seen.RECORD)
def new(request: HttpRequest) -> HttpResponse:
    """Record a training; then who was there."""
    by = staff(request)
    unit = seen.unit(by, seen.RECORD, "")
    data: Any = request.POST if request.method == "POST" else None
    form = TrainingForm(unit, data)
    if unit is not None and form.is_bound:
        training = attempt(form, lambda: record_training(unit, form.told(), by=by, at=timezone.now()))
        if training is not None:
            return redirect("desk-training", pk=training.pk)
    return render(request, "drills/trainings/new.html", {"form": form}, status=422 if form.is_bound else 200)
