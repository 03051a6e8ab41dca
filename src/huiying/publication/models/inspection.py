from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def since(self, day: date) -> "InspectionQuerySet":
        return self.filter(day__gte=day).order_by("day")


class Inspection(models.Model):
    """网站巡检 · What an inspector would have found on a day, frozen: findings, the score, and whether a veto item
    fails the site. Looked at again on the same day, the row is replaced; `by` is who asked, None the machine.
    """

    day = models.DateField(_("day"), unique=True)
    at = models.DateTimeField(_("looked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1)
    passed = models.BooleanField(_("passed"))
    vetoes = models.PositiveSmallIntegerField(_("veto items"), default=0)
    findings: Any = models.JSONField(_("findings"), default=list)
    verdicts: Any = models.JSONField(_("verdicts by rule"), default=dict)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection of the site")
        verbose_name_plural = _("inspections of the site")
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.score}"
