"""订阅 · What is new, for whoever follows the portal by feed: each column, all pages, and the published answers."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from .describing import plain
from .front.marks import mark_shared
from .models import ColumnPage, PoliciesPage, PublishedAnswer, QuestionsPage

NEWEST = 30
LISTS = (ColumnPage, PoliciesPage, QuestionsPage)


class PortalFeed(Feed[Any, Any]):
    """An Atom feed of the newest pieces, the same for everybody."""

    feed_type = Atom1Feed
    language = "zh-CN"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer: HttpResponseBase = super().__call__(request, *args, **kwargs)
        return mark_shared(answer)


class PagesFeed(PortalFeed):
    """The newest pages of a column, or of the whole portal where none is named."""

    def get_object(self, request: HttpRequest, slug: str = "") -> Page:
        site = Site.find_for_request(request)
        if site is None:
            raise Http404
        if not slug:
            return site.root_page
        inside = Page.objects.descendant_of(site.root_page).live().public().type(*LISTS)
        column = inside.filter(slug=slug).order_by("depth", "path").first()
        if column is None:
            raise Http404
        return column

    def title(self, column: Page) -> str:
        return str(column.title)

    def link(self, column: Page) -> str:
        return column.url or "/"

    def items(self, column: Page) -> Any:
        lists = Page.objects.type(*LISTS)
        pages = Page.objects.descendant_of(column).live().public().exclude(pk__in=lists.values("pk"))
        return pages.order_by("-first_published_at", "-pk").specific()[:NEWEST]

    def item_title(self, page: Any) -> str:
        return str(page.title)

    def item_description(self, page: Any) -> str:
        return plain(str(getattr(page, page.told_in, "") or ""))

    def item_link(self, page: Any) -> str:
        return page.url or "/"

    def item_pubdate(self, page: Any) -> Any:
        return page.first_published_at

    def item_updateddate(self, page: Any) -> Any:
        return page.last_published_at or page.first_published_at

    def item_author_name(self, page: Any) -> str:
        return str(getattr(page, "source", "") or "")


class AnswersFeed(PortalFeed):
    """The newest published answers, each a frozen and redacted copy."""

    def title(self) -> str:
        return _("Published answers")

    def link(self) -> str:
        return reverse("answers")

    def items(self) -> Any:
        return PublishedAnswer.objects.all()[:NEWEST]

    def item_title(self, answer: PublishedAnswer) -> str:
        return answer.title

    def item_description(self, answer: PublishedAnswer) -> str:
        return plain(answer.gist)

    def item_link(self, answer: PublishedAnswer) -> str:
        return reverse("answer", args=[answer.reference])

    def item_pubdate(self, answer: PublishedAnswer) -> datetime:
        return timezone.make_aware(datetime.combine(answer.replied_on, time()))

    def item_updateddate(self, answer: PublishedAnswer) -> datetime:
        return answer.published_at

    def item_author_name(self, answer: PublishedAnswer) -> str:
        return answer.section
