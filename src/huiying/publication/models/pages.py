from datetime import timedelta
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..columns import CONSULTATIONS, INFORMATION, INTERACTION
from ..statutory import Statutory
from .answers import PublishedAnswer
from .consultations import Consultation
from .portal import PortalPage, listed

PAGE_SIZE = 20
RECENT = timedelta(days=90)


class HomePage(PortalPage):
    """The portal's front: one search field, four doors, the latest answers."""

    schema = "WebSite"
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["publication.ColumnPage"]
    template = "publication/home.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find a page by its whole address at once, and not two queries for each part of it."""
        if path_components:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            page = Page.objects.filter(slug=path_components[-1], url_path=address, live=True).first()
            if page is not None:
                return RouteResult(page.specific)
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        columns = list(ColumnPage.objects.child_of(self).live().public())
        consulting = next((column for column in columns if column.slug == CONSULTATIONS), None)
        newest = listed(ArticlePage.objects.descendant_of(self))
        recent = PublishedAnswer.objects.filter(replied_on__gte=timezone.localdate() - RECENT)
        context["columns"] = columns
        context["asked_most"] = recent.by_theme()[:5]
        context["latest_answers"] = PublishedAnswer.objects.all()[:7]
        context["latest_articles"] = (newest.not_descendant_of(consulting) if consulting else newest)[:5]
        context["consulting"] = consulting
        context["consultations"] = newest.descendant_of(consulting)[:2] if consulting else []
        context["asked_now"] = Consultation.objects.with_phases(timezone.localdate(), most=3)
        return context


class ColumnPage(PortalPage):
    """栏目 · A column of the portal; its articles are listed newest first, those of its sub-columns among them."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    schema = "CollectionPage"
    told_in = "intro"
    parent_page_types: ClassVar = ["publication.HomePage", "publication.ColumnPage"]
    subpage_types: ClassVar = [
        "publication.ArticlePage",
        "publication.ColumnPage",
        "publication.GuidePage",
        "publication.CataloguePage",
        "publication.PoliciesPage",
        "publication.AnnualReportsPage",
        "publication.QuestionsPage",
    ]
    template = "publication/column.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = listed(ArticlePage.objects.descendant_of(self))
        context["page_obj"] = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        context["inside"] = Page.objects.child_of(self).live().public().not_type(ArticlePage).specific()
        context["is_consultations"] = self.slug == CONSULTATIONS
        context["is_information"] = self.slug == INFORMATION
        context["is_interaction"] = self.slug == INTERACTION
        if self.slug == CONSULTATIONS:
            context["asked"] = Consultation.objects.with_phases(timezone.localdate(), most=PAGE_SIZE)
        if self.slug == INTERACTION:
            context["months"] = PublishedAnswer.objects.by_month()[:6]
        return context


class ArticlePage(PortalPage):
    """文章 · A published page with its source, section and date."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("body"))
    source = models.CharField(_("source"), max_length=80, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)
    statutory = models.CharField(
        _("item of the catalogue"),
        max_length=2,
        choices=Statutory,
        blank=True,
        help_text=_("Fill this in where the page belongs in the catalogue of government information."),
    )

    schema = "NewsArticle"
    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/article.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("section"),
        FieldPanel("statutory"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("section"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["is_consultation"] = bool(context["crumbs"]) and context["crumbs"][0][1].endswith(f"/{CONSULTATIONS}/")
        return context
