"""卡住的 · What the information section frees: parts that came back, and drafts that nobody can sign any more."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.people.access import desk, staff

from ..models import Decision, Review
from ..signers import held_up
from ..work import parts_returned, visible

PAGE_SIZE = 30
# So many drafts that wait for a signature are looked at, the oldest first: more than an office has at once.
MOST = 500


@require_GET
@desk("handling.part.assign")
def held_up_page(request: HttpRequest) -> HttpResponse:
    person = staff(request)
    waiting = Review.objects.filter(decision=Decision.WAITING, draft__case__in=visible(person))
    parts = parts_returned(person).select_related("section", "case__voice")
    stuck = held_up(waiting, timezone.localdate(), most=MOST)
    context = {
        "page_obj": Paginator(parts.prefetch_related("case__clocks"), PAGE_SIZE).get_page(request.GET.get("page")),
        "stuck": stuck[:PAGE_SIZE],
        "more": max(0, len(stuck) - PAGE_SIZE),
        "now": timezone.now(),
    }
    return render(request, "handling/held_up.html", context)
