"""办件 · The list of cases: filtered, page by page, or exported as it is filtered."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.language import privacy
from huiying.people.access import desk, staff

from ..export import Cell, csv_response
from ..lists import views as kept_views
from ..lists.asked import CASES, Asked
from ..lists.paging import Pages
from ..models import Case
from ..searching.finding import excerpts, words_of
from ..spoken import due, remaining
from ..work import visible
from .bulk import MOST, offered
from .filters import kept


@require_GET
@desk("handling.read")
def cases(request: HttpRequest) -> HttpResponse:
    """Every case that the person may see, filtered."""
    person, now = staff(request), timezone.now()
    views = kept_views.seen(person, CASES)
    if opening := kept_views.opening(request, views):
        return redirect(opening)
    asked = Asked(CASES, request.GET, person, now)
    found = asked.rows(visible(person))
    if request.GET.get("format") == "csv":
        return csv_response(_("Cases"), _headers(), [_row(case, now) for case in _whole(found)])
    page = Pages(found, whole=_whole, many=asked.many).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "bulk": offered(person),
        "most": MOST,
        "words": words_of(asked.typed),
        "excerpts": excerpts([case.voice_id for case in page], asked.typed),
        "kept": kept(request, "page"),
        "now": now,
    }
    return render(request, "handling/cases.html", context | asked.context() | kept_views.tabs(asked, views))


def _whole(found: QuerySet[Any]) -> QuerySet[Any]:
    """With what a row shows."""
    rows = found.select_related("voice__channel", "voice__proposal")
    return rows.prefetch_related("clocks", "parts__section", "parts__handler")


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
