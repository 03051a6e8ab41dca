from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class Verdict(models.TextChoices):
    """Whether a complaint is justified; the names are those of `core.loops`."""

    JUSTIFIED = "justified", _("Justified")
    PARTLY = "partly", _("Partly justified")
    UNJUSTIFIED = "unjustified", _("Not justified")


class Result(models.TextChoices):
    """How an investigation ended; the names are those of `core.loops`."""

    SOLVED = "solved", _("Solved")
    HANDLED = "handled", _("Dealt with")
    EXPLAINED = "explained", _("Explained")
    HANDED_OVER = "handed_over", _("Handed over")


class Inquiry(models.Model):
    """核查 · What stands of a complaint: whether it is justified, whether it was investigated, how that ended.

    Each of it is the last word of the steps below it. A case that is opened again is concluded anew.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="inquiry", verbose_name=_("case"))
    verdict = models.CharField(_("finding"), max_length=12, choices=Verdict)
    found_at = models.DateTimeField(_("found at"))
    investigated_at = models.DateTimeField(_("investigated at"), null=True)
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(concluded_at=None) | Q(investigated_at__isnull=False),
                name="what_is_concluded_was_investigated",
            ),
            models.CheckConstraint(condition=Q(concluded_at=None) | ~Q(result=""), name="a_conclusion_has_its_result"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["verdict", "case"], condition=Q(concluded_at=None), name="inquiries_not_concluded"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verdict}"


class InquiryStep(models.Model):
    """核查记录 · One word of a named person in an inquiry. Never edited: a later one of the same sort corrects it.

    `outcome` is the verdict of a finding or the result of a conclusion; `text` the evidence, what was checked, or the
    measures taken; an investigation went from `first` to `last` and was done by `who`.
    """

    class Sort(models.TextChoices):
        FINDING = "finding", _("Finding")
        INVESTIGATION = "investigation", _("Investigation")
        CONCLUSION = "conclusion", _("Conclusion")

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="steps", verbose_name=_("inquiry"))
    sort = models.CharField(_("step"), max_length=13, choices=Sort)
    outcome = models.CharField(_("outcome"), max_length=12, blank=True)
    text = models.TextField(_("text"))
    who = models.CharField(_("investigated by"), max_length=200, blank=True)
    first = models.DateField(_("first day"), null=True)
    last = models.DateField(_("last day"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("step of an inquiry")
        verbose_name_plural = _("steps of inquiries")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(sort="investigation")
                | (Q(first__isnull=False, last__isnull=False, last__gte=F("first")) & ~Q(who="")),
                name="an_investigation_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(sort="investigation") | ~Q(outcome=""), name="a_finding_or_conclusion_has_its_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.outcome}".strip()

    @property
    def outcome_in_words(self) -> str:
        words = {**dict(Verdict.choices), **dict(Result.choices)}
        return str(words.get(self.outcome, ""))
