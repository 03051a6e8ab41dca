"""每周超期通报 · What was late on the first working day of a week, frozen."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.core.remaining import OVERDUE, UNITS
from huiying.core.words import LANGUAGES
from huiying.people.models import Section, Unit

from .case import Case
from .supervision import Dated


class LateList(models.Model):
    """每周超期通报 · Made once a week for a unit and never again; what was wrong in it is put right in the next."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="late_lists", verbose_name=_("unit"))
    week = models.DateField(_("Monday of the week"))
    at = models.DateTimeField(_("as of"))

    class Meta:
        verbose_name = _("weekly late list")
        verbose_name_plural = _("weekly late lists")
        ordering: ClassVar = ["-week", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "week"], name="a_unit_has_one_late_list_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.week:%Y-%m-%d}"

    @property
    def ref(self) -> str:
        return f"late-list:{self.pk}"


class LateRow(Dated):
    """A line of it: copies, so that nothing later changes it. `title` is veiled; `amount` counts `count_unit`s of
    `core.remaining`.
    """

    late_list = models.ForeignKey(LateList, models.CASCADE, related_name="rows", verbose_name=_("weekly late list"))
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+", verbose_name=_("case"))
    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name=_("lead section"))
    section_name = models.CharField(_("lead section"), max_length=60, blank=True)
    handler_name = models.CharField(_("handler"), max_length=200, blank=True)
    amount = models.PositiveIntegerField(_("late by"))
    count_unit = models.CharField(_("counted in"), max_length=12)
    cards = models.JSONField(_("cards"), default=list)

    class Meta:
        verbose_name = _("line of a weekly late list")
        verbose_name_plural = _("lines of weekly late lists")
        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [models.Index(fields=["late_list", "due_at", "id"], name="late_rows_of_a_list")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["late_list", "number"], name="a_case_is_once_in_a_late_list"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def late_by(self) -> str:
        """已超期 3 个工作日, in the reader's language."""
        language = get_language() or ""
        index = LANGUAGES.index(language) if language in LANGUAGES else 0
        amount = UNITS[self.count_unit][index].format(n=self.amount)
        plural = "s" if language == "en" and self.amount != 1 else ""
        return OVERDUE[index].format(amount=amount + plural)
