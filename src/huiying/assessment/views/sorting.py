"""整理热点 · A topic is put right: named, merged with others, voices taken out or split off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.access import desk, staff

from .. import actions
from ..actions.sorting import MAX_NAME
from ..likely import likely_the_same
from ..models import Topic
from .topics import CHANGE, asked_for

PAGE_SIZE = 50
MOST_OFFERED = 12


@require_GET
@desk(CHANGE)
def sorting(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a topic is put right: its name, its voices, and what it may be merged with."""
    topic = get_object_or_404(_topics(request), pk=pk)
    searched = request.GET.get("q", "").strip()
    others = asked_for(request).filter(unit=topic.unit_id).exclude(pk=pk)
    context = {
        "topic": topic,
        "page_obj": Paginator(_voices(topic), PAGE_SIZE).get_page(request.GET.get("page")),
        "offered": list(others[:MOST_OFFERED]) if searched else likely_the_same(topic, others, most=MOST_OFFERED),
        "filters": request.GET,
        "longest": MAX_NAME,
    }
    return render(request, "assessment/sorting.html", context)


@require_POST
@desk(CHANGE)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(_topics(request), pk=pk)
    actions.rename_topic(topic, name=request.POST.get("name", ""), by=staff(request), at=timezone.now())
    messages.success(request, _("The topic is called “%(name)s” from now on.") % {"name": topic.description})
    return redirect("desk-topic", pk=topic.pk)


@require_POST
@desk(CHANGE)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(_topics(request), pk=pk)
    others = list(_topics(request).filter(pk__in=_keys(request, "topic")))
    actions.merge_topics(topic, others, by=staff(request), at=timezone.now())
    told = ngettext("%(n)d topic was merged into this one.", "%(n)d topics were merged into this one.", len(others))
    messages.success(request, told % {"n": len(others)})
    return redirect("desk-topic", pk=topic.pk)


@require_POST
@desk(CHANGE)
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen voices leave the topic: for a topic of their own, or for wherever they belong."""
    topic = get_object_or_404(_topics(request), pk=pk)
    voices = list(_voices(topic).filter(pk__in=_keys(request, "voice")))
    by, at, n = staff(request), timezone.now(), len(voices)
    if "split" in request.POST:
        new = actions.split_topic(topic, voices, name=request.POST.get("name", ""), by=by, at=at)
        told = ngettext("%(n)d voice is a topic of its own now.", "%(n)d voices are a topic of their own now.", n)
        messages.success(request, told % {"n": n})
        return redirect("desk-topic", pk=new.pk)
    actions.take_out(topic, voices, by=by, at=at)
    told = ngettext("%(n)d voice was taken out of the topic.", "%(n)d voices were taken out of the topic.", n)
    messages.success(request, told % {"n": n})
    return redirect("desk-topic", pk=topic.pk)


@require_POST
@desk(CHANGE)
def gather(request: HttpRequest) -> HttpResponse:
    actions.ask_gathering(by=staff(request), at=timezone.now())
    messages.success(request, _("All voices are gathered anew in the next round of work; what people said stays."))
    return redirect("desk-topics")


def _topics(request: HttpRequest) -> QuerySet[Topic]:
    """Those that this person may put right."""
    return Topic.objects.filter(policies.within(staff(request), CHANGE))


def _voices(topic: Topic) -> QuerySet[Voice]:
    own = Voice.objects.filter(proposal__topic=topic).select_related("channel", "correspondent")
    return own.order_by("said_at", "pk")


def _keys(request: HttpRequest, name: str) -> list[int]:
    return [int(key) for key in request.POST.getlist(name) if key.isdecimal() and len(key) < 10]
