"""时限规则 · What is in force, and how it is changed: proposed by a file or a form, previewed, then adopted."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.core.remaining import closing_time, last_day
from huiying.people import policies
from huiying.people.access import desk, staff

from .. import actions, rulebook
from ..clocks.rewinding import Moved
from ..clocks.terms import term_title_of
from ..models import Rule, Sort
from ..rules.changing import Change, withdrawal
from ..rules.daychanges import day_changes
from ..rules.forms import FORMS, BecauseForm, ChangeForm
from ..rules.sealed import Seen, opened, sealed
from ..rules.sheet import sheet
from ..rules.termtable import term_table
from ..work import sees_all

PAGE_SIZE = 20
REFUSED = 409


class Example:
    """A clock that moves, as a line of the preview."""

    def __init__(self, moved: Moved) -> None:
        self.moved = moved
        self.term = term_title_of(moved.term)
        self.ends = (_End(moved.before, moved.before_provisional), _End(moved.after, moved.after_provisional))


class _End:
    """A moment as people write it, 24:00 and never the midnight of the next day."""

    def __init__(self, at: datetime, provisional: bool) -> None:
        self.day, self.hour, self.provisional = last_day(at), closing_time(at), provisional


@require_GET
@desk()
def rules(request: HttpRequest) -> HttpResponse:
    """What is in force and the history of changes; `?terms=KEY` shows the terms of one version."""
    if not _may_change(request):
        policies.require(staff(request), "handling.read")
    key = request.GET.get("terms")
    return _page(request) if key is None else _terms(request, key)


def _may_change(request: HttpRequest) -> bool:
    return policies.allows(staff(request), "handling.rules", policies.INSTALLATION)


def _page(request: HttpRequest, refused: dict[str, ChangeForm] | None = None) -> HttpResponse:
    """The page, with the form that was refused, and what was typed into it."""
    may_change = _may_change(request)
    history = Rule.objects.select_related("by").order_by("-pk")
    context = {
        "sheet": sheet(timezone.localdate()),
        "page_obj": Paginator(history, PAGE_SIZE).get_page(request.GET.get("page")),
        "forms": {sort: form() for sort, form in FORMS.items()} | (refused or {}) if may_change else None,
    }
    return render(request, "handling/rules.html", context, status=REFUSED if refused else 200)


def _terms(request: HttpRequest, key: str) -> HttpResponse:
    told = rulebook.regulation_of(key) if key else rulebook.regulation()
    return render(request, "handling/rules_terms.html", {"regulation": told, "rows": term_table(told)})


@require_POST
@desk("handling.rules")
def preview(request: HttpRequest) -> HttpResponse:
    """What a file or a form would change. A refusal stands beside its form, with what was typed."""
    which = request.POST.get("which", "")
    if which not in FORMS:
        return HttpResponseBadRequest()
    form = FORMS[which](request.POST, request.FILES)
    change = form.change()
    if change is not None:
        try:
            return _preview(request, change)
        except HuiyingError as refusal:
            form.refusal = refusal
    return _page(request, {which: form})


@require_POST
@desk("handling.rules")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking an adopted rule out of force would change."""
    rule = get_object_or_404(Rule, pk=pk)
    return _preview(request, withdrawal(rule, because=request.POST.get("because", "")))


@require_POST
@desk("handling.rules")
def adopt(request: HttpRequest) -> HttpResponse:
    """Put in force what the preview showed, no more and no less; where the rules changed since, show it again."""
    person = staff(request)
    seen = opened(request.POST.get("seen", ""), person)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return _preview(request, seen.change, form)
    change = replace(seen.change, because=form.cleaned_data["because"])
    if seen.edition != Rule.objects.edition():
        messages.warning(request, _("The rules were changed since you saw this. Look at it again, then adopt it."))
        return _preview(request, change, form)
    rule = actions.adopt(change, by=person, at=timezone.now())
    told = _("%(name)s is withdrawn.") if rule.withdraws else _("%(name)s is in force.")
    messages.success(request, told % {"name": rule.name})
    return redirect("desk-rules")


def _preview(request: HttpRequest, change: Change, form: BecauseForm | None = None) -> HttpResponse:
    person, told = staff(request), actions.preview(change, at=timezone.now())
    context: dict[str, Any] = {
        "change": change,
        "sort": Sort(change.sort).label,
        "told": told,
        "days": day_changes(change),
        "examples": [Example(moved) for moved in told.examples],
        "shows_titles": sees_all(person),
        "form": form or BecauseForm(initial={"because": change.because}),
        "seen": sealed(Seen(change, Rule.objects.edition()), person),
    }
    return render(request, "handling/rules_preview.html", context, status=REFUSED if form else 200)
