from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from ..describing import plain
from .portal import PortalPage

MOST = 300  # questions on one page; whoever has more makes a second list


class QuestionsPage(PortalPage):
    """常见问题 · Questions often asked with their answers, by theme."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    schema = "CollectionPage"
    told_in = "intro"
    parent_page_types: ClassVar = ["publication.ColumnPage"]
    subpage_types: ClassVar = ["publication.QuestionPage"]
    template = "publication/questions/questions.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of questions often asked")
        verbose_name_plural = _("lists of questions often asked")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["questions"] = QuestionPage.objects.child_of(self).live().public().order_by("theme", "path")[:MOST]
        return context


class QuestionPage(PortalPage):
    """常见问题 · The title asks, the page answers, and says when the section last looked whether it still holds."""

    answer = RichTextField(pgettext_lazy("question often asked", "answer"))
    theme = models.CharField(_("theme"), max_length=40)
    section = models.CharField(_("answering section"), max_length=80)
    checked_on = models.DateField(_("checked on"), help_text=_("The day on which the section last found it right."))

    schema = "FAQPage"
    told_in = "answer"
    parent_page_types: ClassVar = ["publication.QuestionsPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "publication/questions/question.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("answer"),
        FieldPanel("theme"),
        FieldPanel("section"),
        FieldPanel("checked_on"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("answer"), index.FilterField("theme")]

    class Meta:
        verbose_name = _("question often asked")
        verbose_name_plural = _("questions often asked")
        indexes: ClassVar = [models.Index(fields=["theme"], name="questions_of_a_theme")]

    @property
    def source(self) -> str:
        return self.section

    def more_data(self) -> dict[str, Any]:
        answer = {"@type": "Answer", "text": plain(self.answer)}
        return {"mainEntity": [{"@type": "Question", "name": self.title, "acceptedAnswer": answer}]}
