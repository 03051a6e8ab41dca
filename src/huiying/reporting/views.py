"""报告 · The desk's home with its figures, the figures with the rows behind them, and the papers."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from huiying.assessment.bursts import burst_of, bursts_now
from huiying.assessment.models import Topic
from huiying.handling.models import Clock
from huiying.handling.work import in_reach
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .actions import take_snapshot, write_self_inspection
from .charts import monthly_chart
from .facts import by_month
from .figures import Period
from .findings import last_months, monthly_finding
from .forms import PeriodForm
from .home.figures import figures, last_days
from .home.waiting import ailing_channels, stale_columns, waiting
from .models import Paper, Snapshot
from .rows import EXCEPTIONS, address_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 6
FIVE_MINUTES = 300
READ = "reporting.read"


@require_GET
@desk()
def home(request: HttpRequest) -> HttpResponse:
    """What is hot, late and waiting, on one page."""
    person, now = staff(request), timezone.now()
    today = timezone.localdate(now)
    units = policies.units(person, "handling.read")
    clocks = Clock.objects.running().filter(in_reach(person)).select_related("case")
    clocks = clocks.prefetch_related("case__parts__section", "case__parts__handler")
    context = {
        "today": today,
        "now": now,
        "waiting": list(waiting(person)),
        "stale": stale_columns(person, today),
        "ailing": ailing_channels(person, now),
        "figures": figures(person, last_days(today, units), now),
        "late": clocks.filter(due_at__lt=now)[:MOST],
        "next": clocks.filter(due_at__gte=now)[:MOST],
        "sees_cases": policies.allows(person, "handling.read"),
        **(_topics(person, now) if policies.allows(person, "assessment.topics") else {"topics": None}),
        **(_chart(policies.units(person, READ), today) if policies.allows(person, READ) else {}),
    }
    return render(request, "reporting/home.html", context)


def _topics(person: User, now: datetime) -> dict[str, Any]:
    seen = policies.within(person, "assessment.topics")
    hottest = Topic.objects.filter(seen, last_at__gte=now - timedelta(days=60))[:5]
    return {"topics": [(topic, burst_of(topic, at=now)) for topic in hottest], "bursts": bursts_now(now, seen)}


def _chart(units: frozenset[int] | None, today: date) -> dict[str, Any]:
    """The last thirteen months and what they show, counted anew every five minutes: the picture, its table and its
    title say the same.
    """
    whose = "all" if units is None else "-".join(map(str, sorted(units)))
    key = f"months-{today}-{whose}-{get_language()}"
    return cache.get_or_set(key, lambda: _months(units, today), FIVE_MINUTES) or {}


def _months(units: frozenset[int] | None, today: date) -> dict[str, Any]:
    months = by_month(last_months(today, units=units))
    return {"months": months, "finding": monthly_finding(months, today, units)}


@require_http_methods(["GET", "POST"])
@desk(READ)
def reports(request: HttpRequest) -> HttpResponse:
    """Papers written so far, and a form that writes the next."""
    today = timezone.localdate()
    form = PeriodForm(request.POST or None, initial={"start": today.replace(month=1, day=1), "end": today})
    if request.method == "POST" and form.is_valid():
        now, person = timezone.now(), staff(request)
        snapshot = take_snapshot(**form.cleaned_data, by=person, at=now)
        write_self_inspection(snapshot, by=person, at=now)
        return redirect("desk-snapshot", pk=snapshot.pk)
    mine = Paper.objects.filter(policies.within(staff(request), READ, "snapshot__unit"))
    papers = mine.select_related("snapshot", "by").defer("content", "snapshot__facts")
    context = {
        "form": form,
        "page_obj": Paginator(papers, 20).get_page(request.GET.get("page")),
        "may_write": policies.allows(staff(request), "reporting.write"),
    }
    return render(request, "reporting/reports.html", context, status=422 if form.errors else 200)


@require_GET
@desk(READ)
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen snapshot: every figure with its formula, and the papers written from it."""
    person = staff(request)
    found = get_object_or_404(Snapshot.objects.filter(policies.within(person, READ)), pk=pk)
    period = Period(found.start, found.end)
    figures = found.facts["figures"].items()
    rows = [(figure, address_of(key, period, person), key in EXCEPTIONS) for key, figure in figures]
    papers = found.papers.select_related("by").defer("content")
    return render(request, "reporting/snapshot.html", {"snapshot": found, "rows": rows, "papers": papers})


@require_GET
@desk(READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as the file that was written."""
    mine = Paper.objects.filter(policies.within(staff(request), READ, "snapshot__unit"))
    found = get_object_or_404(mine, pk=pk)
    response = HttpResponse(bytes(found.content), content_type=DOCX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.title)}.docx"
    return response


@require_GET
@desk(READ)
@cache_control(private=True, max_age=FIVE_MINUTES)
def monthly(request: HttpRequest) -> HttpResponse:
    """Letters and answers by month over the last thirteen, as an SVG picture."""
    chart = _chart(policies.units(staff(request), READ), timezone.localdate())
    picture = monthly_chart(chart["months"])
    return HttpResponse(picture, content_type="image/svg+xml")
