"""检索改进 · The desk's page of the portal's search: what was not found, and which words mean the same."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff

from ..actions.synonyms import DEED, drop_synonyms, keep_synonyms
from ..models import MissedSearch, Synonyms

PAGE_SIZE = 30
SINCE = {"30": timedelta(days=30), "90": timedelta(days=90), "365": timedelta(days=365)}
USUAL = "30"
REFUSED = 409


@require_GET
@desk(DEED)
def portal_search(request: HttpRequest) -> HttpResponse:
    """What people looked for in vain, most often first, and the groups of synonyms."""
    policies.require(staff(request), DEED, policies.INSTALLATION)
    return render(request, "publication/searching/desk.html", _context(request))


def _context(request: HttpRequest, **more: object) -> dict[str, object]:
    days = request.GET.get("days", "")
    days = days if days in SINCE else USUAL
    missed = (
        MissedSearch.objects.filter(day__gt=timezone.localdate() - SINCE[days])
        .values("words")
        .annotate(times=Sum("count"), days=Count("day"), last=Max("day"))
        .order_by("-times", "words")
    )
    page = Paginator(missed, PAGE_SIZE).get_page(request.GET.get("page"))
    typed = request.GET.get("words", "")[:60]
    return {
        "page_obj": page,
        "days": days,
        "spans": list(SINCE),
        "groups": Synonyms.objects.all(),
        "typed": typed,
    } | more


@require_POST
@desk(DEED)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a new group of synonyms. A refusal stands beside what was typed."""
    return _kept(request, None)


@require_POST
@desk(DEED)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group of synonyms, or take it out."""
    group = get_object_or_404(Synonyms, pk=pk)
    if "drop" not in request.POST:
        return _kept(request, group)
    drop_synonyms(group, by=staff(request), at=timezone.now())
    messages.success(request, _("These words are synonyms no longer."))
    return redirect("desk-portal-search")


def _kept(request: HttpRequest, group: Synonyms | None) -> HttpResponse:
    typed = request.POST.get("words", "")[:400]
    policies.require(staff(request), DEED, policies.INSTALLATION)
    try:
        keep_synonyms(typed, by=staff(request), at=timezone.now(), instead_of=group)
    except HuiyingError as refusal:
        context = _context(request, typed=typed, refusal=refusal, refused=group.pk if group else 0)
        return render(request, "publication/searching/desk.html", context, status=REFUSED)
    messages.success(request, _("Who looks for one of these words finds the others too."))
    return redirect("desk-portal-search")
