"""办理, 时限 · What waits for a person, and the clock wall."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.language import privacy
from huiying.people.access import desk, staff
from huiying.people.models import Section

from ..export import Cell, csv_response
from ..models import Case, Clock, ClockQuerySet, Decision, Part, Review
from ..spoken import due, remaining
from ..work import mine, sees_all, visible
from .filters import kept

PAGE_SIZE = 30
MOST = 200
SOON = timedelta(hours=48)


@require_GET
@desk("handling.draft")
def my_work(request: HttpRequest) -> HttpResponse:
    """办理 · What waits for this person, the nearest due first."""
    cases = mine(staff(request)).select_related("voice__channel", "voice__proposal")
    cases = cases.prefetch_related("clocks", "parts__section", "parts__handler")
    found = list(cases[:MOST])
    sent_back = Review.objects.filter(draft__case__in=found, decision=Decision.SENT_BACK)
    context = {
        "cases": sorted(found, key=_due),
        "sent_back": set(sent_back.filter(draft__case__state="drafting").values_list("draft__case", flat=True)),
        "now": timezone.now(),
    }
    return render(request, "handling/mine.html", context)


def _due(case: Case) -> tuple[bool, datetime]:
    """By the running clock; a case without one comes last, the oldest first."""
    clock = case.running_clock()
    return (False, clock.due_at) if clock else (True, case.opened_at)


@require_GET
@desk("handling.read")
def clock_wall(request: HttpRequest) -> HttpResponse:
    """时限 · Running clocks by due moment: who is late, what is next."""
    now = timezone.now()
    clocks = _filtered(request)
    shown = _when(clocks, request.GET.get("due", ""), now).select_related("case__voice__channel")
    shown = shown.prefetch_related("case__parts__section", "case__parts__handler")
    if request.GET.get("format") == "csv":
        return csv_response(_("Clocks"), _headers(), [_row(clock, now) for clock in shown])
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "groups": _grouped(list(page.object_list), now),
        "late": clocks.filter(due_at__lt=now).count(),
        "sections": Section.objects.all() if sees_all(staff(request)) else (),
        "filters": request.GET,
        "kept": kept(request, "page"),
        "now": now,
    }
    return render(request, "handling/clocks.html", context)


def _filtered(request: HttpRequest) -> ClockQuerySet:
    asked = request.GET
    clocks = Clock.objects.running().filter(case__in=visible(staff(request)))
    if section := asked.get("section"):
        leads = Part.objects.filter(section__name=section, is_lead=True)
        clocks = clocks.filter(case__in=leads.values("case"))
    if words := asked.get("q", "").strip():
        clocks = clocks.filter(Q(case__title__icontains=words) | Q(case__number=words))
    return clocks


def _when(clocks: ClockQuerySet, asked: str, now: datetime) -> ClockQuerySet:
    if asked == "late":
        return clocks.filter(due_at__lt=now)
    return clocks.filter(due_at__gte=now, due_at__lt=now + SOON) if asked == "soon" else clocks


def _grouped(clocks: Sequence[Clock], now: datetime) -> list[tuple[str, list[Clock]]]:
    """Clocks in their order under what a clerk says of them."""

    def said(clock: Clock) -> str:
        if clock.due_at < now:
            return _("Overdue")
        return _("Due within 48 hours") if clock.due_at < now + SOON else _("Later")

    return [(label, list(group)) for label, group in groupby(clocks, key=said)]


def _headers() -> list[str]:
    return [
        _("Case number"),
        _("Title"),
        _("Lead section"),
        _("Handler"),
        _("State"),
        _("Began"),
        _("Due"),
        _("Left"),
    ]


def _row(clock: Clock, now: datetime) -> list[Cell]:
    case, part = clock.case, clock.case.lead_part()
    return [
        case.number,
        privacy.veil(case.title),
        part.section.name if part else "",
        str(part.handler) if part and part.handler else "",
        case.get_state_display(),
        clock.started_at,
        due(clock),
        remaining(clock, now),
    ]
