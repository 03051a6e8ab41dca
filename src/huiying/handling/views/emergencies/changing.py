"""定级, 更正时间, 并入来信, 终结 · What changes an incident, each on a page of its own."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiying.people.access import desk, staff

from ...actions import merge
from ...actions.emergencies import Moments, correct_moments, end_incident, grade
from ...actions.merging import TAKEN_IN
from ...emergencies import seen
from ...emergencies.forms import CorrectForm, EndForm, GradeForm, LettersForm
from ...models import Case, Incident, ReleaseSort
from ...work import visible
from .places import incident_at, tried

MOST_LETTERS = 100
MERGEABLE = ("registered", "returned", "assigned", "accepted", "drafting", "reopened")


@require_http_methods(["GET", "POST"])
@desk("handling.incident.grade")
def grading(request: HttpRequest, number: str) -> HttpResponse:
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    form = GradeForm(found, request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if tried(form, lambda: grade(found, **told, by=person, at=now)):
            messages.success(request, _("Changed. Hours that it adds run from the same start."))
            return redirect("desk-emergency", number=number)
    context = {"incident": found, "form": form}
    return render(request, "handling/emergency/grade.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk("handling.incident.correct")
def correcting(request: HttpRequest, number: str) -> HttpResponse:
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    form = CorrectForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        reason = told.pop("reason")
        if tried(form, lambda: correct_moments(found, Moments(**told), reason=reason, by=person, at=now)):
            messages.success(request, _("Corrected. The hours run from the start as it is now known."))
            return redirect("desk-emergency", number=number)
    context = {"incident": found, "form": form}
    return render(request, "handling/emergency/correct.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk("handling.incident.letters")
def letters(request: HttpRequest, number: str) -> HttpResponse:
    """Open letters of the topic, of which the chosen ones get the answer of the incident."""
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    fit = _fit(request, found)
    form = LettersForm(fit, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        chosen = list(form.cleaned_data["letters"])
        if tried(form, lambda: merge(chosen, into=found.case, by=person, at=now)):
            told = ngettext("%(n)d letter is merged.", "%(n)d letters are merged.", len(chosen))
            messages.success(request, told % {"n": len(chosen)})
            return redirect("desk-emergency", number=number)
    shown = list(fit.select_related("voice__channel", "voice__correspondent")[:MOST_LETTERS])
    chosen_keys = form.data.getlist("letters") if form.is_bound else []  # type: ignore[attr-defined]
    context = {
        "incident": found,
        "form": form,
        "letters": [(case, str(case.pk) in chosen_keys) for case in shown],
        "total": fit.count(),
    }
    return render(request, "handling/emergency/letters.html", context, status=422 if form.is_bound else 200)


def _fit(request: HttpRequest, found: Incident) -> QuerySet[Case]:
    topic = seen.topic_of(found)
    if topic is None:
        return Case.objects.none()
    of_topic = visible(staff(request)).filter(voice__proposal__topic=topic, kind__in=TAKEN_IN)
    return of_topic.filter(state__in=MERGEABLE, incident=None).exclude(pk=found.case_id).order_by("opened_at", "pk")


@require_http_methods(["GET", "POST"])
@desk("handling.incident.end")
def ending(request: HttpRequest, number: str) -> HttpResponse:
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    last = found.releases.signed().last()
    final = last if last and last.sort == ReleaseSort.FINAL else None
    form = EndForm(needed=final is None, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if tried(form, lambda: end_incident(found, **told, by=person, at=now)):
            messages.success(request, _("Ended. Its review begins with the figures of this moment."))
            return redirect("desk-emergency-review", number=number)
    context = {"incident": found, "form": form, "final": final, "waiting": found.case.merged.count()}
    return render(request, "handling/emergency/end.html", context, status=422 if form.is_bound else 200)
