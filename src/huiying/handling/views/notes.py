"""办理备注 · Notes are added on the page of their case; what calls a person is listed until they have opened it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people.access import desk, staff

from .. import actions
from ..forms_at_hand import NoteForm
from ..models import Mention, Note
from ..work import visible
from .case import case_context
from .finding import find_case

PAGE_SIZE = 30


@require_POST
@desk("handling.read")
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add a note; one that calls somebody who may not read the case comes back with the reason."""
    case, form = find_case(request, number), NoteForm(request.POST, auto_id="note-%s")
    if form.is_valid():
        try:
            actions.add_note(case, text=form.cleaned_data["note"], by=staff(request), at=timezone.now())
        except InputError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The note is added."))
            return redirect("desk-case", number=number)
    context = case_context(case, staff(request)) | {"note_form": form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own note back within a minute."""
    note = get_object_or_404(Note.objects.select_related("case"), pk=pk, case__in=visible(staff(request)))
    try:
        actions.withdraw_note(note, by=staff(request), at=timezone.now())
    except RuleError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The note is withdrawn."))
    return redirect("desk-case", number=note.case.number)


@require_GET
@desk("handling.read")
def mentions(request: HttpRequest) -> HttpResponse:
    """提到我的 · Every note that calls this person, the newest first, those not read yet marked."""
    person = staff(request)
    found = Mention.objects.filter(user=person, note__withdrawn_at=None, note__case__in=visible(person))
    found = found.select_related("note__by", "note__case").order_by("-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "handling/mentions.html", {"page_obj": page, "now": timezone.now()})


@require_GET
@desk("handling.read")
def notes(request: HttpRequest, number: str) -> HttpResponse:
    """All notes of a case, the newest first."""
    case = get_object_or_404(visible(staff(request)), number=number)
    actions.read_mentions(case, by=staff(request), at=timezone.now())
    found = case.notes.select_related("by").prefetch_related("mentions__user").order_by("-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "handling/notes.html", {"case": case, "page_obj": page})
