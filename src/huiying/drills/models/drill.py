"""What the office itself keeps of its drills; none of it is a figure of its work."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people.models import Unit


class DrillState(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("drill", "Being set up")
    RUNNING = "running", pgettext_lazy("drill", "Running")
    STOPPED = "stopped", pgettext_lazy("drill", "Stopped")
    SCORED = "scored", pgettext_lazy("drill", "Scored")
    FAILED = "failed", pgettext_lazy("drill", "Could not be set up")


class OwnScenario(models.Model):
    """自编脚本 · A scenario that a trainer of the unit wrote; each change is a new row, the last one stands."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scenarios", verbose_name=_("unit"))
    key = models.SlugField(_("key"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("scenario"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("own scenario")
        verbose_name_plural = _("own scenarios")
        ordering: ClassVar = ["key", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "key", "version"], name="a_version_of_a_scenario_is_one"),
        ]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.unit_id


class Drill(models.Model):
    """演练 · One playing of a scenario in a world of its own, and what came of it.

    `slug` names the world's folder below the home's `drills/`. `speed` is how many minutes of the drill pass in one.
    `result` is what the world gave when it was scored (`drills.scoring`), `digest` its SHA-256.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="drills", verbose_name=_("unit"))
    slug = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    sort = models.CharField(_("sort"), max_length=12)
    scenario = models.TextField(_("scenario"))
    seed = models.PositiveIntegerField(_("seed"))
    speed = models.FloatField(_("speed"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=DrillState, default=DrillState.PREPARING)
    port = models.PositiveIntegerField(pgettext_lazy("drill", "port"), null=True)
    process = models.PositiveIntegerField(_("process"), null=True)
    error = models.CharField(_("error"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="drills_made", verbose_name=_("set up by")
    )
    made_at = models.DateTimeField(_("set up at"))
    players: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="drills", verbose_name=_("players"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    result: Any = models.JSONField(_("result"), default=dict)
    score = models.FloatField(_("score"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        ordering: ClassVar = ["-made_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-made_at", "-id"], name="drills_newest_first"),
            models.Index(fields=["unit", "sort", "-made_at"], name="drills_of_one_sort"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=DrillState.SCORED) | Q(score__isnull=False) & ~Q(digest=""),
                name="a_scored_drill_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.unit_id


class DrillPaper(models.Model):
    """演练评估报告 · The after-action report of a drill in one of its forms, kept as it was written."""

    drill = models.ForeignKey(Drill, models.CASCADE, related_name="papers", verbose_name=_("drill"))
    form = models.CharField(_("form"), max_length=4)
    content = models.BinaryField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("report on a drill")
        verbose_name_plural = _("reports on drills")
        ordering: ClassVar = ["form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drill", "form"], name="a_report_on_a_drill_is_written_once_a_form"),
        ]
