from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .incident import Incident


class Conferral(models.Model):
    """会商 · Minutes of people who conferred about an incident: what was said and decided, in words."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="conferrals", verbose_name=_("incident"))
    held_at = models.DateTimeField(_("held at"))
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="conferrals", verbose_name=_("who took part")
    )
    guests = models.CharField(_("guests"), max_length=300, blank=True)
    points = models.TextField(_("what was said"))
    decisions = models.TextField(_("what was decided"))
    level = models.CharField(_("level"), max_length=20, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conferrals_written", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("conferral")
        verbose_name_plural = _("conferrals")
        ordering: ClassVar = ["held_at", "id"]

    def __str__(self) -> str:
        return f"{self.incident} {self.held_at:%Y-%m-%d %H:%M}"


class IncidentTask(models.Model):
    """应急任务 · What somebody does by when: decided by a conferral, or a change that the review asks for."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="tasks", verbose_name=_("incident"))
    conferral = models.ForeignKey(
        Conferral, models.PROTECT, null=True, related_name="tasks", verbose_name=_("conferral")
    )
    what = models.CharField(_("what"), max_length=200)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="incident_tasks", verbose_name=_("who")
    )
    due_at = models.DateTimeField(_("by when"))
    at = models.DateTimeField(_("given at"))
    done_at = models.DateTimeField(_("done at"), null=True)
    note = models.CharField(_("what came of it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("task of an incident")
        verbose_name_plural = _("tasks of incidents")
        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["who", "due_at"], condition=Q(done_at=None), name="incident_tasks_open"),
        ]

    def __str__(self) -> str:
        return self.what


class AfterAction(models.Model):
    """复盘评估 · What an incident taught: the figures as they were when it ended, and what people say of them."""

    incident = models.OneToOneField(Incident, models.PROTECT, related_name="review", verbose_name=_("incident"))
    figures = models.JSONField(_("figures"), default=dict)
    well = models.TextField(_("what went well"), blank=True)
    wrong = models.TextField(_("what went wrong"), blank=True)
    causes = models.TextField(_("causes"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviews_written",
        verbose_name=_("written by"),
    )
    at = models.DateTimeField(_("written at"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reviews_closed", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("after-action review")
        verbose_name_plural = _("after-action reviews")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.incident)
