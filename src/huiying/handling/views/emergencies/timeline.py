"""发布进程 · One incident in the night: what is due next, what was released when, who is on duty, how it spreads."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.assessment.curves import HOURLY, curve_of
from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff

from ...clocks.terms import term_title
from ...emergencies import seen
from ...emergencies.choices import disposal_words, level_words
from ...emergencies.duties import on_duty
from ...emergencies.standing import kept, next_due, span
from ...models import Case, Incident
from ...work import visible
from .places import incident_at, may

YOUNG = HOURLY  # so long the curve is by the hour
VOICES = 10
MOST = 100


@require_GET
@desk("handling.read")
def incident(request: HttpRequest, number: str) -> HttpResponse:
    now = timezone.now()
    found = incident_at(request, number, now)
    clocks = list(found.case.clocks.select_related("case"))
    releases = list(found.releases.select_related("by", "signed_by"))
    signed = [release for release in releases if release.is_signed]
    context = {
        "incident": found,
        "case": found.case,
        "level": level_words(found.level),
        "disposal": disposal_words(found.case.regulation, found.disposal),
        "clocks": [(term_title(clock), clock) for clock in clocks],
        "due": next_due(found, clocks, signed, now),
        "said": list(reversed(kept(found, clocks, signed))),
        "altered": [release for release in signed if release.altered_at],
        "in_hand": next((release for release in releases if not release.is_signed), None),
        "since": span(now - found.clocks_from),
        "duty": on_duty(found.unit, timezone.localtime(now).date()),
        "conferrals": found.conferrals.prefetch_related("people").select_related("by")[:MOST],
        "tasks": found.tasks.select_related("who")[:MOST],
        "letters": _letters(found),
        "may": may(request, found, now),
        "me": staff(request).acts_for,
        "may_read_case": visible(staff(request)).filter(pk=found.case_id).exists(),
        "now": now,
        "hourly": now - found.opened_at < YOUNG,
        **_spread(request, found),
    }
    return render(request, "handling/emergency/incident.html", context)


def _letters(found: Incident) -> list[Case]:
    return list(found.case.merged.select_related("voice__channel").order_by("opened_at", "pk")[:MOST])


def _spread(request: HttpRequest, found: Incident) -> dict[str, object]:
    """The curve and the newest voices of the topic, for whoever may see topics."""
    topic = seen.topic_of(found)
    if topic is None or not policies.allows(staff(request), "assessment.topics"):
        return {"curve": None, "page_obj": None, "topic": topic}
    voices = Voice.objects.filter(proposal__topic=topic).select_related("channel").order_by("-said_at", "-pk")
    page = Paginator(voices, VOICES).get_page(request.GET.get("page"))
    told = [(voice, privacy.veil(voice.headline)) for voice in page.object_list]
    reads = policies.allows(staff(request), "intake.read")
    return {"curve": curve_of(topic), "page_obj": page, "voices": told, "may_read_inbox": reads, "topic": topic}
