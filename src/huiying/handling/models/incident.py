from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Topic
from huiying.people.models import Unit

from .case import Case


class IncidentSort(models.TextChoices):
    """The names are those of the kinds of case."""

    OPINION = "opinion", _("Public opinion")
    EMERGENCY = "emergency", _("Emergency")


class Starts(models.TextChoices):
    """The names are those of the events that start a term."""

    HAPPENED = "happened", _("when it happened")
    FOUND = "found", _("when we found out")


class Colour(models.TextChoices):
    """预警级别 · The four levels of a warning (突发事件应对法 art. 63), the gravest first."""

    RED = "red", _("Red, level one")
    ORANGE = "orange", _("Orange, level two")
    YELLOW = "yellow", _("Yellow, level three")
    BLUE = "blue", _("Blue, level four")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def running(self) -> "IncidentQuerySet":
        return self.filter(ended_at=None)


class Incident(models.Model):
    """舆情、突发事件 · A matter that the office answers in public, and what the desk knows of it beside its case.

    `starts` says which of the two moments starts the clocks, since no act does; `starts_because` why, where it is not
    the office's standing choice. `level` and `disposal` are names of the regulation that the case keeps. The roster of
    `unit` says who is told in the night. `voices_then` is how many voices its topic had when it was opened.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="incident", verbose_name=_("case"))
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="incidents", verbose_name=_("topic"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incidents", verbose_name=_("unit"))
    title = models.CharField(_("what it is called"), max_length=80)
    sort = models.CharField(_("sort"), max_length=10, choices=IncidentSort)
    level = models.CharField(_("level"), max_length=20)
    colour = models.CharField(_("warning colour"), max_length=6, choices=Colour, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    happened_at = models.DateTimeField(_("happened at"))
    found_at = models.DateTimeField(_("found at"))
    starts = models.CharField(_("what starts the clocks"), max_length=8, choices=Starts)
    starts_because = models.CharField(_("why"), max_length=300, blank=True)
    disposal = models.CharField(_("disposal"), max_length=40, blank=True)
    voices_then = models.PositiveIntegerField(_("voices when it was opened"), default=0)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="incidents_opened", verbose_name=_("opened by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="incidents_ended", verbose_name=_("ended by")
    )
    end_reason = models.CharField(_("why it ended"), max_length=500, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering: ClassVar = ["-opened_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-opened_at", "-id"], name="incidents_newest_first"),
            models.Index(fields=["-opened_at"], condition=Q(ended_at=None), name="incidents_running"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic"], condition=Q(ended_at=None), name="a_topic_has_one_running_incident"
            ),
            models.CheckConstraint(
                condition=Q(found_at__gte=F("happened_at")), name="an_incident_happened_before_it_was_found"
            ),
            models.CheckConstraint(
                condition=Q(sort="emergency") | Q(colour=""), name="only_an_emergency_has_a_warning_colour"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="who_ended_an_incident_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def clocks_from(self) -> datetime:
        """The moment from which its hours run."""
        return self.happened_at if self.starts == Starts.HAPPENED else self.found_at

    @property
    def is_running(self) -> bool:
        return self.ended_at is None
