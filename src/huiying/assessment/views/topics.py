"""热点 · The topics of the desk, hottest first, and one topic with its voices."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..bursts import burst_of, bursts_now
from ..charts import curve_chart
from ..curves import curve_of, hours_of
from ..heat import breadth_of, parts_of
from ..hot import as_hot
from ..hottable import as_file
from ..models import FormerTopic, Gathering, Topic

PAGE_SIZE = 20
MOST_EXPORTED = 200
CHANGE = "assessment.topics.change"
ANSWERING = ("handling.merge", "handling.draft")
THRESHOLDS = "assessment.thresholds"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@require_GET
@desk("assessment.topics")
def topics(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(asked_for(request), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "filters": request.GET,
        "bursts": bursts_now(now, seen_by(staff(request))),
        "rows": [(topic, burst_of(topic, at=now)) for topic in page.object_list],
        "gathering": Gathering.objects.first(),
        "may_set_thresholds": policies.allows(staff(request), THRESHOLDS),
        "endings": tuple(TYPES),
        "now": now,
    }
    return render(request, "assessment/topics.html", context)


def asked_for(request: HttpRequest) -> QuerySet[Topic]:
    """The topics that hold the words in the address, the hottest first; all where there are none."""
    words = request.GET.get("q", "").strip()[:100]
    found = Topic.objects.filter(seen_by(staff(request)))
    return found.filter(Q(description__icontains=words) | Q(who_where__icontains=words))


def seen_by(person: User) -> Q:
    """The topics of the units that a person may look at."""
    return policies.within(person, "assessment.topics")


@require_GET
@desk("assessment.topics")
def table(request: HttpRequest, ending: str) -> HttpResponse:
    """What the list shows, with its messages, as a file."""
    found = as_hot(list(asked_for(request)[:MOST_EXPORTED]))
    name = f"{_('Hot topics')}-{timezone.localdate()}.{ending}"
    response = HttpResponse(as_file(found, name, detail=True), content_type=TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@desk("assessment.topics")
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Topic.objects.filter(seen_by(staff(request)))
    found = seen.filter(pk=pk).first()
    if found is None:
        former = get_object_or_404(FormerTopic, key=pk, topic__in=seen)
        return redirect("desk-topic", pk=former.topic_id)
    return render(request, "assessment/topic.html", topic_context(found, request))


def topic_context(found: Topic, request: HttpRequest) -> dict[str, Any]:
    voices = Voice.objects.filter(proposal__topic=found).select_related(
        "channel", "correspondent", "case", "proposal__same_as"
    )
    page = Paginator(voices.order_by("said_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    breadth = breadth_of(found)
    return {
        "topic": found,
        "page_obj": page,
        "rows": [(voice, voice_address(voice, staff(request))) for voice in page.object_list],
        "curve": curve_of(found),
        "breadth": breadth,
        "parts": parts_of(found, breadth),
        "burst": burst_of(found, at=timezone.now()),
        "may_change": policies.allows(staff(request), CHANGE, found),
        "may_instruct": policies.allows(staff(request), "handling.instruct", found),
        "reads_clues": policies.allows(staff(request), "handling.clues.read", found),
        "makes_clues": policies.allows(staff(request), "handling.clues.make", found),
        "may_open_incident": policies.allows(staff(request), "handling.incident.open", found),
        "may_answer": any(policies.allows(staff(request), deed) for deed in ANSWERING),
    }


def voice_address(voice: Voice, person: User) -> str:
    """Where this person may read the voice; nowhere if their posts do not grant it."""
    if policies.allows(person, "intake.read", voice):
        return reverse("desk-voice", args=[voice.number])
    return ""


@require_GET
@desk("assessment.topics")
@cache_control(private=True, max_age=300)
def curve(request: HttpRequest, pk: int) -> HttpResponse:
    """The topic's voices by day or week, or by the hour of the last three days, as an SVG picture."""
    found = get_object_or_404(Topic.objects.filter(seen_by(staff(request))), pk=pk)
    hourly = request.GET.get("by") == "hour"
    if hourly:
        hours = hours_of(found, timezone.now())
        points = [(f"{timezone.localtime(hour):%Y-%m-%dT%H:%M}", count) for hour, count in hours]
    else:
        points = [(str(day), count) for day, count in curve_of(found).points]
    picture = curve_chart(points, at_size=request.GET.get("size"), hourly=hourly)
    return HttpResponse(picture, content_type="image/svg+xml")
