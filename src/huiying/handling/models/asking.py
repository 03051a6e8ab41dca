from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .case import Case
from .clock import Clock


class Why(models.TextChoices):
    """What the office asks for while a clock stands still; the names are those of `core.regulation`."""

    ASKED = "asked", _("More from the writer")
    CORRECTION = "correction", _("Correction of the request")
    THIRD_PARTY = "third_party", _("Opinion of a third party")
    CO_ORGAN = "co_organ", _("Opinion of another organ")
    FEE = "fee", _("Payment of the fee")


class Question(models.Model):
    """征询 · What was asked outside the office, and what came back; the case waits for it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="questions", verbose_name=_("case"))
    why = models.CharField(_("what for"), max_length=12, choices=Why, default=Why.ASKED)
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions", verbose_name=_("asked by")
    )
    answer = models.TextField(_("answer"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_because = models.CharField(_("why it went on without an answer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="a_case_waits_for_one_answer_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("asked_at")), name="a_question_ends_after_it_is_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def to_writer(self) -> bool:
        """Whether the writer of the letter is the one asked, and may answer on the status page."""
        return self.why in (Why.ASKED, Why.CORRECTION)


class Grant(models.TextChoices):
    WAITING = "waiting", _("Waiting for approval")
    GRANTED = "granted", _("Extended")
    REFUSED = "refused", _("Not extended")


class Extension(models.Model):
    """延期 · A longer term, asked for with a reason and granted by whom the regulation names; once for a clock."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="extensions", verbose_name=_("clock"))
    amount = models.PositiveSmallIntegerField(_("by how much"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_at = models.DateTimeField(_("asked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="extensions", verbose_name=_("asked by")
    )
    grant = models.CharField(_("decision"), max_length=8, choices=Grant, default=Grant.WAITING)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(grant="waiting"), name="extensions_waiting")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clock"], condition=~Q(grant="refused"), name="a_clock_is_extended_at_most_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="an_extension_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} +{self.amount}"
