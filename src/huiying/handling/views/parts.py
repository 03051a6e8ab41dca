"""协办 · A deed on a part, from the page of its case; a form that is to be mended comes back with what was typed."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..models import Part
from .case import case_context
from .finding import find_case
from .partlines import PART_DEEDS, form_id


@require_POST
@desk("handling.read")
def part_deed(request: HttpRequest, number: str, pk: int, name: str) -> HttpResponse:
    """Do one of the deeds on a part and come back to its case."""
    case = find_case(request, number)
    part = get_object_or_404(Part.objects.select_related("section", "case", "given_by"), pk=pk, case=case)
    told, form = _done(part, name, request.POST, staff(request), timezone.now())
    if told:
        messages.success(request, told)
        return redirect("desk-case", number=number)
    case = find_case(request, number)
    context = case_context(case, staff(request))
    for line in context["part_lines"]:  # type: ignore[attr-defined]
        if line.part.pk == part.pk:
            line.forms[name] = form
    return render(request, "handling/case.html", context, status=422)


def _done(part: Part, name: str, data: QueryDict, by: User, at: datetime) -> tuple[str, forms.Form]:
    deed = PART_DEEDS[name]
    form = deed.form(part, data, auto_id=form_id(part, name))
    if not form.is_valid():
        return "", form
    try:
        return deed.do(part, form.cleaned_data, by, at), form
    except (InputError, RuleError) as refused:
        form.add_error(None, f"{refused.what} {refused.fix}".strip())
        return "", form
