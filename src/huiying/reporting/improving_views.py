"""整改措施和经验教训 · What the self-inspections promised and what became of it; lessons, and whether they helped."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff

from .figures import Numbers, Period, UnknownReference, named
from .improving import IMPROVE, record_lesson, tell_measure
from .improving_forms import LessonForm, MeasureForm
from .inspecting.lessons import told
from .inspecting.promised import RECKONED
from .models import Lesson, Measure

READ = "reporting.read"
PAGE = 20


@require_GET
@desk(READ)
def measures(request: HttpRequest) -> HttpResponse:
    """The measures of every self-inspection, the last one's first."""
    person = staff(request)
    seen = Measure.objects.filter(policies.within(person, READ, "snapshot__unit"))
    rows = seen.select_related("section", "by", "snapshot").defer("snapshot__facts")
    page = Paginator(rows.order_by("-snapshot", "place"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, watched(row.reference)) for row in page.object_list],
        "may_tell": policies.allows(person, IMPROVE),
    }
    return render(request, "reporting/lessons/measures.html", context)


def watched(reference: str) -> tuple[str, str]:
    """Name and unit of the figure that a reference watches, in the language of the page; empty where none is known."""
    if reference in RECKONED:
        return RECKONED[reference]
    try:
        figure = named(reference).figure
    except UnknownReference:
        return "", ""
    return (figure.english if get_language() == "en" else figure.label), figure.unit


@require_http_methods(["GET", "POST"])
@desk(IMPROVE)
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure, and the form by which a person says how it went."""
    person = staff(request)
    found = get_object_or_404(Measure.objects.filter(policies.within(person, IMPROVE, "snapshot__unit")), pk=pk)
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        try:
            tell_measure(found, **form.cleaned_data, by=person, at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("desk-measures")
    context = {"measure": found, "watched": watched(found.reference), "form": form}
    return render(request, "reporting/lessons/measure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@desk(READ)
def lessons(request: HttpRequest) -> HttpResponse:
    """Lessons with their figures before and since, and the form that records another."""
    person = staff(request)
    form = LessonForm(person, request.POST or None)
    if request.method == "POST":
        policies.require(person, IMPROVE)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            record_lesson(given, by=person, at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("desk-lessons")
    rows = Lesson.objects.filter(policies.within(person, READ)).select_related("by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, _figures(row)) for row in page.object_list],
        "form": form,
        "may_record": policies.allows(person, IMPROVE),
    }
    return render(request, "reporting/lessons/lessons.html", context, status=422 if form.errors else 200)


def _figures(lesson: Lesson) -> dict[str, Any]:
    """The watched figure as it was and as it is, of the lesson's own unit."""
    today = timezone.localdate()
    numbers = Numbers(Period(lesson.since, today, frozenset({lesson.unit_id}), today))
    label, unit = watched(lesson.reference)
    return {**told(lesson, numbers, today), "label": label, "unit": unit}
