"""办件 · The list of cases: filtered, page by page, or exported as it is filtered."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.assessment.models import Kind
from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.core.loops import FOUNDED
from huiying.language import privacy
from huiying.people.access import desk, staff
from huiying.people.models import Section

from ..export import Cell, csv_response
from ..models import Case, CaseQuerySet, CaseState, Clock, Outcome, Part
from ..spoken import due, remaining
from ..work import sees_all, visible
from .filters import in_period, kept

PAGE_SIZE = 30
SOON = timedelta(hours=48)
# Ratings belong to feedback, which reads us and not we it; a figure of satisfaction still leads to its rows.
RATED = {
    "yes": Q(replies__rating__stars__gte=1),
    "good": Q(replies__rating__stars__gte=4),
    "low": Q(replies__rating__stars__lt=4),
}
# What became of suggestions, and how complaints were found, as the figures count them.
ADOPTED = {
    "decided": ~Q(adoption=""),
    "taken": Q(adoption__in=(Outcome.ADOPTED, Outcome.PARTLY)),
    **{outcome: Q(adoption=outcome) for outcome in Outcome.values},
}
_FOUND = Q(inquiry__verdict__in=sorted(FOUNDED))
INQUIRED = {
    "founded": _FOUND,
    "concluded": _FOUND & Q(inquiry__concluded_at__isnull=False),
    "open": _FOUND & Q(inquiry__concluded_at=None),
}


@require_GET
@desk("handling.read")
def cases(request: HttpRequest) -> HttpResponse:
    """Every case that the person may see, filtered."""
    now = timezone.now()
    found = _filtered(request, now).select_related("voice__channel", "voice__proposal")
    found = found.prefetch_related("clocks", "parts__section", "parts__handler")
    if request.GET.get("format") == "csv":
        return csv_response(_("Cases"), _headers(), [_row(case, now) for case in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": CaseState.choices,
        "kinds": Kind.choices,
        "outcomes": Outcome.choices,
        "sections": Section.objects.all() if sees_all(staff(request)) else (),
        "filters": request.GET,
        "kept": kept(request, "page"),
        "now": now,
    }
    return render(request, "handling/cases.html", context)


def _filtered(request: HttpRequest, now: datetime) -> CaseQuerySet:
    asked = request.GET
    # the days of the address are those of the letters, or of the answers where it says so
    moment = "answered_at" if asked.get("days") == "answered" else "opened_at"
    found = visible(staff(request)).filter(in_period(request, moment))
    if state := asked.get("state"):
        found = _in_state(found, state)
    if section := asked.get("section"):
        found = found.filter(pk__in=Part.objects.filter(section__name=section).values("case"))
    if kind := asked.get("kind"):
        found = found.filter(voice__proposal__kind=kind)
    if clock := _clocks(asked.get("clock", ""), now):
        found = found.filter(pk__in=Clock.objects.filter(clock).values("case"))
    for name, choices in (("adoption", ADOPTED), ("inquiry", INQUIRED)):
        if wanted := choices.get(asked.get(name, "")):
            found = found.filter(wanted)
    if rated := RATED.get(asked.get("rated", "")):
        found = found.filter(pk__in=Case.objects.filter(rated).values("pk"))
    if words := asked.get("q", "").strip():
        found = found.filter(Q(title__icontains=words) | Q(number=words) | Q(voice__number=words))
    return found


def _in_state(found: CaseQuerySet, state: str) -> CaseQuerySet:
    if state == "open":
        return found.open()
    if state == "unanswered":
        return found.filter(state__in=WITHOUT_REPLY, answered_at=None)
    return found.exclude(answered_at=None) if state == "answered" else found.filter(state=state)


def _clocks(asked: str, now: datetime) -> Q | None:
    """The clocks that a case must have: late now, due soon, stopped in time or stopped late."""
    running = Q(stopped_at=None)
    return {
        "late": running & Q(due_at__lt=now),
        "soon": running & Q(due_at__gte=now, due_at__lt=now + SOON),
        "met": Q(stopped_at__lte=F("due_at"), stopped_because=""),
        "missed": Q(stopped_at__gt=F("due_at")),
    }.get(asked)


def _headers() -> list[str]:
    return [
        _("Case number"),
        _("Voice number"),
        _("Title"),
        _("Channel"),
        _("Kind"),
        _("Theme"),
        _("Level"),
        _("Lead section"),
        _("Handler"),
        _("State"),
        _("Received"),
        _("Due"),
        _("Left"),
        _("Replied"),
        _("Filed"),
    ]


def _row(case: Case, now: datetime) -> list[Cell]:
    part, clock = case.lead_part(), case.running_clock()
    proposal = getattr(case.voice, "proposal", None)
    return [
        case.number,
        case.voice.number,
        privacy.veil(case.title),
        case.voice.channel.name,
        proposal.kind if proposal else "",
        proposal.theme if proposal else "",
        proposal.level if proposal else "",
        part.section.name if part else "",
        str(part.handler) if part and part.handler else "",
        case.get_state_display(),
        case.opened_at,
        due(clock),
        remaining(clock, now),
        case.answered_at,
        case.closed_at,
    ]
