from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import Document
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..tables import Table, tables_of
from .portal import PortalPage


class AnnualReportsPage(PortalPage):
    """政府信息公开工作年度报告 · A report for each year (政府信息公开条例 arts. 49 and 50)."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    schema = "CollectionPage"
    told_in = "intro"
    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar = ["publication.AnnualReportPage"]
    template = "publication/affairs/annual_reports.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of annual reports")
        verbose_name_plural = _("lists of annual reports")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        reports = AnnualReportPage.objects.child_of(self).live().public().order_by("-year", "-pk")
        context["reports"] = reports.select_related("document")
        return context


class AnnualReportPage(PortalPage):
    """年度报告 · The report of a year as a page, and the file that was signed."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2008), MaxValueValidator(2100)])
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    issuer = models.CharField(_("issuing organ"), max_length=120)
    body = RichTextField(_("body"))
    tables = models.TextField(
        _("tables"),
        blank=True,
        max_length=40_000,
        help_text=_(
            "Pasted from a spreadsheet: a line a row. An empty line parts tables; a line of one cell is a table's name."
        ),
    )
    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the signed file (DOCX or PDF)"),
    )

    schema = "Report"
    parent_page_types: ClassVar = ["publication.AnnualReportsPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/affairs/annual_report.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("year"),
        FieldPanel("issuer"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("tables"),
        FieldPanel("document"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")

    @property
    def source(self) -> str:
        return self.issuer

    @property
    def told_tables(self) -> list[Table]:
        return tables_of(self.tables)
