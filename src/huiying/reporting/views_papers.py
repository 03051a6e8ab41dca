"""公文材料 · Papers on the desk: what there is, one to be written, how far it is, and what it says."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .commissions import commission, is_short, try_again, write_out
from .desk_forms import PaperForm as NewPaper
from .desk_forms import kinds
from .figures import Period
from .models import Commission, Paper, PaperForm, PaperKind, Schedule, Snapshot
from .papers.narrative.polishing import in_better_words
from .papers.sorts import SORTS
from .preview.page import parts_of
from .preview.said import Citations
from .progress import WORDS, Step
from .scheduling import due_at, next_issue
from .spans import remark
from .subjects import NEEDED, search
from .templating.filling import fill
from .templating.reading import said_by

READ, WRITE = "reporting.read", "reporting.write"
LATELY = 5
TYPES = {
    PaperForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperForm.PDF: "application/pdf",
    PaperForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def mine(person: User) -> QuerySet[Paper]:
    """The papers of the units that a person reads; one of another unit is not there."""
    papers = Paper.objects.filter(policies.within(person, READ, "snapshot__unit"))
    return papers.select_related("snapshot", "by", "template", "commission").defer(
        "snapshot__facts", "template__content"
    )


@require_http_methods(["GET", "POST"])
@desk(READ)
def reports(request: HttpRequest) -> HttpResponse:
    """Papers by kind, the latest first; what is being written and what is due next; and a form for a new one."""
    person, now = staff(request), timezone.now()
    if request.method == "POST":
        policies.require(person, WRITE)
    form = NewPaper(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = commission(**_asked(form), by=person, at=now)
        except InputError as error:
            form.refuse(error)
        else:
            return _started(asked, now)
    chosen = request.GET.get("kind", "")
    papers = mine(person).filter(kind=chosen) if chosen in dict(kinds()) else mine(person)
    context = {
        "form": form,
        "kinds": kinds(),
        "chosen": chosen,
        "page_obj": Paginator(papers, 20).get_page(request.GET.get("page")),
        "may_write": policies.allows(person, WRITE),
        "may_schedule": policies.allows(person, "reporting.schedule"),
        "may_template": policies.allows(person, "reporting.templates"),
        "writing": _unfinished(person),
        "due": _due(person),
        "about": list(NEEDED),
    }
    return render(request, "reporting/reports.html", context, status=422 if form.errors else 200)


def _asked(form: NewPaper) -> dict[str, Any]:
    told = form.cleaned_data
    names = ("start", "end", "subject", "notice", "notice_number")
    return {"kind": PaperKind(told["kind"]), **{name: told[name] for name in names}}


def _started(asked: Commission, now: Any) -> HttpResponse:
    """A short one is written at once; a long one by the loop, and the page shows how far it is."""
    if is_short(asked):
        write_out(asked, at=now)
        asked.refresh_from_db()
        if asked.paper_id:
            return redirect("desk-paper", pk=asked.paper_id)
    return redirect("desk-commission", pk=asked.pk)


def _unfinished(person: User) -> QuerySet[Commission]:
    asked = Commission.objects.filter(policies.within(person, READ), paper=None)
    return asked.select_related("by", "schedule")[:LATELY]


def _due(person: User) -> list[tuple[Schedule, Any, Any]]:
    told = []
    for schedule in Schedule.objects.filter(policies.within(person, READ), stopped_at=None):
        issue = next_issue(schedule)
        told.append((schedule, issue, due_at(schedule, issue)))
    return sorted(told, key=lambda row: row[2])


@require_GET
@desk(READ)
def subjects(request: HttpRequest) -> HttpResponse:
    """What a paper of a kind may be about, by words of it."""
    kind, words = request.GET.get("kind", ""), request.GET.get("words", "")[:60]
    person = staff(request)
    found = list(search(kind, words, policies.units(person, READ))) if kind in dict(kinds()) else []
    context = {"found": found, "needed": kind in NEEDED, "words": words}
    return render(request, "reporting/parts/subjects.html", context)


@require_GET
@desk(READ)
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a paper is; asks again by itself until it is there."""
    found = get_object_or_404(Commission.objects.filter(policies.within(staff(request), READ)), pk=pk)
    if found.paper_id:
        return _arrived(request, found.paper_id)
    steps = [(step, WORDS[step], _state(found, step)) for step in Step]
    context = {
        "asked": found,
        "steps": steps,
        "of": len(Step),
        "may_write": policies.allows(staff(request), WRITE, found),
    }
    return render(request, "reporting/commission.html", context)


def _arrived(request: HttpRequest, paper: int) -> HttpResponse:
    """A part of a page cannot be redirected by the browser: htmx is told the address."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Redirect": reverse("desk-paper", args=[paper])})
    return redirect("desk-paper", pk=paper)


def _state(found: Commission, step: Step) -> str:
    if found.step > step:
        return "done"
    return "now" if found.step == step and not found.failed_because else "next"


@require_POST
@desk(WRITE)
def asked_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Commission.objects.filter(policies.within(staff(request), READ)), pk=pk)
    now = timezone.now()
    try_again(found, by=staff(request), at=now)
    found.refresh_from_db()
    return _started(found, now)


@require_GET
@desk(READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it reads, with the way to the rows of every number, and its files."""
    person = staff(request)
    found = get_object_or_404(mine(person), pk=pk)
    snapshot = found.snapshot
    composed = composed_of(found)
    citations = Citations(snapshot.facts.get("numbers") or {}, lambda reference: _rows_of(snapshot, reference))
    parts = parts_of(composed, citations)
    context = {
        "paper": found,
        "snapshot": snapshot,
        "composed": composed,
        "parts": parts,
        "figures": list(citations.found.values()),
        "forms": found.files.values_list("form", flat=True),
        "others": mine(person)
        .filter(snapshot__kind=found.kind, snapshot__start=snapshot.start)
        .exclude(pk=pk)[:LATELY],
        "remark": remark(Period(snapshot.start, snapshot.end, policies.units(person, READ))),
    }
    return render(request, "reporting/paper.html", context)


def composed_of(found: Paper) -> Any:
    """What the paper says, composed from the facts that were frozen, with the template that it was written with."""
    facts = found.snapshot.facts
    composed = SORTS[PaperKind(found.kind)].compose(facts)
    if found.template is None:
        return in_better_words(composed, found.polished)
    return said_by(fill(bytes(found.template.content), facts, composed), composed)


def _rows_of(snapshot: Snapshot, reference: str) -> str:
    try:
        return f"{reverse('desk-number', args=[snapshot.pk])}?of={quote(reference)}"
    except NoReverseMatch:
        return ""


@require_GET
@desk(READ)
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A paper as the file that was written."""
    found = get_object_or_404(mine(staff(request)), pk=pk)
    if form not in found.files.values_list("form", flat=True):
        raise Http404
    response = HttpResponse(found.content(form), content_type=TYPES[PaperForm(form)])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.title)}.{form}"
    response["Cache-Control"] = "private, no-store"
    return response
