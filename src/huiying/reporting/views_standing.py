"""What stands behind papers: which are written by themselves, and the unit's own templates."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError
from huiying.people import policies
from huiying.people.access import desk, staff

from .desk_forms import ScheduleForm, TemplateForm, kinds
from .figures import FIGURES
from .models import PaperForm, PaperKind, PaperTemplate, Rhythm, Schedule
from .scheduling import due_at, next_issue, set_schedule, stop_schedule
from .templating.actions import give_template, may_have, trial, withdraw_template
from .templating.names import names_of
from .templating.starting import starting
from .views_papers import TYPES

SCHEDULE, TEMPLATES = "reporting.schedule", "reporting.templates"


@require_http_methods(["GET", "POST"])
@desk(SCHEDULE)
def schedules(request: HttpRequest) -> HttpResponse:
    """What is written by itself, when next, and a form for one more."""
    person = staff(request)
    form = ScheduleForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind, rhythm = PaperKind(told["kind"]), Rhythm(told["rhythm"])
        try:
            set_schedule(kind, rhythm, told["hour"], list(told["told"]), by=person, at=timezone.now())
        except InputError as error:
            form.refuse(error)
        else:
            return redirect("desk-schedules")
    standing = Schedule.objects.filter(policies.within(person, SCHEDULE), stopped_at=None)
    rows = []
    for schedule in standing.select_related("by").prefetch_related("told"):
        issue = next_issue(schedule)
        rows.append((schedule, issue, due_at(schedule, issue)))
    return render(request, "reporting/schedules.html", {"rows": rows, "form": form}, status=422 if form.errors else 200)


@require_POST
@desk(SCHEDULE)
def stopped(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Schedule.objects.filter(policies.within(staff(request), SCHEDULE)), pk=pk)
    stop_schedule(found, by=staff(request), at=timezone.now())
    return redirect("desk-schedules")


@require_http_methods(["GET", "POST"])
@desk(TEMPLATES)
def templates(request: HttpRequest) -> HttpResponse:
    """The unit's templates with their versions, and a form for the next."""
    person = staff(request)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            give_template(PaperKind(form.cleaned_data["kind"]), file.name, file.read(), by=person, at=timezone.now())
        except InputError as error:
            form.add_error("file", _("%(where)s: %(what)s %(fix)s") % _told(error))
        else:
            return redirect("desk-paper-templates")
    given = PaperTemplate.objects.filter(policies.within(person, TEMPLATES)).select_related("by").defer("content")
    context = {"given": given, "form": form, "kinds": [row for row in kinds() if may_have(row[0])]}
    return render(request, "reporting/paper_templates.html", context, status=422 if form.errors else 200)


def _told(error: InputError) -> dict[str, str]:
    return {"where": error.where, "what": error.what, "fix": error.fix}


@require_GET
@desk(TEMPLATES)
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a version, as it was given."""
    found = get_object_or_404(PaperTemplate.objects.filter(policies.within(staff(request), TEMPLATES)), pk=pk)
    return _docx(bytes(found.content), f"{found.get_kind_display()} {found.version}")


@require_POST
@desk(TEMPLATES)
def withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PaperTemplate.objects.filter(policies.within(staff(request), TEMPLATES)), pk=pk)
    withdraw_template(found, by=staff(request), at=timezone.now())
    return redirect("desk-paper-templates")


@require_GET
@desk(TEMPLATES)
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """A template to begin with, which says what the paper says without one."""
    found = trial(_kind(kind), by=staff(request), at=timezone.now())
    if found is None:
        raise Http404
    return _docx(starting(found.composed), str(PaperKind(kind).label))


@require_GET
@desk(TEMPLATES)
def names(request: HttpRequest, kind: str) -> HttpResponse:
    """Every name that a template of a kind may use, with what it says just now."""
    found = trial(_kind(kind), by=staff(request), at=timezone.now())
    context = {
        "kind": PaperKind(kind),
        "figures": FIGURES,
        "names": names_of(found.facts, found.composed) if found else [],
    }
    return render(request, "reporting/paper_names.html", context)


def _kind(text: str) -> PaperKind:
    if not may_have(text):
        raise Http404
    return PaperKind(text)


def _docx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[PaperForm.DOCX])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(str(name))}.docx"
    response["Cache-Control"] = "private, no-store"
    return response
