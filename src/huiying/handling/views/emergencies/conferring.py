"""会商, 复盘评估 · Minutes with their tasks, and the review when it is over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.people.access import desk, staff

from ...actions.emergencies import Minutes, close_review, confer, keep_review
from ...emergencies import seen
from ...emergencies.choices import level_words
from ...emergencies.forms import AfterActionForm, ConferForm, rounded, task_rows
from ...emergencies.reading import read
from ...models import AfterAction
from .places import incident_at, may, tried


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def conferring(request: HttpRequest, number: str) -> HttpResponse:
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    seen.require(person, "handling.conferral", found, now)
    data = request.POST if request.method == "POST" else None
    form = ConferForm(found, data, initial={"held_at": rounded(now), "people": [person.pk]})
    rows = task_rows(found, data)
    if form.is_bound and form.is_valid() and rows.is_valid():
        minutes = Minutes(**form.cleaned_data, tasks=rows.assignments())
        if tried(form, lambda: confer(found, minutes, by=person, at=now)):
            messages.success(request, _("The minutes are kept; whoever has a task is told."))
            return redirect("desk-emergency", number=number)
    context = {"incident": found, "form": form, "rows": rows}
    return render(request, "handling/emergency/confer.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def review(request: HttpRequest, number: str) -> HttpResponse:
    """The record of an incident that has ended: read, written, closed, printed."""
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    record = get_object_or_404(AfterAction.objects.select_related("by", "closed_by", "incident__case"), incident=found)
    data = request.POST if request.method == "POST" else None
    form, rows = AfterActionForm(record, data), task_rows(found, data)
    if form.is_bound:
        closing = "close" in request.POST
        if closing and tried(form, lambda: close_review(record, by=person, at=now)):
            messages.success(request, _("The review is closed."))
            return redirect("desk-emergency-review", number=number)
        if not closing and form.is_valid() and rows.is_valid():
            told = form.cleaned_data | {"changes": rows.assignments(), "by": person, "at": now}
            if tried(form, lambda: keep_review(record, **told)):
                messages.success(request, _("Kept."))
                return redirect("desk-emergency-review", number=number)
        record.refresh_from_db()
    context = {
        "incident": found,
        "level": level_words(found.level),
        "review": record,
        "lines": read(record),
        "form": form,
        "rows": rows,
        "changes": found.tasks.filter(conferral=None).select_related("who"),
        "releases": found.releases.signed(),
        "may": may(request, found, now),
    }
    return render(request, "handling/emergency/review.html", context, status=422 if form.is_bound else 200)
