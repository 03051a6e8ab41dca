"""One training: what it was, who was there, its files; corrected, withdrawn, its list kept."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.handling.files import HEADERS, PRIVATE, checked
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import PRESENT, Training, TrainingMaterial, User
from huiying.people.refusing import attempt, done, tried
from huiying.people.trainings import (
    add_material,
    attend,
    correct_training,
    take_material_out,
    withdraw_training,
)

from .. import seen
from ..forms import CorrectionForm, MaterialForm, WithdrawalForm
from ..grid import GridForm
from ..sources import with_drills


def _found(request: HttpRequest, pk: int) -> Training:
    seen_ones = seen.trainings(staff(request)).select_related("unit", "recorded_by")
    return get_object_or_404(seen_ones, pk=pk)


def _to_change(request: HttpRequest, pk: int) -> Training:
    """One that the person may change; of another unit it is refused."""
    training = _found(request, pk)
    policies.require(staff(request), seen.RECORD, training)
    return training


@require_http_methods(["GET", "POST"])
@desk(seen.READ)
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a training; who records it tells its list here."""
    if request.method != "POST":
        return _page(request, _found(request, pk))
    found = _to_change(request, pk)
    grid = GridForm(found, request.POST)
    changed = attempt(grid, lambda: attend(found, grid.marks(), by=staff(request), at=timezone.now()))
    if changed is None:
        return _page(request, found, grid=grid)
    told = ngettext("The list is kept: %(n)d line changed.", "The list is kept: %(n)d lines changed.", changed)
    messages.success(request, told % {"n": changed})
    return redirect("desk-training", pk=pk)


def _page(
    request: HttpRequest, found: Training, *, grid: GridForm | None = None, material: MaterialForm | None = None
) -> HttpResponse:
    person = staff(request)
    may_change = found.withdrawn_at is None and policies.allows(person, seen.RECORD, found)
    grid = grid or (GridForm(found) if may_change else None)
    rows = found.attendances.select_related("user").order_by("user__name", "user")
    context = {
        "training": found,
        "rows": rows,
        "present": sum(row.outcome in PRESENT for row in rows),
        "told": frozenset(seen.attendances(person).filter(training=found).values_list("pk", flat=True)),
        "grid": grid,
        "groups": grid.groups() if grid else (),
        "materials": found.materials.defer("content").select_related("by"),
        "material_form": material or MaterialForm(),
        "items": with_drills(found.items_done.select_related("section")),
        "versions": found.versions.select_related("by"),
        "may_change": may_change,
    }
    wrong = bool((grid and grid.errors) or (material and material.errors))
    return render(request, "drills/trainings/training.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@desk(seen.RECORD)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a training right; what it said before stays."""
    found = _to_change(request, pk)
    form = CorrectionForm(found, _posted(request))

    def put_right() -> None:
        reason = form.cleaned_data["reason"]
        correct_training(found, form.told(), reason=reason, by=staff(request), at=timezone.now())

    if form.is_bound and tried(form, put_right):
        messages.success(request, _("Kept."))
        return redirect("desk-training", pk=pk)
    context = {"form": form, "training": found}
    return render(request, "drills/trainings/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk(seen.RECORD)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a training that was recorded by mistake."""
    found = _to_change(request, pk)
    form = WithdrawalForm(_posted(request))
    by, now = staff(request), timezone.now()
    if form.is_bound and tried(form, lambda: withdraw_training(found, **form.cleaned_data, by=by, at=now)):
        messages.success(request, _("The training is withdrawn; it counts nowhere any more."))
        return redirect("desk-training", pk=pk)
    context = {"form": form, "training": found}
    return render(request, "drills/trainings/withdraw.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(seen.RECORD)
def materials(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file with the training, if its content is what its name says."""
    found = _to_change(request, pk)
    form = MaterialForm(request.POST, request.FILES)
    if not tried(form, lambda: _keep_file(found, form.cleaned_data["file"], staff(request), timezone.now())):
        return _page(request, found, material=form)
    messages.success(request, _("The file is kept."))
    return redirect("desk-training", pk=pk)


def _keep_file(found: Training, given: Any, by: User, at: datetime) -> None:
    file = checked(given.name, given.read())
    add_material(found, name=file.name, media_type=file.media_type, content=file.content, by=by, at=at)


@require_GET
@desk(seen.READ)
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as a download, which no browser runs; one that was taken out is not handed out."""
    row = get_object_or_404(_files(staff(request)), pk=pk, removed_at=None)
    response = HttpResponse(bytes(row.content), content_type=row.media_type, headers=HEADERS | PRIVATE)
    response["Content-Disposition"] = content_disposition_header(True, row.name)
    return response


@require_POST
@desk(seen.RECORD)
def material_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of the training; it stays named as taken out."""
    row = get_object_or_404(_files(staff(request)).defer("content").select_related("training"), pk=pk)
    by, now = staff(request), timezone.now()
    back = reverse("desk-training", args=[row.training_id])
    return done(request, lambda: take_material_out(row, by=by, at=now), _("The file is taken out."), back)


def _files(person: User) -> Any:
    return TrainingMaterial.objects.filter(training__in=seen.trainings(person).values("pk"))


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
