"""四个闭环 · How much is open in each loop, and the cases behind it."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiying.core.loops import Loop, Standing
from huiying.language import privacy
from huiying.people.access import desk, staff

from ..export import Cell, csv_response
from ..models import Case, CaseQuerySet, Part
from ..standing import LOOPS, in_words, inquiry_of, open_in
from ..work import sections_seen, visible
from .filters import kept

PAGE_SIZE = 30
AGES = (7, 15, 30, 60)  # days since the letter


@require_GET
@desk("handling.read")
def loops(request: HttpRequest) -> HttpResponse:
    """How many cases are open in each loop, and those of one of them, the oldest first."""
    now = timezone.now()
    cases = _filtered(request, now)
    counts = {loop: open_in(loop, cases).count() for loop in LOOPS}
    loop = _asked(request, counts)
    found = open_in(loop, cases).select_related("voice__channel", "voice__proposal", "inquiry")
    found = found.prefetch_related("clocks", "parts__section", "parts__handler").order_by("opened_at", "pk")
    if request.GET.get("format") == "csv":
        return csv_response(str(LOOPS[loop]), _headers(), [_row(case, now) for case in found])
    context = {
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "loops": [(each, name, counts[each]) for each, name in LOOPS.items()],
        "loop": loop,
        "name": LOOPS[loop],
        "ages": AGES,
        "sections": sections_seen(staff(request)),
        "filters": request.GET,
        "kept": kept(request, "page", "loop"),
    }
    return render(request, "handling/loops.html", context)


def _asked(request: HttpRequest, counts: dict[Loop, int]) -> Loop:
    """The loop of the address; without one the first in which something is open."""
    asked = request.GET.get("loop", "")
    if asked in set(Loop):
        return Loop(asked)
    return next((loop for loop in (Loop.INVESTIGATE, Loop.CONCLUDE, Loop.TAKE_UP) if counts[loop]), Loop.ANSWER)


def _filtered(request: HttpRequest, now: datetime) -> CaseQuerySet:
    asked = request.GET
    found = visible(staff(request))
    if section := asked.get("section"):
        leads = Part.objects.filter(section__name=section, is_lead=True)
        found = found.filter(pk__in=leads.values("case"))
    if (age := asked.get("age", "")).isdecimal() and int(age) in AGES:
        found = found.filter(opened_at__lt=now - timedelta(days=int(age)))
    return found


def _headers() -> list[str]:
    return [
        _("Case number"),
        _("Title"),
        _("Kind"),
        _("Lead section"),
        _("Handler"),
        _("State"),
        _("Received"),
        _("Days since"),
        _("Finding"),
        *(str(name) for name in LOOPS.values()),
    ]


def _row(case: Case, now: datetime) -> list[Cell]:
    part, inquiry = case.lead_part(), inquiry_of(case)
    proposal = getattr(case.voice, "proposal", None)
    return [
        case.number,
        privacy.veil(case.title),
        proposal.kind if proposal else "",
        part.section.name if part else "",
        str(part.handler) if part and part.handler else "",
        case.get_state_display(),
        case.opened_at,
        (now - case.opened_at).days,
        inquiry.get_verdict_display() if inquiry else "",
        *("" if standing is Standing.NONE else word for _loop, _name, standing, word in in_words(case)),
    ]
