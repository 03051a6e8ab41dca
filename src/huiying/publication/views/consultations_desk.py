"""意见征集 on the desk: the list, writing one, its page with its deeds, and what is taken from it as a file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.handling.files import Attached
from huiying.handling.gate import bounded
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Unit, User

from ..actions import consultations as deeds
from ..actions.consultations_opinions import forget_writers
from ..actions.consultations_results import export_consultation
from ..consultations.counting import told_figures
from ..consultations.drafts import text_of_docx
from ..consultations.forms import ConsultationForm, ExtendForm, ReasonForm
from ..consultations.report import report_docx
from ..consultations.sheets import workbook
from ..models import Consultation, ConsultationQuerySet

RUN, READ = "publication.consultation", "publication.consultation.read"
APPROVE, DECIDE = "publication.consultation.approve", "publication.consultation.decide"
PAGE_SIZE = 20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def visible(person: User) -> ConsultationQuerySet:
    """The consultations that a person may read on the desk; others do not exist for them."""
    return Consultation.objects.filter(policies.within(person, READ))


def find(request: HttpRequest, slug: str) -> Consultation:
    found = visible(staff(request)).select_related("section", "unit", "made_by", "result__written_by")
    return get_object_or_404(found, slug=slug)


@require_GET
@desk(READ)
def consultations(request: HttpRequest) -> HttpResponse:
    """Every consultation of one's units, the newest first; how many were held this year, of the six that a site's
    inspection asks for.
    """
    today, person = timezone.localdate(), staff(request)
    found = visible(person).select_related("section").with_counts().order_by("-starts_on", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, one.phase(today)) for one in page.object_list],
        "this_year": visible(person).activities(today.year).count(),
        "may_run": policies.allows(person, RUN),
    }
    return render(request, "publication/consultations/desk_list.html", context)


@bounded
@require_http_methods(["GET", "POST"])
@desk(RUN)
def new(request: HttpRequest) -> HttpResponse:
    """Write a consultation."""
    unit = _unit(staff(request))
    form = ConsultationForm(request.POST or None, request.FILES or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        made = _kept(request, form, lambda told, at: deeds.make_consultation(told, unit=unit, by=staff(request), at=at))
        if made is not None:
            messages.success(request, _("It is kept. Read it over, and publish it."))
            return redirect("desk-consultation", slug=made.slug)
    status = 422 if form.is_bound else 200
    return render(request, "publication/consultations/desk_write.html", {"form": form}, status=status)


@bounded
@require_http_methods(["GET", "POST"])
@desk(RUN)
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it anew, while nobody outside has seen it."""
    found = find(request, slug)
    if found.published_at is not None:
        raise Http404
    names = ("kind", "title", "background", "who", "how", "draft", "shortened_because")
    initial = {name: getattr(found, name) for name in (*names, "section", "starts_on", "ends_on")}
    form = ConsultationForm(request.POST or None, request.FILES or None, unit=found.unit, initial=initial)
    if request.method == "POST" and form.is_valid():

        def change(told: deeds.Told, at: Any) -> Consultation:
            deeds.change_consultation(found, told, by=staff(request), at=at)
            return found

        if _kept(request, form, change) is not None:
            messages.success(request, _("Kept."))
            return redirect("desk-consultation", slug=slug)
    context = {"form": form, "consultation": found}
    return render(request, "publication/consultations/desk_write.html", context, status=422 if form.is_bound else 200)


def _unit(person: User) -> Unit:
    """The unit for which a person would hold one: that of their post."""
    reached = policies.units(person, RUN)
    units = Unit.objects.all() if reached is None else Unit.objects.filter(pk__in=reached)
    return person.place() or units.order_by("pk")[0]


def _kept(
    request: HttpRequest, form: ConsultationForm, keep: Callable[[deeds.Told, Any], Consultation]
) -> Consultation | None:
    """Keep what the form tells and attach its files; None where something is to be mended, which the form then says."""
    at, files = timezone.now(), form.cleaned_data
    uploads: list[Attached] = files["upload"]
    try:
        draft = text_of_docx(uploads[0]) if uploads else files["draft"]
        made = keep(form.told(draft), at)
        deeds.attach_to_consultation(made, [*uploads[:1], *files["others"]], by=staff(request), at=at)
    except (InputError, RuleError) as refused:
        form.add_error(refused.where if refused.where in form.fields else None, f"{refused.what} {refused.fix}".strip())
        return None
    return made


