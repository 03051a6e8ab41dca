"""附卷材料 · Files that staff put in a case: added, taken out, downloaded; and what went with a reply, for its
writer.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.intake.channels.portal.uploads import bounded
from huiying.people.access import desk, staff

from .. import actions
from ..actions.enclosing import may_send_files
from ..files import handed_out
from ..forms_at_hand import EnclosureForm
from ..models import CaseFile
from ..work import visible
from .case import case_context
from .finding import find_case
from .status import may_open


@bounded
@require_POST
@desk("handling.read")
def enclose(request: HttpRequest, number: str) -> HttpResponse:
    """Put files in the case; what is not taken is named in the form."""
    case, person = find_case(request, number), staff(request)
    form = EnclosureForm(request.POST, request.FILES, may_send=may_send_files(case, person))
    if form.is_valid():
        told = {"description": form.cleaned_data["description"], "to_writer": form.cleaned_data.get("to_writer", False)}
        try:
            kept = actions.enclose(case, form.cleaned_data["chosen"], **told, by=person, at=timezone.now())
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            said = ngettext("%(n)d file is in the case.", "%(n)d files are in the case.", len(kept))
            messages.success(request, said % {"n": len(kept)})
            return redirect("desk-case", number=number)
    context = case_context(case, person) | {"enclosure_form": form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of the case, where it has not gone into review or to the writer."""
    row = _file(request, pk)
    try:
        actions.take_out(row, by=staff(request), at=timezone.now())
    except RuleError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The file is taken out; that it was there stays recorded."))
    return redirect("desk-case", number=row.case.number)


@require_GET
@desk("handling.read")
def download(request: HttpRequest, pk: int) -> Any:
    """Hand a file out to staff; that it was taken is recorded. What one may not read does not exist."""
    row = _file(request, pk)
    answer = handed_out(row)
    actions.take_case_file(row, by=staff(request), at=timezone.now())
    return answer


@never_cache
@require_GET
def for_writer(request: HttpRequest, number: str, pk: int) -> Any:
    """A file that went with the reply, for its writer: with the number and the query code, as the reply itself."""
    if not may_open(request, number):
        return redirect("status")
    sent = CaseFile.objects.filter(replies__case__voice__number=number).distinct()
    return handed_out(get_object_or_404(sent, pk=pk))


def _file(request: HttpRequest, pk: int) -> CaseFile:
    rows = CaseFile.objects.filter(case__in=visible(staff(request))).select_related("case")
    return get_object_or_404(rows, pk=pk)
