from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents.models import Document
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from ..statutory import Statutory
from .catalogue import index_number
from .portal import PortalPage

PAGE_SIZE = 20


class Effect(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended")
    EXPIRED = "expired", _("Expired")
    REPEALED = "repealed", _("Repealed")


HOLDING = (Effect.IN_FORCE, Effect.AMENDED)


class PolicyQuerySet(PageQuerySet):
    def standing(self, effect: str, today: date) -> "PolicyQuerySet":
        """Those of which this is true on a day: a term that ran out ends what nobody repealed."""
        over = models.Q(effect__in=HOLDING, expires_on__lt=today)
        if effect == Effect.EXPIRED:
            return self.filter(over | models.Q(effect=effect))
        return self.filter(effect=effect).exclude(over)


class PoliciesPage(PortalPage):
    """政策文件 · The documents, the newest first, by theme, year and whether they hold."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    schema = "CollectionPage"
    told_in = "intro"
    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar = ["publication.PolicyPage"]
    template = "publication/affairs/policies.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of policy documents")
        verbose_name_plural = _("lists of policy documents")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        every = PolicyPage.objects.child_of(self).live().public().order_by("-dated", "-pk")
        theme, year, effect = (request.GET.get(name, "")[:40] for name in ("theme", "year", "effect"))
        today = timezone.localdate()
        found = every.filter(theme=theme) if theme else every
        if year.isascii() and year.isdecimal() and len(year) == 4:
            found = found.filter(dated__year=int(year))
        if effect in Effect.values:
            found = found.standing(effect, today)
        context["page_obj"] = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"theme": theme, "year": year, "effect": effect, "effects": Effect.choices, "today": today}
        context["themes"] = every.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct()
        years = every.annotate(year=ExtractYear("dated")).order_by("-year")
        context["years"] = [str(one) for one in years.values_list("year", flat=True).distinct()]
        return context


class PolicyPage(PortalPage):
    """政策文件 · A document with what the catalogue of such documents tells of each: number, issuer, dates, theme and
    whether it holds, its files, and the page that explains it.
    """

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    number = models.CharField(
        _("document number"), max_length=60, blank=True, help_text=_("As it stands on the paper, its year in 〔〕")
    )
    issuer = models.CharField(_("issuing organ"), max_length=120)
    dated = models.DateField(_("date of the document"))
    theme = models.CharField(_("subject class"), max_length=40, blank=True)
    statutory = models.CharField(_("item of the catalogue"), max_length=2, choices=Statutory, default=Statutory.RULES)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, default=Effect.IN_FORCE)
    expires_on = models.DateField(_("last day in force"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)
    body = RichTextField(_("body"))
    explained_by = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that explains it"),
    )

    objects = PageManager.from_queryset(PolicyQuerySet)()

    schema = "Legislation"
    parent_page_types: ClassVar = ["publication.PoliciesPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/affairs/policy.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("number", "issuer", "dated", "theme", "statutory", "effect", "expires_on", "section")
            ],
            _("The document"),
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("attachment")),
        FieldPanel("explained_by"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("number"),
        index.SearchField("body"),
        index.FilterField("theme"),
    ]

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        indexes: ClassVar = [
            models.Index(fields=["-dated"], name="policies_newest_first"),
            models.Index(fields=["theme", "-dated"], name="policies_of_a_theme"),
        ]

    @property
    def source(self) -> str:
        return self.issuer

    @property
    def index_number(self) -> str:
        """Its number in the catalogue; a page that is only being written has none."""
        return index_number(self.dated, self.statutory, self.pk) if self.pk else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["standing"] = self.standing(timezone.localdate())
        context["files"] = self.attachments.select_related("document")
        context["explained_by"] = self.explained_by if self.explained_by and self.explained_by.live else None
        return context

    def standing(self, today: date) -> Effect:
        """Whether the document holds on a day."""
        over = self.expires_on is not None and self.expires_on < today
        return Effect.EXPIRED if over and self.effect in HOLDING else Effect(self.effect)

    def more_data(self) -> dict[str, Any]:
        return {"legislationIdentifier": self.number, "legislationDate": self.dated, "abstract": self.summary}


class PolicyAttachment(Orderable):
    """附件 · A file of a document."""

    page = ParentalKey(PolicyPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("document"))

    panels: ClassVar = [FieldPanel("document")]
