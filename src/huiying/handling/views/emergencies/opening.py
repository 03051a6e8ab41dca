"""立案 · A topic, a voice or a case becomes an incident."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.assessment.models import Topic
from huiying.core.errors import HuiyingError
from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff

from ... import rulebook
from ...actions.emergencies import Account, open_incident
from ...actions.emergencies.opening import MOST_TITLE, Source
from ...emergencies.forms import OpenForm, rounded
from ...models import Incident, IncidentSort
from ...work import visible


@require_http_methods(["GET", "POST"])
@desk("handling.incident.open")
def open_page(request: HttpRequest) -> HttpResponse:
    """The form, filled with what is known of the source; the incident once it is opened."""
    source = _source(request)
    rules = rulebook.regulation()
    usual = rulebook.starts_by_the_office(rules.key, IncidentSort.EMERGENCY)
    form = OpenForm(rules.key, usual, request.POST or None, initial=_known(source) | {"starts": usual})
    running = _running(source)
    if request.method == "POST" and form.is_valid():
        try:
            incident = open_incident(source, Account(**form.cleaned_data), by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Opened. The people on duty and the leaders are told."))
            return redirect("desk-emergency", number=incident.number)
    context = {"form": form, "source": _words(source), "back": _back(source), "running": running}
    return render(request, "handling/emergency/open.html", context, status=422 if form.is_bound else 200)


def _source(request: HttpRequest) -> Source:
    asked, person = request.GET, staff(request)
    if topic := asked.get("topic", ""):
        if not topic.isdecimal():
            raise Http404
        topics = Topic.objects.filter(policies.within(person, "assessment.topics"))
        return get_object_or_404(topics, pk=int(topic[:18]))
    if number := asked.get("voice"):
        voices = Voice.objects.filter(policies.within(person, "intake.read", "channel__unit"))
        return get_object_or_404(voices.select_related("proposal__topic"), number=number)
    return get_object_or_404(visible(staff(request)).select_related("voice__proposal__topic"), number=asked.get("case"))


def _known(source: Source) -> dict[str, Any]:
    if isinstance(source, Topic):
        voices = Voice.objects.filter(proposal__topic=source)
        first = voices.order_by("heard_at").first()
        told = {"title": source.description, "happened_at": source.first_at, "place": source.who_where}
        told["found_at"] = max(source.first_at, first.heard_at) if first else source.first_at
        grave = voices.filter(proposal__emergency=True).exists()
    else:
        voice = source if isinstance(source, Voice) else source.voice
        told = {"title": voice.headline, "happened_at": voice.said_at, "found_at": max(voice.said_at, voice.heard_at)}
        grave = bool(getattr(voice, "proposal", None) and voice.proposal.emergency)
    told["title"] = privacy.veil(str(told["title"]))[:MOST_TITLE]
    told["sort"] = IncidentSort.EMERGENCY if grave else IncidentSort.OPINION
    return told | {"happened_at": rounded(told["happened_at"]), "found_at": rounded(told["found_at"])}  # type: ignore[arg-type]


def _running(source: Source) -> Incident | None:
    topic = source if isinstance(source, Topic) else None
    return Incident.objects.running().filter(topic=topic).select_related("case").first() if topic else None


def _words(source: Source) -> str:
    if isinstance(source, Topic):
        return str(source)
    return f"{source.number} {source.headline if isinstance(source, Voice) else source.title}"


def _back(source: Source) -> tuple[str, str | int]:
    """The page from which one came: its route and its argument."""
    if isinstance(source, Topic):
        return "desk-topic", source.pk
    return ("desk-voice", source.number) if isinstance(source, Voice) else ("desk-case", source.number)
