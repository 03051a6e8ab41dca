from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Unit


class Snapshot(models.Model):
    """数据快照 · Figures of a period, frozen with the regulation they were read under; a paper is written from
    this alone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="snapshots", verbose_name=_("unit"))
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    taken_at = models.DateTimeField(_("taken at"))
    regulation = models.CharField(_("regulation"), max_length=60)
    facts = models.JSONField(_("facts"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering: ClassVar = ["-taken_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="a_period_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class PaperKind(models.TextChoices):
    SELF_INSPECTION = "self-inspection", _("Self-inspection report")


class Paper(models.Model):
    """A document written from a snapshot, kept as it was written."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="papers", verbose_name=_("snapshot"))
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    title = models.CharField(_("title"), max_length=200)
    content = models.BinaryField()
    written_at = models.DateTimeField(_("written at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="papers",
        verbose_name=_("written by"),
    )

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering: ClassVar = ["-written_at", "-id"]

    def __str__(self) -> str:
        return self.title
