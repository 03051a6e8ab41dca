"""组织机构 · The units, their sections and duties, and who sits in the leading group."""

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import LeadingGroupSeat, Section, Unit, User
from huiying.people.structure import change_section, found_unit, leave_seat, make_section, take_seat

from .forms import SeatForm, SectionForm, UnitForm
from .views import chosen_unit

DEED = "people.structure"


@require_GET
@desk(DEED)
def structure(request: HttpRequest) -> HttpResponse:
    """One unit with its sections and its leading group, and the units that hang under it."""
    return _page(request, chosen_unit(request, _units(staff(request))))


def _page(request: HttpRequest, unit: Unit | None, form: SeatForm | None = None) -> HttpResponse:
    units = _units(staff(request))
    context = {
        "units": units,
        "unit": unit,
        "sections": Section.objects.filter(unit=unit),
        "below": units.filter(parent=unit).prefetch_related(Prefetch("sections")),
        "seats": LeadingGroupSeat.objects.filter(unit=unit).select_related("user").order_by("pk"),
        "form": form or (SeatForm(unit) if unit else None),
    }
    return render(request, "desk/structure.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
@desk(DEED)
def new_unit(request: HttpRequest) -> HttpResponse:
    form = UnitForm(_units(staff(request)), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            unit = found_unit(**form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(unit)s is founded; now give it sections and staff.") % {"unit": unit})
            return redirect(_address(unit))
    return _form(request, form, _("New unit"))


@require_http_methods(["GET", "POST"])
@desk(DEED)
def new_section(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(_units(staff(request)), pk=pk)
    form = SectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            make_section(unit, **form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The section is there; letters are proposed to it from now on."))
            return redirect(_address(unit))
    return _form(request, form, _("New section"))


@require_http_methods(["GET", "POST"])
@desk(DEED)
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and duties of a section."""
    sections = Section.objects.filter(policies.within(staff(request), DEED)).select_related("unit")
    found = get_object_or_404(sections, pk=pk)
    told = {"name": found.name, "duties": found.duties}
    form = SectionForm(request.POST if request.method == "POST" else None, initial=told)
    if form.is_bound and form.is_valid():
        try:
            change_section(found, **form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kept."))
            return redirect(_address(found.unit))
    return _form(request, form, found.name)


@require_POST
@desk(DEED)
def give_seat(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(_units(staff(request)), pk=pk)
    form = SeatForm(unit, request.POST)
    if form.is_valid():
        try:
            take_seat(**form.cleaned_data, unit=unit, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            return redirect(_address(unit))
    return _page(request, unit, form)


@require_POST
@desk(DEED)
def take_seat_back(request: HttpRequest, pk: int) -> HttpResponse:
    seats = LeadingGroupSeat.objects.filter(policies.within(staff(request), DEED)).select_related("unit", "user")
    found = get_object_or_404(seats, pk=pk)
    leave_seat(found, by=staff(request), at=timezone.now())
    return redirect(_address(found.unit))


def _units(person: User) -> QuerySet[Unit]:
    return Unit.objects.filter(policies.within(person, DEED, "pk")).order_by("pk")


def _address(unit: Unit) -> str:
    return f"{reverse('desk-structure')}?unit={unit.pk}"


def _form(request: HttpRequest, form: SectionForm | UnitForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "desk/structure_form.html", context, status=422 if form.is_bound else 200)
