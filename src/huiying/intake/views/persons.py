"""来件人 · One person, by which ways they write, what they wrote; and who may be the same person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import join_persons, part_persons
from ..models import AddressKind, Correspondent, Joining, Voice

DEED = "intake.persons"
PAGE_SIZE = 20
MOST_LIKE = 10


@require_GET
@desk(DEED)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Addresses are told by their kind; what they are is shown in a case, to whom needs it, and recorded."""
    by = staff(request)
    found = get_object_or_404(_persons(by), pk=pk)
    voices = found.voices.filter(_letters(by)).select_related("channel").order_by("-said_at", "-pk")
    context = {
        "person": found,
        "addresses": found.addresses.exclude(kind=AddressKind.NAME).defer("value"),
        "page_obj": Paginator(voices, PAGE_SIZE).get_page(request.GET.get("page")),
        "like": _like(found, by),
        "may_answer": policies.allows(by, "handling.personal"),
        "joinings": found.joined.filter(undone_at=None),
    }
    return render(request, "intake/person.html", context)


def _letters(by: User) -> Q:
    return policies.within(by, DEED, "channel__unit")


def _persons(by: User) -> QuerySet[Correspondent]:
    """Those who wrote to the units in which `by` may join persons."""
    if not (letters := _letters(by)):
        return Correspondent.objects.all()
    return Correspondent.objects.filter(pk__in=Voice.objects.filter(letters).values("correspondent"))


def _like(person: Correspondent, by: User) -> list[Correspondent]:
    """Others of the same name, those who wrote most first: for a clerk to compare, never joined by itself."""
    if len(person.name) < 2:
        return []
    same = _persons(by).filter(name=person.name).exclude(pk=person.pk)
    return list(same.annotate(count=Count("voices")).order_by("-count", "pk")[:MOST_LIKE])


@require_POST
@desk(DEED)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another person for the same as this one."""
    persons = _persons(staff(request))
    kept = get_object_or_404(persons, pk=pk)
    told = request.POST.get("other", "")
    other = get_object_or_404(persons, pk=int(told) if told.isdecimal() and len(told) < 19 else 0)
    try:
        join_persons(kept, other, by=staff(request), at=timezone.now())
        messages.success(request, _("They are one person now."))
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-person", pk=pk)


@require_POST
@desk(DEED)
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a joining."""
    joinings = Joining.objects.filter(kept__in=_persons(staff(request))).select_related("kept")
    joining = get_object_or_404(joinings, pk=pk)
    try:
        part_persons(joining, by=staff(request), at=timezone.now())
        messages.success(request, _("They are two persons again."))
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-person", pk=joining.kept_id)
