"""热点 · The topics of the desk, hottest first, and one topic with its voices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from .charts import curve_chart
from .curves import curve_of
from .models import Topic

PAGE_SIZE = 20


@require_GET
@desk("assessment.topics")
def topics(request: HttpRequest) -> HttpResponse:
    page = Paginator(Topic.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "assessment/topics.html", {"page_obj": page})


@require_GET
@desk("assessment.topics")
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Topic, pk=pk)
    voices = Voice.objects.filter(proposal__topic=found).select_related("channel", "correspondent", "case")
    page = Paginator(voices.order_by("said_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "topic": found,
        "page_obj": page,
        "rows": [(voice, _address(voice, staff(request))) for voice in page.object_list],
        "curve": curve_of(found),
        "heat": _parts_of_heat(found),
    }
    return render(request, "assessment/topic.html", context)


def _address(voice: Voice, person: User) -> str:
    """Where this person may read the voice; nowhere if their posts do not grant it."""
    if policies.allows(person, "intake.read"):
        return reverse("desk-voice", args=[voice.number])
    return ""


def _parts_of_heat(topic: Topic) -> list[tuple[str, str]]:
    names = {
        "voices": _("voices"),
        "persons": _("people"),
        "likes": _("agreement"),
        "against": _("disagreement"),
        "duration": _("how long it lasts"),
        "burst": _("how dense it was lately"),
    }
    return [(names.get(key, key), f"{value:.1f}") for key, value in topic.heat_because.items()]


@require_GET
@desk("assessment.topics")
@cache_control(private=True, max_age=300)
def curve(request: HttpRequest, pk: int) -> HttpResponse:
    """The topic's voices by day or week, as an SVG picture."""
    found = get_object_or_404(Topic, pk=pk)
    points = [(str(day), count) for day, count in curve_of(found).points]
    picture = curve_chart(points, at_size=request.GET.get("size"))
    return HttpResponse(picture, content_type="image/svg+xml")
