from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from .portal import PortalPage


class GuidePage(PortalPage):
    """公开指南 · How information is sorted and got, and who gives it: address, hours, telephone, fax and mail
    (政府信息公开条例 art. 12).
    """

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("body"), help_text=_("How the information is sorted, and how to get it."))
    office = models.CharField(_("office in charge"), max_length=80)
    address = models.CharField(pgettext_lazy("place", "address"), max_length=120)
    hours = models.CharField(_("office hours"), max_length=120)
    telephone = models.CharField(_("telephone"), max_length=40)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)

    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/affairs/guide.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("office", "address", "postcode", "hours", "telephone", "fax", "email")],
            _("Who gives information"),
        ),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("disclosure guide")
        verbose_name_plural = _("disclosure guides")

    @property
    def source(self) -> str:
        return self.office

    @property
    def contacts(self) -> list[tuple[Any, str]]:
        """Each way to the office that there is, with its name."""
        fields = ("office", "address", "postcode", "hours", "telephone", "fax", "email")
        told = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in fields)
        return [(label, value) for label, value in told if value]
