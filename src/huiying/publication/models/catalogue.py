from collections import Counter
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import CharField, DateField, Q, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from ..statutory import Statutory
from .portal import PortalPage

PAGE_SIZE = 30


def in_catalogue() -> PageQuerySet:
    """Every page that belongs in the catalogue, with its item and the day on which it was formed; the newest first."""
    report = models.Case(models.When(annualreportpage__isnull=False, then=Value(Statutory.OTHER.value)))
    guide = models.Case(models.When(guidepage__isnull=False, then=Value(Statutory.ORGAN.value)))
    article = NullIf("articlepage__statutory", Value(""))
    pages = (
        Page.objects.live()
        .public()
        .filter(
            Q(policypage__isnull=False)
            | Q(annualreportpage__isnull=False)
            | Q(guidepage__isnull=False)
            | Q(articlepage__isnull=False) & ~Q(articlepage__statutory="")
        )
    )
    told = pages.annotate(
        item=Coalesce("policypage__statutory", article, report, guide, output_field=CharField()),
        formed_on=Coalesce("policypage__dated", TruncDate("first_published_at"), output_field=DateField()),
        gist=Coalesce(
            "policypage__summary", "articlepage__summary", "annualreportpage__summary", "guidepage__summary", Value("")
        ),
    )
    return told.order_by("-formed_on", "-pk")


class CataloguePage(PortalPage):
    """公开目录 · The catalogue of what was published by duty: index, name, gist and day of each piece (政府信息公开条例
    art. 12), under the items of the statutory content (arts. 20 and 21).
    """

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    by_item = models.BooleanField(
        _("show the statutory content"),
        default=False,
        help_text=_("Lists the items of article 20 with what stands under each, in the place of one long table."),
    )

    schema = "CollectionPage"
    told_in = "intro"
    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/affairs/catalogue.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro"), FieldPanel("by_item")]

    class Meta:
        verbose_name = _("catalogue of government information")
        verbose_name_plural = _("catalogues of government information")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        item = request.GET.get("item", "")
        every = in_catalogue().descendant_of(self.get_parent().get_parent())
        counts = Counter(every.order_by().values_list("item", flat=True))
        context["items"] = [(key, label, counts[key]) for key, label in Statutory.choices]
        context["item"] = item if item in Statutory.values else ""
        context["item_label"] = Statutory(item).label if context["item"] else ""
        found = every.filter(item=item) if context["item"] else every
        context["page_obj"] = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context["all_items"] = self.by_item and not context["item"]
        return context


def index_of(page: Any) -> str:
    """索引号 · The number of a piece in the catalogue: the year in which it was formed and its own number."""
    return index_number(page.formed_on or timezone.localdate(), page.item, page.pk)


def index_number(formed_on: date, item: str, key: int) -> str:
    return f"{formed_on.year}-{item}-{key:05d}"
