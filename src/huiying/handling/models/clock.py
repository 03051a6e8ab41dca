from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.core.alarms import Level
from huiying.core.deadline import Pause

from .case import Case


class Lamp(models.TextChoices):
    """The alarm that a clock last gave; the names are those of `core.alarms`."""

    DARK = "", _("No alarm yet")
    FIRST = Level.FIRST.value, _("First reminder")
    YELLOW = Level.YELLOW.value, _("Yellow lamp")
    RED = Level.RED.value, _("Red lamp")


class Stopped(models.TextChoices):
    """Why a clock stopped; the names of three are those of `core.lifecycle.WITHOUT_REPLY`."""

    DONE = "", _("What it counted was done")
    NOT_ACCEPTED = "not_accepted", _("The letter was not accepted")
    TRANSFERRED = "transferred", _("The letter was transferred")
    MERGED = "merged", _("The case was merged")
    REGRADED = "regraded", _("The level was changed")


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> "ClockQuerySet":
        """Not stopped; those that stand still for a while are among them."""
        return self.filter(stopped_at=None).order_by("due_at")

    def ticking(self) -> "ClockQuerySet":
        return self.running().filter(paused_at=None)

    def late_at(self, at: datetime) -> "ClockQuerySet":
        return self.ticking().filter(due_at__lt=at)

    def ringing(self, at: datetime) -> "ClockQuerySet":
        """The shelf of the alarms: a point of alarm has come, and nobody was told yet."""
        return self.filter(stopped_at=None, paused_at=None, alarm_at__lte=at).order_by("alarm_at")

    def bringing_cards(self, at: datetime) -> "ClockQuerySet":
        """The shelf of the cards: a reply is so late that a card is due, and nobody gave it yet."""
        return self.filter(stopped_at=None, paused_at=None, card_at__lte=at).order_by("card_at")

    def outdated(self, edition: int) -> "ClockQuerySet":
        """The shelf of a change of rules: running clocks that were wound under an earlier edition."""
        return self.filter(stopped_at=None, edition__lt=edition).order_by("pk")


class Clock(models.Model):
    """时限 · A running term: one indexed due column, and the reason for it as `core.deadline` tells it.

    `pauses` are [start, end] moments, the last without an end while the clock stands still; `extended` is in the
    term's own units; `edition` is that of the rules under which `due_at` was found. `order_due_at` is the end that the
    sender of a work order set: then nothing is counted.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", verbose_name=_("case"))
    term = models.CharField(_("term"), max_length=40)
    role = models.CharField(_("role"), max_length=20, default="simple")
    started_at = models.DateTimeField(_("started at"))
    restarted_at = models.DateTimeField(_("restarted at"), null=True)
    pauses = models.JSONField(_("pauses"), default=list)
    paused_at = models.DateTimeField(_("paused at"), null=True)
    extended = models.PositiveSmallIntegerField(_("extended by"), default=0)
    due_at = models.DateTimeField(_("due at"))
    because = models.JSONField(_("why"), default=list)
    provisional = models.BooleanField(_("provisional"), default=False)
    stopped_at = models.DateTimeField(_("stopped at"), null=True)
    stopped_because = models.CharField(
        _("why it stopped"), max_length=12, choices=Stopped, default=Stopped.DONE, blank=True
    )
    lamp = models.CharField(_("lamp"), max_length=6, choices=Lamp, default=Lamp.DARK, blank=True)
    alarm_at = models.DateTimeField(_("next alarm at"), null=True)
    card_at = models.DateTimeField(_("next card at"), null=True)
    order_due_at = models.DateTimeField(_("due at by the order"), null=True)
    edition = models.PositiveIntegerField(_("edition of the rules"), default=0)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(stopped_at=None), name="clocks_running_by_due"),
            models.Index(fields=["stopped_at", "due_at"], name="clocks_stopped"),
            models.Index(fields=["started_at"], name="clocks_by_start"),
            models.Index(
                fields=["alarm_at"], condition=Q(stopped_at=None, paused_at=None), name="clocks_by_next_alarm"
            ),
            models.Index(fields=["card_at"], condition=Q(stopped_at=None, paused_at=None), name="clocks_by_next_card"),
            models.Index(fields=["edition", "id"], condition=Q(stopped_at=None), name="clocks_running_by_edition"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "term"], condition=Q(stopped_at=None), name="a_term_runs_once_in_a_case"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("started_at")), name="a_clock_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(paused_at=None), name="a_stopped_clock_does_not_stand_still"
            ),
            models.CheckConstraint(
                condition=Q(stopped_because="") | Q(stopped_at__isnull=False), name="what_stopped_has_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def met(self) -> bool:
        """Stopped in time. A clock that still runs has not been met, nor missed."""
        return self.stopped_at is not None and self.stopped_at <= self.due_at

    @property
    def stands_still(self) -> bool:
        return self.paused_at is not None

    def stretches(self) -> list[Pause]:
        """The pauses as moments."""
        return [(datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None) for a, b in self.pauses]


class Alarm(models.Model):
    """预警 · That a clock gave an alarm, once for each level and due moment."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="alarms", verbose_name=_("clock"))
    level = models.CharField(_("level"), max_length=6, choices=Lamp)
    due_at = models.DateTimeField(_("due at"))
    at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["-at"], name="alarms_newest_first")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "level", "due_at"], name="an_alarm_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.clock_id}"
