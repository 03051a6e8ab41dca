"""What is still to be taught: noted, and settled by naming the training that dealt with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User
from huiying.people.refusing import attempt, tried
from huiying.people.trainings import add_training_item, settle_item

from .. import seen
from ..forms import ItemForm, SettleForm
from ..sources import with_drills

PAGE_SIZE = 30


@require_http_methods(["GET", "POST"])
@desk(seen.READ)
def items(request: HttpRequest) -> HttpResponse:
    """The open ones, the most urgent first, and those that were dealt with; who may, notes another."""
    by = staff(request)
    if request.method == "POST":
        policies.require(by, seen.NOTE)
    unit = seen.unit(by, seen.NOTE, "") if policies.allows(by, seen.NOTE) else None
    form = ItemForm(unit, request.POST if request.method == "POST" else None)
    if unit is not None and form.is_bound:
        made = attempt(form, lambda: add_training_item(unit, **form.cleaned_data, by=by, at=timezone.now()))
        if made is not None:
            messages.success(request, _("Noted."))
            return redirect("desk-training-items")
    context = _context(request, by) | {"form": form if unit is not None else None}
    return render(request, "drills/trainings/items.html", context, status=422 if form.is_bound else 200)


def _context(request: HttpRequest, by: User) -> dict[str, Any]:
    rows = seen.items(by).select_related("section", "unit", "done_in", "made_by")
    done = rows.filter(done_in__isnull=False).order_by("-done_in__held_on", "-pk")
    return {
        "open": with_drills(rows.filter(done_in=None).order_by(F("due_on").asc(nulls_last=True), "pk")),
        "page_obj": Paginator(done, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "several_units": seen.units(by, seen.READ)[:2].count() > 1,
        "may_settle": policies.allows(by, seen.RECORD),
    }


@require_http_methods(["GET", "POST"])
@desk(seen.RECORD)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which training dealt with an item."""
    by = staff(request)
    found = get_object_or_404(seen.items(by).select_related("section", "unit", "done_in", "made_by"), pk=pk)
    policies.require(by, seen.RECORD, found)
    form = SettleForm(found, request.POST if request.method == "POST" else None)
    now = timezone.now()
    if form.is_bound and tried(form, lambda: settle_item(found, **form.cleaned_data, by=by, at=now)):
        messages.success(request, pgettext("training", "Settled."))
        return redirect("desk-training-items")
    context = {"item": with_drills([found])[0], "form": form}
    return render(request, "drills/trainings/item.html", context, status=422 if form.is_bound else 200)
