from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people.models import Unit

from .manuscript import Manuscript


class Shape(models.TextChoices):
    """发布形式 · The forms that one text takes."""

    PAGE = "page", _("Web page")
    WECHAT = "wechat", _("WeChat article")
    WEIBO = "weibo", _("Weibo post")
    POSTER = "poster", _("Notice-board poster, A3")
    BROCHURE = "brochure", _("Folded brochure")
    BULLETIN = "bulletin", _("Printed bulletin")
    PRESS = "press", _("Press release")
    ALOUD = "aloud", _("Reading copy for radio and television")


class Issue(models.Model):
    """简报期次 · One issue of the printed bulletin: several manuscripts with contents and page numbers."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bulletin_issues", verbose_name=_("unit"))
    name = models.CharField(_("name of the bulletin"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    dated = models.DateField(_("date"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    manuscripts: "models.ManyToManyField[Manuscript, Any]" = models.ManyToManyField(
        Manuscript, through="IssueItem", related_name="issues", verbose_name=_("manuscripts")
    )

    class Meta:
        verbose_name = _("bulletin issue")
        verbose_name_plural = _("bulletin issues")
        ordering: ClassVar = ["-year", "-number", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="an_issue_has_its_number_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}-{self.number}"

    @property
    def ref(self) -> str:
        return f"issue:{self.pk}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class IssueItem(models.Model):
    """A manuscript's place in an issue, with the digest under which it was put there."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items", verbose_name=_("bulletin issue"))
    manuscript = models.ForeignKey(Manuscript, models.PROTECT, related_name="in_issues", verbose_name=_("manuscript"))
    rank = models.PositiveSmallIntegerField(_("order"))
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("item of an issue")
        verbose_name_plural = _("items of issues")
        ordering: ClassVar = ["rank", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "manuscript"], name="a_manuscript_stands_once_in_an_issue")
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.rank}"


class SpreadingQuerySet(models.QuerySet["Spreading"]):
    def by_form(self) -> dict[tuple[str, str], int]:
        """How often each form was made, downloaded, delivered."""
        counted = self.order_by().values_list("form", "deed").annotate(count=models.Count("id"))
        return {(form, deed): count for form, deed, count in counted}

    def by_month(self) -> "models.QuerySet[Spreading, Any]":
        """How often in each month, by form and deed, the newest month first."""
        months = self.order_by().annotate(month=TruncMonth("at")).values("month", "form", "deed")
        return months.annotate(count=models.Count("id")).order_by("-month", "form", "deed")

    def between(self, first: date, last: date) -> "SpreadingQuerySet":
        """Those of the days from `first` to `last`."""
        return self.filter(at__date__gte=first, at__date__lte=last)


class Spreading(models.Model):
    """发布记录 · That a form of a manuscript or of an issue was made, downloaded or delivered: counted, never
    changed.
    """

    class Deed(models.TextChoices):
        MADE = "made", pgettext_lazy("form", "Made")
        DOWNLOADED = "downloaded", pgettext_lazy("form", "Downloaded")
        DELIVERED = "delivered", pgettext_lazy("form", "Delivered")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    manuscript = models.ForeignKey(
        Manuscript, models.PROTECT, null=True, related_name="spread", verbose_name=_("manuscript")
    )
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="spread", verbose_name=_("bulletin issue"))
    form = models.CharField(_("form"), max_length=10, choices=Shape)
    deed = models.CharField(_("deed"), max_length=10, choices=Deed)
    to = models.CharField(_("where to"), max_length=300, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = SpreadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication record")
        verbose_name_plural = _("publication records")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["manuscript", "form", "deed"], name="spread_of_a_manuscript"),
            models.Index(fields=["unit", "-at"], name="spread_of_a_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(manuscript__isnull=False, issue__isnull=True)
                | Q(manuscript__isnull=True, issue__isnull=False),
                name="a_form_is_of_a_manuscript_or_an_issue",
            ),
            models.UniqueConstraint(
                fields=["manuscript", "form", "digest"],
                condition=Q(deed="made"),
                name="a_form_of_a_version_is_made_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.deed}"
