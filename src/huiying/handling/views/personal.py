"""个人信息请求 · A copy for the person, the wish for erasure, and who decides on it."""

import tempfile
from typing import IO, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.refusing import attempt, done, tried

from ..actions.personal import (
    APPROVE,
    approve_erasure,
    ask_erasure,
    foreseen,
    lift_restriction,
    refuse_erasure,
    register_copy,
)
from ..forms_personal import CopyForm, ErasureForm, RefusalForm
from ..models import PersonRequest, Restriction, WhyKept
from ..persons.archive import write
from ..persons.holding import holding
from ..persons.letters import DEED, persons, units_of

READ = "handling.personal.read"
PAGE_SIZE = 20


@require_GET
@desk(READ)
def requests(request: HttpRequest) -> HttpResponse:
    """Requests of the unit, the newest first, and what is restricted."""
    by = staff(request)
    found = PersonRequest.objects.filter(policies.within(by, READ)).select_related("asked_by", "decided_by")
    restricted = Restriction.objects.filter(policies.within(by, READ, "request__unit"), lifted_at=None)
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "restricted": restricted.select_related("case", "request")[:PAGE_SIZE],
        "may_lift": policies.allows(by, APPROVE),
    }
    return render(request, "handling/personal/requests.html", context)


@require_http_methods(["GET", "POST"])
@desk(DEED)
def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Before a copy leaves or an erasure is registered: who asks, and how they proved it."""
    by = staff(request)
    person = get_object_or_404(persons(by), pk=pk)
    form = ErasureForm(request.POST or None, auto_id="erase-%s")
    if request.method == "POST":
        at = timezone.now()
        made = attempt(form, lambda: ask_erasure(person, **form.cleaned_data, by=by, at=at))
        if made is not None:
            messages.success(request, _("Registered as %(number)s; a leader decides.") % {"number": made.number})
            return redirect("desk-personal-request", number=made.number)
    return _person_page(request, pk, erasure_form=form)


def _person_page(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    person = get_object_or_404(persons(staff(request)), pk=pk)
    context = {"person": person, "erasure_form": ErasureForm(auto_id="erase-%s"), "copy_form": CopyForm(), **forms}
    wrong = any(form.errors for form in forms.values())
    return render(request, "handling/personal/person.html", context, status=422 if wrong else 200)


@require_POST
@desk(DEED)
def copy(request: HttpRequest, pk: int) -> Any:
    """One archive of all that is held on a person, to be handed to them; recorded before it leaves."""
    by, at = staff(request), timezone.now()
    person = get_object_or_404(persons(by), pk=pk)
    form = CopyForm(request.POST)
    content: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)

    def made() -> PersonRequest:
        with transaction.atomic():
            told = {**form.cleaned_data, "letters": 0, "files": 0}
            units = units_of(person, by)
            if len(units) == 1:
                held = holding(person, units[0], at)
                told |= {"letters": len(held.told["letters"]), "files": write(content, held)}
            return register_copy(person, **told, by=by, at=at)

    registered = attempt(form, made)
    if registered is None:
        content.close()
        return _person_page(request, pk, copy_form=form)
    content.seek(0)
    name = f"{registered.number}.zip"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
@desk(READ)
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """What an erasure would do, for who decides; and what became of it, with the letter to the person."""
    by, at = staff(request), timezone.now()
    found = get_object_or_404(PersonRequest.objects.filter(policies.within(by, READ)), number=number)
    form = RefusalForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and "refuse" not in request.POST:
        back = request.path
        return done(request, lambda: approve_erasure(found, by=by, at=at), _("Done; tell the person."), back)
    if request.method == "POST" and tried(form, lambda: refuse_erasure(found, **form.cleaned_data, by=by, at=at)):
        messages.success(request, _("Refused; tell the person."))
        return redirect("desk-personal-request", number=number)
    waits = found.state == PersonRequest.State.WAITING
    lines = [line.to_json() for line in foreseen(found, at)] if waits else found.outcome
    context = {
        "found": found,
        "lines": [line | {"why": WhyKept(line["kept"]).label if line["kept"] else ""} for line in lines],
        "may_decide": waits and policies.allows(by, APPROVE, found) and found.asked_by_id != by.pk,
        "form": form,
    }
    return render(request, "handling/personal/request.html", context, status=422 if form.errors else 200)


@require_POST
@desk(APPROVE)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a restricted case again."""
    by = staff(request)
    mine = Restriction.objects.filter(policies.within(by, APPROVE, "request__unit")).select_related("case", "request")
    row = get_object_or_404(mine, pk=pk)
    words = _("The restriction is lifted.")
    return done(request, lambda: lift_restriction(row, by=by, at=timezone.now()), words, "desk-personal")
