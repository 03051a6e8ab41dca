"""网站地图 · Every public address of the portal, for search engines."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.models import Page

from .models import Consultation, PublishedAnswer

HOME_DEPTH = 2
NOT_FOR_MACHINES = ("/desk/", "/cms/", "/api/", "/status/", "/receipt/", "/language/", "/search/")


class PagesMap(Sitemap[Any]):
    """The pages that stand on the portal for everybody."""

    limit = 5000

    def items(self) -> Any:
        return Page.objects.live().public().filter(depth__gte=HOME_DEPTH).order_by("path")

    def location(self, page: Any) -> str:
        return page.url or "/"

    def lastmod(self, page: Any) -> Any:
        return page.last_published_at or page.first_published_at


class AnswersMap(Sitemap[PublishedAnswer]):
    """The published answers."""

    limit = 5000

    def items(self) -> Any:
        return PublishedAnswer.objects.only("reference", "published_at")

    def location(self, answer: PublishedAnswer) -> str:
        return reverse("answer", args=[answer.reference])

    def lastmod(self, answer: PublishedAnswer) -> datetime:
        return answer.published_at


class ConsultationsMap(Sitemap[Consultation]):
    """What is being consulted on, and what became of it."""

    limit = 5000

    def items(self) -> Any:
        return Consultation.objects.public().order_by("-published_at", "-pk")

    def lastmod(self, one: Consultation) -> datetime | None:
        return one.result_published_at or one.published_at


class PlacesMap(Sitemap[str]):
    """The pages that are no Wagtail pages: where one writes, asks and looks up."""

    def items(self) -> list[str]:
        return ["answers", "ask", "board", "consultations", "calculator"]

    def location(self, name: str) -> str:
        return reverse(name)


MAPS: dict[str, Any] = {
    "pages": PagesMap,
    "answers": AnswersMap,
    "consultations": ConsultationsMap,
    "places": PlacesMap,
}


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What machines need not read, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in NOT_FOR_MACHINES)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
