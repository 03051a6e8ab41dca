"""简报 · The issues of the printed bulletin: opened, filled in an order, looked at page by page, printed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.files import handed_out
from huiying.people.models import Unit, User
from huiying.people.refusing import attempt, done, turned_away, whole

from ..actions import issues
from ..actions.spreading import PUBLISH
from ..forms import IssueForm
from ..manuscripts.forms import PDF
from ..models import Issue, Manuscript
from .shapes import page_drawn

PAGE_SIZE = 30
MOST_OFFERED = 60


@require_http_methods(["GET", "POST"])
@desk(PUBLISH)
def listed(request: HttpRequest) -> HttpResponse:
    """The issues, and the form that opens the next."""
    person = staff(request)
    form = IssueForm(request.POST if request.method == "POST" else None, initial={"dated": timezone.localdate()})
    unit = person.place()
    made = attempt(form, lambda: _opened(form, unit, person)) if unit is not None else None
    if made is not None:
        return redirect("desk-issue", made.pk)
    found = Issue.objects.filter(policies.within(person, PUBLISH)).select_related("unit").prefetch_related("items")
    context = {"page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")), "form": form}
    return render(request, "publication/releases/issues.html", context, status=422 if form.is_bound else 200)


def _opened(form: IssueForm, unit: Unit, by: User) -> Issue:
    return issues.open_issue(unit=unit, **form.cleaned_data, by=by, at=timezone.now())


def _find(request: HttpRequest, pk: int) -> Issue:
    return get_object_or_404(
        Issue.objects.filter(policies.within(staff(request), PUBLISH)).select_related("unit"), pk=pk
    )


@require_GET
@desk(PUBLISH)
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: its texts in their order, what else could stand in it, its pages."""
    found = _find(request, pk)
    items = list(found.items.select_related("manuscript__section"))
    chosen = [item.manuscript_id for item in items]
    offered = Manuscript.objects.listed().filter(unit=found.unit_id, state=Manuscript.State.APPROVED)
    context = {"issue": found, "items": items, "offered": offered.exclude(pk__in=chosen)[:MOST_OFFERED]}
    try:
        sheet = issues.printed_issue(found, at=timezone.now()) if items else None
    except (InputError, RuleError) as refused:
        context["problem"] = str(refused)
        sheet = None
    context["pages"] = range(1, sheet.pages + 1) if sheet else ()
    return render(request, "publication/releases/issue.html", context)


@require_POST
@desk(PUBLISH)
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Which texts stand in it: their order is the number beside each, and none where it was left empty."""
    found, by = _find(request, pk), staff(request)
    asked = {whole(name[5:]): whole(str(value)) for name, value in request.POST.items() if name.startswith("rank-")}
    ranks = {key: rank for key, rank in asked.items() if key and rank}
    texts = {row.pk: row for row in Manuscript.objects.filter(unit=found.unit_id, pk__in=list(ranks)[:200])}
    chosen = [texts[key] for key in sorted(ranks, key=lambda key: (ranks[key], key)) if key in texts]
    return done(
        request,
        lambda: issues.set_items(found, chosen, by=by, at=timezone.now()),
        _("The issue is kept."),
        _place(found),
    )


@require_POST
@desk(PUBLISH)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = _find(request, pk), staff(request)
    return done(
        request, lambda: issues.close_issue(found, by=by, at=timezone.now()), _("The issue is closed."), _place(found)
    )


@require_POST
@desk(PUBLISH)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the PDF of an issue."""
    found, press_ready = _find(request, pk), "press_ready" in request.POST
    try:
        made = issues.take_issue(found, press_ready=press_ready, by=staff(request), at=timezone.now())
    except (InputError, RuleError) as refused:
        return turned_away(request, refused, _place(found))
    mark = f"-{_('print-ready')}" if press_ready else ""
    return handed_out(made.pdf, PDF, f"{found.name}{found.year}年第{found.number}期{mark}.pdf")


@require_GET
@desk(PUBLISH)
def page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the issue as a picture."""
    found = _find(request, pk)
    return page_drawn(lambda: issues.printed_issue(found, at=timezone.now()), page)


def _place(found: Issue) -> str:
    return reverse("desk-issue", args=[found.pk])
