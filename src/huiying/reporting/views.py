"""报告 · The desk's home with its figures, the figures with the rows behind them, and the papers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from huiying.assessment.bursts import burst_of, bursts_now
from huiying.assessment.models import Topic
from huiying.handling.models import Clock
from huiying.handling.work import in_reach
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .charts import monthly_chart, svg
from .facts import by_month
from .figures import Period
from .findings import last_months, monthly_finding
from .home.figures import figures, last_days
from .home.waiting import ailing_channels, stale_columns, waiting
from .models import Snapshot
from .papers.reading import in_place
from .rows import EXCEPTIONS, address_of

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


@require_GET
@desk(READ)
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen snapshot: every figure with its formula, and the papers written from it."""
    person = staff(request)
    found = get_object_or_404(Snapshot.objects.filter(policies.within(person, READ)), pk=pk)
    newer = Snapshot.objects.filter(supersedes=found).only("pk", "because").first()
    context = {
        "snapshot": found,
        "rows": list(_rows(found, person)),
        "papers": found.papers.select_related("by"),
        "newer": newer,
        "may_renew": newer is None and policies.allows(person, "reporting.write", found),
    }
    return render(request, "reporting/snapshot.html", context)


def _rows(found: Snapshot, person: User) -> Iterator[tuple[dict[str, Any], str, str, bool]]:
    """Each figure, then every other number by its reference; the page of its rows, and whether that shows the
    exceptions: of a snapshot from before the rows were kept the desk's own list is shown.
    """
    period, numbers = Period(found.start, found.end), found.facts.get("numbers", {})
    figures = in_place(found.facts.get("figures") or {})
    for key, figure in figures.items():
        if key not in numbers:
            yield figure, "", address_of(key, period, person), key in EXCEPTIONS
    page = reverse("desk-number", args=[found.pk])
    for key in sorted(numbers, key=lambda key: key not in figures):
        yield numbers[key], "" if key in figures else key, f"{page}?{urlencode({'of': key}, quote_via=quote)}", False


@require_GET
@desk(READ)
@cache_control(private=True, max_age=FIVE_MINUTES)
def monthly(request: HttpRequest) -> HttpResponse:
    """Letters and answers by month over the last thirteen, as an SVG picture."""
    chart = _chart(policies.units(staff(request), READ), timezone.localdate())
    picture = svg(monthly_chart(chart["months"]))
    return HttpResponse(picture, content_type="image/svg+xml")
