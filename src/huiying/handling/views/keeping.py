"""个人信息 · How long personal data is kept, what is due, what is held, and how it leaves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.people.access import desk, staff
from huiying.people.models import User

from .. import actions
from ..forms_keeping import DueForm, HoldForm, OneForm
from ..keeping.due import act, due, holds, outlook, retention
from ..models import CaseQuerySet
from ..work import visible

PAGE_SIZE = 20
AT_ONCE = 50  # cases that one deed of the page takes


@require_GET
@desk("handling.anonymise")
def keeping(request: HttpRequest) -> HttpResponse:
    """The term, what is due by it, the holds, and one case at its writer's request."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    person, now = staff(request), timezone.now()
    told, waiting = retention(now), _due(person, now)
    anonymised = visible(person).exclude(anonymised_at=None)
    context = {
        "retention": told,
        "act": act(told),
        "due": waiting.count(),
        "oldest": waiting.first(),
        "outlook": outlook(visible(person), now),
        "page_obj": Paginator(holds(person), PAGE_SIZE).get_page(request.GET.get("page")),
        "anonymised": anonymised.count(),
        "hold_form": HoldForm(person, auto_id="hold-%s"),
        "one_form": OneForm(person, auto_id="one-%s"),
        **forms,
    }
    return render(request, "handling/keeping.html", context, status=status)


def _due(person: User, at: datetime) -> CaseQuerySet:
    """What is due by the regulation in force; nothing where it sets no term."""
    told = retention(at)
    return due(visible(person), at, told.years) if told and told.years else visible(person).none()


@require_http_methods(["GET", "POST"])
@desk("handling.anonymise")
def confirm(request: HttpRequest) -> HttpResponse:
    """What is due, once more before it is done: the number is written by hand."""
    person, now = staff(request), timezone.now()
    waiting, told = _due(person, now), retention(now)
    count = waiting.count()
    form = DueForm(count, request.POST or None)
    if request.method == "POST" and form.is_valid() and told:
        taken, refused = 0, ""
        for case in waiting[:AT_ONCE]:
            try:
                actions.anonymise(case, basis=told.cited.zh, remove_files=told.removes_files, by=person, at=now)
            except HuiyingError as error:
                refused = str(error)
            else:
                taken += 1
        _tell(request, taken, count - taken, refused)
        return redirect("desk-keeping")
    pages = Paginator(waiting.select_related("voice__channel", "voice__proposal"), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "due": count,
        "retention": told,
        "act": act(told),
        "page_obj": page,
    }
    return render(request, "handling/keeping_due.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, taken: int, left: int, refused: str) -> None:
    told = ngettext("The personal data of %(n)d case is gone.", "The personal data of %(n)d cases is gone.", taken) % {
        "n": taken
    }
    messages.success(request, told)
    if left:
        more = ngettext("%(n)d case is left.", "%(n)d cases are left.", left) % {"n": left}
        messages.warning(request, f"{more} {refused}".strip())


@require_POST
@desk("handling.anonymise")
def one(request: HttpRequest) -> HttpResponse:
    """Take the personal data out of one case at its writer's request."""
    person, now = staff(request), timezone.now()
    form = OneForm(person, request.POST, auto_id="one-%s")
    if form.is_valid():
        told, files = form.cleaned_data, retention(now)
        try:
            removes = files.removes_files if files else True
            actions.anonymise(told["number"], basis=told["basis"], remove_files=removes, by=person, at=now)
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The personal data of %(case)s is gone.") % {"case": told["number"].number})
            return redirect("desk-keeping")
    return _page(request, 422, one_form=form)


@require_POST
@desk("handling.hold")
def hold(request: HttpRequest) -> HttpResponse:
    """Keep the personal data of a case beyond its term."""
    person = staff(request)
    form = HoldForm(person, request.POST, auto_id="hold-%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.hold(told["number"], ground=told["ground"], reason=told["reason"], by=person, at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(case)s is held.") % {"case": told["number"].number})
            return redirect("desk-keeping")
    return _page(request, 422, hold_form=form)


@require_POST
@desk("handling.hold")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a case no longer."""
    held = get_object_or_404(holds(staff(request)), pk=pk)
    actions.lift(held, by=staff(request), at=timezone.now())
    messages.success(request, _("The hold is lifted."))
    return redirect("desk-keeping")