@require_GET
@desk(READ)
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation: what is asked, until when and why, how many spoke, and what may be done now."""
    return page(request, find(request, slug))


def page(request: HttpRequest, found: Consultation, *, status: int = 200, **mended: Any) -> HttpResponse:
    person = staff(request)
    context = {
        **head(request, found, "about"),
        "articles": found.articles.all(),
        "files": found.files.all(),
        "extend_form": ExtendForm(initial={"ends_on": found.ends_on}),
        "call_off_form": ReasonForm(),
        "entries": Entry.objects.filter(about=found.ref).exclude(deed="opinion.received").order_by("-pk")[:40][::-1],
        "is_late": found.published_at is None and found.starts_on < timezone.localdate(),
        "may_forget": policies.allows(person, RUN, found) and not found.writers_forgotten_at,
    }
    return render(request, "publication/consultations/desk_page.html", context | mended, status=status)


def head(request: HttpRequest, found: Consultation, here: str) -> dict[str, Any]:
    """What the head of every page of a consultation shows, and which of its tabs is open."""
    person, today = staff(request), timezone.localdate()
    return {
        "consultation": found,
        "phase": found.phase(today),
        "figures": told_figures(found),
        "here": here,
        "may_run": policies.allows(person, RUN, found),
        "may_approve": policies.allows(person, APPROVE, found),
        "days_left": (found.ends_on - today).days,
    }


@require_POST
@desk(RUN)
def deed(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Do one of the deeds on a consultation; what is refused is told, and nothing is changed."""
    found = find(request, slug)
    do = DEEDS.get(name)
    if do is None:
        raise Http404
    try:
        messages.success(request, do(request, found))
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    return redirect("desk-consultation", slug=slug)


def _publish(request: HttpRequest, found: Consultation) -> str:
    deeds.publish_consultation(found, by=staff(request), at=timezone.now())
    return _("It stands on the portal and opens on its first day.")


def _extend(request: HttpRequest, found: Consultation) -> str:
    form = ExtendForm(request.POST)
    if not form.is_valid():
        raise InputError(_("Say until when, and why."))
    last: date = form.cleaned_data["ends_on"]
    deeds.extend_consultation(
        found, ends_on=last, reason=form.cleaned_data["reason"], by=staff(request), at=timezone.now()
    )
    return _("It is open for longer.")


def _call_off(request: HttpRequest, found: Consultation) -> str:
    reason = request.POST.get("reason", "")
    deeds.call_off_consultation(found, reason=reason, by=staff(request), at=timezone.now())
    return _("It is called off; the reason stands on its page.")


def _detach(request: HttpRequest, found: Consultation) -> str:
    asked = request.POST.get("file", "")[:18]
    file = get_object_or_404(found.files.all(), pk=int(asked) if asked.isdecimal() else 0)
    deeds.detach_from_consultation(file, by=staff(request), at=timezone.now())
    return _("The file is taken away.")


def _forget(request: HttpRequest, found: Consultation) -> str:
    forget_writers(found, by=staff(request), at=timezone.now())
    return _("Names and contacts are taken out.")


DEEDS: Mapping[str, Callable[[HttpRequest, Consultation], str]] = {
    "publish": _publish,
    "extend": _extend,
    "call-off": _call_off,
    "detach": _detach,
    "forget": _forget,
}


@require_GET
@desk(READ)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Every opinion, masked, as a workbook."""
    found = find(request, slug)
    export_consultation(found, what="opinions", by=staff(request), at=timezone.now())
    rows = found.opinions.select_related("article", "point").order_by("pk")
    return _download(workbook(rows), f"{found.title} {_('opinions')}.xlsx", WORKBOOK)


@require_GET
@desk(READ)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The result as a document that can be edited."""
    found = find(request, slug)
    export_consultation(found, what="report", by=staff(request), at=timezone.now())
    return _download(report_docx(found), f"{found.title} {_('result')}.docx", DOCUMENT)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
