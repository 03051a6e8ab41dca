"""答复模板 · The office's texts from which replies begin, and their filling on the page of a case."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import Unit, User

from .. import actions
from ..actions.signing import MAX_TEXT
from ..forms_at_hand import TemplateForm
from ..models import ReplyTemplate
from ..variables import filled, values_of
from .at_hand import offered
from .case import case_written
from .finding import find_case

DEED = "handling.templates"
PAGE_SIZE = 30


@require_GET
@desk(DEED)
def templates(request: HttpRequest) -> HttpResponse:
    """The templates in use, by name."""
    found = _of(staff(request)).select_related("unit", "by")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "handling/templates.html", {"page_obj": page})


@require_http_methods(["GET", "POST"])
@desk(DEED)
def new(request: HttpRequest) -> HttpResponse:
    """Make a template of one's own unit."""
    unit = own_units(staff(request)).first()
    if unit is None:
        raise RuleError(_("You belong to no section, so there is no unit for which to make a template."))
    form = TemplateForm(data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "kinds", "text")}
        try:
            actions.make_template(unit, **told, by=staff(request), at=timezone.now())
        except InputError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The template is kept."))
            return redirect("desk-templates")
    return render(request, "handling/template.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@desk(DEED)
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template with its versions; a change is the next version."""
    found = get_object_or_404(_of(staff(request)), pk=pk)
    form = TemplateForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told: dict[str, Any] = form.cleaned_data | {"seen": form.cleaned_data["seen"] or 0}
        try:
            actions.change_template(found, **told, by=staff(request), at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Version %(n)d is kept.") % {"n": found.version})
            return redirect("desk-templates")
    versions = Paginator(found.versions.select_related("by"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "template": found, "page_obj": versions}
    return render(request, "handling/template.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(DEED)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a template aside."""
    found = get_object_or_404(_of(staff(request)), pk=pk)
    actions.retire_template(found, by=staff(request), at=timezone.now())
    messages.success(request, _("The template is put aside; what was written from it stays."))
    return redirect("desk-templates")


@require_POST
@desk("handling.read")
def fill(request: HttpRequest, number: str) -> HttpResponse:
    """A template filled in for a case: the words alone for the script, which puts them where the cursor stands; without
    it the page, with the words after what is written.
    """
    case, person = find_case(request, number), staff(request)
    policies.require(person, "handling.draft", case)
    chosen = next((one for one in offered(case) if str(one.pk) == request.POST.get("template")), None)
    words = filled(chosen.text, values_of(case, at=timezone.now())) if chosen else ""
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(words, content_type="text/plain; charset=utf-8")
    written = request.POST.get("text", "").rstrip()
    text = "\n\n".join(filter(None, (written, words)))[:MAX_TEXT]
    return render(request, "handling/case.html", case_written(request, case, text))


def own_units(person: User) -> QuerySet[Unit]:
    """The units in whose sections a person holds a post."""
    sections = {post.section_id for post in person.held_posts if post.section_id is not None}
    return Unit.objects.filter(sections__in=sections).distinct().order_by("pk")


def _of(person: User) -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.filter(unit__in=own_units(person), retired_at=None)
