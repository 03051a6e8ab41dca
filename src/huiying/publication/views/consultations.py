"""意见征集 on the portal: the list, a draft with its articles, its files, its result, and a feed of new ones."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from huiying.handling.files import handed_out

from ..consultations.counting import told_figures, told_points
from ..models import Consultation, Phase

PAGE_SIZE = 20
SHOWN = (Phase.OPEN, Phase.COMING, Phase.CLOSED, Phase.RESULT)


@require_GET
def consultations(request: HttpRequest) -> HttpResponse:
    """What the public is asked now, will be, and was; with how many there were in each state."""
    today = timezone.localdate()
    asked = request.GET.get("phase", "")
    phase = asked if asked in SHOWN else ""
    found = Consultation.objects.foremost(today).select_related("section")
    if phase:
        found = found.filter(pk__in=Consultation.objects.in_phase(phase, today).values("pk"))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, one.phase(today)) for one in page.object_list],
        "phase": phase,
        "phases": _phases(today),
        "today": today,
    }
    return render(request, "publication/consultations/list.html", context)


def _phases(today: Any) -> list[tuple[str, str, int]]:
    """The states in which there is something, with how many; one query."""
    counted = {
        phase: Count("pk", filter=Q(pk__in=Consultation.objects.in_phase(phase, today).values("pk"))) for phase in SHOWN
    }
    told = Consultation.objects.aggregate(**counted)
    return [(phase, str(Phase(phase).label), told[phase]) for phase in SHOWN if told[phase]]


@require_GET
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation: what is asked, until when and why until then, the draft; and its result once there is one."""
    found = get_object_or_404(Consultation.objects.public().select_related("section", "unit", "result"), slug=slug)
    today = timezone.localdate()
    phase = found.phase(today)
    context = {
        "consultation": found,
        "phase": phase,
        "articles": found.articles.all(),
        "files": found.files.all(),
        "days_left": (found.ends_on - today).days,
        "term_days": (found.ends_on - found.starts_on).days,
        **_result(found, phase),
    }
    return render(request, "publication/consultations/consultation.html", context)


def _result(found: Consultation, phase: Phase) -> dict[str, Any]:
    """The approved result as it was frozen; nothing before it is published."""
    if phase != Phase.RESULT:
        return {}
    return {"result": found.result, "figures": told_figures(found), "points": told_points(found)}


@require_GET
def consultation_file(request: HttpRequest, slug: str, pk: int) -> Any:
    """A file that goes with a published draft, as a download."""
    found = get_object_or_404(Consultation.objects.public(), slug=slug)
    file = get_object_or_404(found.files.all(), pk=pk)
    return handed_out(file, public=True)


class ConsultationsFeed(Feed[Consultation, None]):
    """The newest consultations for a reader of feeds."""

    title = gettext_lazy("Consultations")
    link = reverse_lazy("consultations")
    description = gettext_lazy("What the public is asked, and what was adopted.")

    def items(self) -> list[Consultation]:
        return list(Consultation.objects.public().select_related("section").order_by("-published_at", "-pk")[:30])

    def item_title(self, item: Any) -> str:
        return f"{item.title}（{item.phase(timezone.localdate()).label}）"

    def item_description(self, item: Any) -> str:
        told = {"first": item.starts_on.isoformat(), "last": item.ends_on.isoformat(), "words": item.background[:300]}
        return _("From %(first)s to %(last)s. %(words)s") % told

    def item_pubdate(self, item: Any) -> Any:
        return item.result_published_at or item.published_at

    def item_guid(self, item: Any) -> str:
        return f"{item.slug} {'result' if item.result_published_at else 'asked'}"

    item_guid_is_permalink = False
