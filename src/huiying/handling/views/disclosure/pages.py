"""The deeds of the pane, the page of a redacted copy, and a request on paper that is registered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.errors import HuiyingError, InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff

from ... import actions
from ...disclosure.course import course, refuse
from ...disclosure.forms import PassagesForm
from ...disclosure.redacting import read
from ...models import CaseFile, ConsultedParty
from ..case import case_context
from ..finding import find_case
from .steps import DEEDS, PARTY_DEEDS, Step

MOST_SHOWN = 400  # lines of a file that the page shows


@require_POST
@desk("handling.read")
def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take a step; a form to be mended comes back with what was typed."""
    case, person, at = find_case(request, number), staff(request), timezone.now()
    deed = DEEDS[name]
    form = deed.form(course(case, at), request.POST, auto_id=f"d-{name}-%s")
    if form.is_valid():
        try:
            deed.do(case, **form.cleaned_data, by=person, at=at)
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            messages.success(request, str(deed.said))
            return redirect("desk-case", number=number)
    context = case_context(find_case(request, number), person)
    context["disclosure_wrong"] = Step(name, deed, "", form)
    context["disclosure_form_errors"] = form.non_field_errors()
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def party(request: HttpRequest, number: str, pk: int, name: str) -> HttpResponse:
    """What a consulted party did, or what is done about it."""
    case, person = find_case(request, number), staff(request)
    found = get_object_or_404(ConsultedParty.objects.select_related("request__case__unit"), pk=pk, request__case=case)
    _grant, make, do, said = PARTY_DEEDS[name]
    form = make(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect("desk-case", number=number)
    try:
        do(found, **form.cleaned_data, by=person, at=timezone.now())
    except (InputError, RuleError) as refused:
        messages.error(request, f"{refused.what} {refused.fix}".strip())
    else:
        messages.success(request, str(said))
    return redirect("desk-case", number=number)


def _first_error(form: Any) -> str:
    field, errors = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    return f"{label}：{errors[0]}" if label else str(errors[0])


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def redact(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Choose the passages that are taken out of a copy of a file; the words of the file stand beside the form."""
    case, person, at = find_case(request, number), staff(request), timezone.now()
    policies.require(person, "handling.disclosure.redact", case)
    source = get_object_or_404(CaseFile.objects.kept().select_related("case__unit"), pk=pk, case=case)
    told = course(case, at)
    refuse("redact", told)
    grounds = [ground for ground in told.rules.grounds.values() if ground.row.startswith("3.")]
    form = PassagesForm(grounds, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            copy = actions.make_copy(source, passages=form.chosen(), by=person, at=at)
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("The copy is made. Open “%(name)s” and read it through.") % {"name": copy.result}
            )
            return redirect("desk-case", number=number)
    context = {"case": case, "source": source, "form": form, **_words(source)}
    status = 422 if form.is_bound else 200
    return render(request, "handling/disclosure/redact.html", context, status=status)


def _words(source: CaseFile) -> dict[str, object]:
    """The words in which passages may be chosen, or why there are none."""
    try:
        with source.file.open("rb") as kept:
            lines = [line for page in read(kept.read(), source.media_type) for line in page.splitlines()]
    except InputError as refused:
        return {"unreadable": f"{refused.what} {refused.fix}".strip()}
    return {"lines": lines[:MOST_SHOWN], "more": max(0, len(lines) - MOST_SHOWN)}
