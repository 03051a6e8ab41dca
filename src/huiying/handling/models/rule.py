from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    YEAR = "year", _("Year of the calendar")
    DAYS = "days", _("Days of our own")
    REGULATION = "regulation", _("Regulation")


class RuleQuerySet(models.QuerySet["Rule"]):
    def standing(self) -> "RuleQuerySet":
        """The last text of every name, without those that were withdrawn."""
        same = Rule.objects.filter(sort=OuterRef("sort"), name=OuterRef("name")).order_by("-pk")
        return self.filter(pk=Subquery(same.values("pk")[:1])).exclude(text="").order_by("pk")

    def edition(self) -> int:
        """The number of the last change; 0 where nothing but what ships is in force."""
        return self.aggregate(last=Max("pk"))["last"] or 0


class Rule(models.Model):
    """规则 · A year, days of the office's own, or a regulation, as the office adopted it.

    Never edited: a later row of the same sort and name takes its place, one without text withdraws it. Its key is the
    edition of the rules that it began.
    """

    sort = models.CharField(_("sort"), max_length=10, choices=Sort)
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(_("file"), max_length=200, blank=True)
    because = models.CharField(_("reason"), max_length=300, blank=True)
    for_running = models.BooleanField(_("also for running cases"), default=False)
    adopted_at = models.DateTimeField(_("adopted at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rules", verbose_name=_("adopted by")
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["sort", "name", "-id"], name="rules_by_name")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(for_running=False) | Q(sort="regulation"), name="only_a_regulation_is_for_running_cases"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"rule:{self.pk}"

    @property
    def withdraws(self) -> bool:
        return not self.text
