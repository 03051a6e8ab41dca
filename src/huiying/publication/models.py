from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from huiying.handling.models import Outcome

from .columns import CONSULTATIONS, INTERACTION

PAGE_SIZE = 20
RECENT = timedelta(days=90)
OPENING = 100  # characters in which an answer's courtesies end


class PublishedAnswerQuerySet(models.QuerySet["PublishedAnswer"]):
    def by_theme(self) -> "models.QuerySet[PublishedAnswer, Any]":
        """How many answers each theme has, the most answered first."""
        counted = self.exclude(theme="").values("theme").annotate(count=models.Count("id"))
        return counted.order_by("-count", "theme")

    def to_suggestions(self, outcome: str = "") -> "PublishedAnswerQuerySet":
        """The answers to suggestions: all of them, or those of which this became."""
        return self.filter(adoption=outcome) if outcome else self.exclude(adoption="")

    def by_outcome(self) -> dict[str, int]:
        """How many suggestions were adopted, partly adopted, not adopted."""
        counted = self.to_suggestions().order_by().values_list("adoption").annotate(count=models.Count("id"))
        return dict(counted)

    def by_month(self) -> "models.QuerySet[PublishedAnswer, Any]":
        """How many answers each month has, the newest first."""
        months = self.annotate(month=TruncMonth("replied_on")).values("month")
        return months.annotate(count=models.Count("id")).order_by("-month")

    def of_month(self, first: date) -> "PublishedAnswerQuerySet":
        """The answers of the month that begins on `first`."""
        return self.filter(replied_on__year=first.year, replied_on__month=first.month)


class PublishedAnswer(models.Model):
    """公开答复 · A frozen, redacted copy. It holds a reference number and no key to any case: the wall is here."""

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    channel = models.CharField(_("channel"), max_length=40)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    section = models.CharField(_("replying section"), max_length=80)
    accepted_on = models.DateField(_("accepted on"))
    replied_on = models.DateField(_("replied on"))
    published_at = models.DateTimeField(_("published at"))
    adoption = models.CharField(_("what became of the suggestion"), max_length=12, choices=Outcome, blank=True)
    adoption_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = PublishedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")
        ordering: ClassVar = ["-replied_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-replied_on", "-id"], name="answers_newest_first"),
            models.Index(fields=["theme", "-replied_on"], name="answers_of_a_theme"),
            models.Index(
                fields=["-replied_on", "-id"], condition=~models.Q(adoption=""), name="answers_to_suggestions"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def gist(self) -> str:
        """The answer without the courtesies before 答复如下, so that a list says something."""
        _courtesies, told, rest = self.answer[:OPENING].partition("如下：")
        return (rest if told else self.answer[:OPENING]) + self.answer[OPENING:]


class HomePage(Page):
    """The portal's front: one search field, four doors, the latest answers."""

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["publication.ColumnPage"]
    template = "publication/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        columns = list(ColumnPage.objects.child_of(self).live())
        consulting = next((column for column in columns if column.slug == CONSULTATIONS), None)
        newest = ArticlePage.objects.descendant_of(self).live().order_by("-first_published_at", "-pk")
        recent = PublishedAnswer.objects.filter(replied_on__gte=timezone.localdate() - RECENT)
        context["columns"] = columns
        context["asked_most"] = recent.by_theme()[:5]
        context["latest_answers"] = PublishedAnswer.objects.all()[:7]
        context["latest_articles"] = (newest.not_descendant_of(consulting) if consulting else newest)[:5]
        context["consulting"] = consulting
        context["consultations"] = newest.descendant_of(consulting)[:2] if consulting else []
        return context


class ColumnPage(Page):
    """栏目 · A column of the portal; its articles are listed newest first."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    parent_page_types: ClassVar = ["publication.HomePage", "publication.ColumnPage"]
    subpage_types: ClassVar = ["publication.ArticlePage", "publication.ColumnPage"]
    template = "publication/column.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().order_by("-first_published_at", "-pk")
        context["page_obj"] = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        context["is_consultations"] = self.slug == CONSULTATIONS
        context["is_interaction"] = self.slug == INTERACTION
        if self.slug == INTERACTION:
            context["months"] = PublishedAnswer.objects.by_month()[:6]
        return context


class ArticlePage(Page):
    """文章 · A published page with its source, section and date."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("body"))
    source = models.CharField(_("source"), max_length=80, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)

    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/article.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("section"),
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
        context["column"] = self.get_parent()
        context["is_consultation"] = context["column"].slug == CONSULTATIONS
        return context
