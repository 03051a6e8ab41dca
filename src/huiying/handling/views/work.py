"""办理, 时限 · What waits for a person, and the clock wall."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff

from ..clocks.terms import term_title, titles
from ..clocks.waiting import waiting, with_open_questions
from ..clocks.wall import Wall, at_moment, grouped
from ..emergencies.seen import tasks_of
from ..export import Cell, csv_response
from ..models import Case, Clock, ClockQuerySet, Decision, Lamp, Part, Review
from ..rulebook import regulation
from ..searching.finding import having
from ..spoken import due, remaining
from ..work import mine, my_parts, sections_seen, unread_mentions, visible
from .bulk import offered
from .filters import kept

PAGE_SIZE = 30
MOST = 200


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
        "tasks": list(tasks_of(staff(request))[:MOST]),
        "bulk": [one for one in offered(staff(request)) if one[0] == "answer"],
        "which_list": "mine",
        "parts": list(my_parts(staff(request)).select_related("section", "handler", "case__voice__channel")[:MOST]),
        "mentions": unread_mentions(staff(request))[:PAGE_SIZE],
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
    """时限 · Running clocks by due moment: who is late, what is next, what stands still."""
    now = timezone.now()
    clocks = _filtered(request)
    shown = at_moment(clocks, request.GET.get("due", ""), now).select_related("case__voice__channel")
    shown = shown.prefetch_related("case__parts__section", "case__parts__handler", with_open_questions())
    if request.GET.get("format") == "csv":
        return csv_response(_("Clocks"), _headers(), [_row(clock, now) for clock in Wall(shown)])
    page = Paginator(Wall(shown), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "groups": grouped(page.object_list, now),
        "late": at_moment(clocks, "late", now).count(),
        "sections": sections_seen(staff(request)),
        "lamps": [lamp for lamp in Lamp.choices if lamp[0]],
        "terms": titles(regulation()),
        "may_remind": policies.allows(staff(request), "handling.remind"),
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
    for name in ("lamp", "term"):
        if wanted := asked.get(name):
            clocks = clocks.filter(**{name: wanted})
    if words := asked.get("q", "").strip():
        clocks = clocks.filter(having(words, "case__voice").where)
    return clocks


def _headers() -> list[str]:
    return [
        _("Case number"),
        _("Title"),
        _("Term"),
        _("Lead section"),
        _("Handler"),
        _("State"),
        _("Began"),
        _("Due"),
        _("Provisional"),
        _("Left"),
        _("Lamp"),
        _("Paused"),
    ]


def _row(clock: Clock, now: datetime) -> list[Cell]:
    case, part = clock.case, clock.case.lead_part()
    still = clock.stands_still
    return [
        case.number,
        privacy.veil(case.title),
        term_title(clock),
        part.section.name if part else "",
        str(part.handler) if part and part.handler else "",
        case.get_state_display(),
        clock.started_at,
        "" if still else due(clock),
        _("provisional") if clock.provisional and not still else "",
        "" if still else remaining(clock, now),
        str(clock.get_lamp_display()) if clock.lamp else "",
        waiting(clock),
    ]
