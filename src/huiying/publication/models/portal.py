"""What every page of the portal has: its place, its date and source, and what it tells machines of itself."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page

from ..describing import Described, crumb_list, plain
from ..front.marks import mark_shared

HOME_DEPTH = 2


class PortalPage(Page):
    """A page of the portal: the same for everybody, so that it may be kept ready for the next who asks."""

    schema = "WebPage"
    told_in = "summary"  # the field from which a search engine is told what the page is about

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark_shared(super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH) if self.depth else []
        context["crumbs"] = [(page.title, page.get_url(request) or "/") for page in above]
        context["described"] = self.described(request, context["crumbs"])
        return context

    def described(self, request: HttpRequest, crumbs: list[tuple[str, str]]) -> Described:
        """The page for search engines and for who passes its address on."""
        address = request.build_absolute_uri(self.get_url(request) or request.path)
        data = {
            "@type": self.schema,
            "name": self.title,
            "headline": self.title[:110],
            "url": address,
            "inLanguage": "zh-CN",
            "datePublished": self.first_published_at,
            "dateModified": self.last_published_at or self.first_published_at,
            "publisher": self.publisher(request),
            **self.more_data(),
        }
        return Described(
            title=self.seo_title or self.title,
            description=self.search_description or plain(str(getattr(self, self.told_in, "") or "")),
            address=address,
            published=self.first_published_at,
            data=(data, crumb_list(request, [*crumbs, (self.title, address)])),
        )

    def publisher(self, request: HttpRequest) -> dict[str, str]:
        source = str(getattr(self, "source", "") or "")
        return {"@type": "GovernmentOrganization", "name": source} if source else {}

    def more_data(self) -> dict[str, Any]:
        """What a kind of page has beside this."""
        return {}


def listed(pages: Any) -> Any:
    """Pages as a list shows them: the newest first."""
    return pages.live().public().order_by("-first_published_at", "-pk")
