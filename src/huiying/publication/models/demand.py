from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.assessment.models import Proposal
from huiying.people.models import Section, Unit


class Ruling(models.TextChoices):
    MISSING = "missing", _("missing")
    OUT_OF_DATE = "out_of_date", _("out of date")
    HARD_TO_FIND = "hard_to_find", _("hard to find")
    UNCLEAR = "unclear", _("unclear")
    FINE = "fine", _("fine")


class DemandQuerySet(models.QuerySet["Demand"]):
    def served_most(self) -> "DemandQuerySet":
        return self.order_by("-served", "pk")


class Demand(models.Model):
    """需求 · A matter that people ask about, measured every night: who would be served, the best published thing, and
    what it is worth to them. `machine` is the machine's verdict, `ruling` what stands: a person's word goes before it
    as long as the best thing stays the same. `questions` are masked; the letters themselves hang on `Asking`.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="demands", verbose_name=_("unit"))
    matter = models.CharField(_("matter"), max_length=200)
    questions = models.JSONField(_("questions"), default=list)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, related_name="demands", verbose_name=_("section"))
    served = models.PositiveIntegerField(_("people served"), default=0)
    voices = models.PositiveIntegerField(_("voices"), default=0)
    likes = models.PositiveIntegerField(_("agreeing"), default=0)
    misses = models.PositiveIntegerField(_("searches without a hit"), default=0)
    requests = models.PositiveIntegerField(_("disclosure requests"), default=0)
    lately = models.PositiveIntegerField(_("in the last 30 days"), default=0)
    before = models.PositiveIntegerField(_("in the 30 days before"), default=0)
    asking = models.FloatField(_("share that asks to be told"), default=0)
    days = models.JSONField(default=dict)
    last_on = models.DateField(_("last asked"), null=True)
    best = models.CharField(max_length=60, blank=True)
    best_title = models.CharField(_("best page"), max_length=300, blank=True)
    best_url = models.CharField(max_length=500, blank=True)
    best_on = models.DateField(_("last changed"), null=True)
    machine = models.CharField(max_length=12, choices=Ruling, default=Ruling.MISSING)
    ruling = models.CharField(_("verdict"), max_length=12, choices=Ruling, default=Ruling.MISSING)
    evidence = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=40, blank=True)
    measured_at = models.DateTimeField(_("measured at"))

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering: ClassVar = ["-served", "id"]
        indexes: ClassVar = [
            models.Index(fields=["-served", "id"], name="demands_served_most_first"),
            models.Index(fields=["ruling", "-served"], name="demands_by_verdict"),
        ]

    def __str__(self) -> str:
        return self.matter

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def ref(self) -> str:
        return f"demand:{self.pk}"

    @property
    def days_asked(self) -> dict[date, int]:
        return {date.fromisoformat(day): int(n) for day, n in self.days.items()}


class Asking(models.Model):
    """提问 · That a voice, by its proposal, asks for what a demand is about. It holds no words."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="asking", verbose_name=_("proposal"))
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="askings", verbose_name=_("demand"))

    class Meta:
        verbose_name = _("asking")
        verbose_name_plural = _("askings")


class VerdictWord(models.Model):
    """认定 · A person's word on a verdict, and what the best thing was then; never edited, the last one counts."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="words", verbose_name=_("demand"))
    ruling = models.CharField(_("verdict"), max_length=12, choices=Ruling)
    machine = models.CharField(max_length=12, choices=Ruling)
    best = models.CharField(max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdict_words", verbose_name=_("said by")
    )
    at = models.DateTimeField(_("said at"))

    class Meta:
        verbose_name = _("word on a verdict")
        verbose_name_plural = _("words on verdicts")
        ordering: ClassVar = ["-id"]


class PublishingTask(models.Model):
    """补缺任务 · What a section is to publish by when, with the questions by which the page must be found. It closes by
    itself, with `evidence`, and opens again when the demand returns.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("publishing task", "open")
        CLOSED = "closed", pgettext_lazy("publishing task", "closed")
        REOPENED = "reopened", pgettext_lazy("publishing task", "open again")

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="tasks", verbose_name=_("demand"))
    title = models.CharField(_("title"), max_length=200)
    why = models.CharField(_("why"), max_length=500)
    due_on = models.DateField(_("due"))
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="publishing_tasks", verbose_name=_("section")
    )
    questions = models.JSONField(_("questions"), default=list)
    draft_page = models.PositiveIntegerField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="publishing_tasks", verbose_name=_("made by")
    )
    at = models.DateTimeField(_("made at"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("publishing task")
        verbose_name_plural = _("publishing tasks")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand"], name="a_demand_has_one_publishing_task"),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at=None)),
                name="a_closed_publishing_task_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class GapMonth(models.Model):
    """供需月度 · How much of the demand a page answered at the end of a month; what is over is never measured again."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="gap_months", verbose_name=_("unit"))
    month = models.DateField(_("month"))
    demands = models.PositiveIntegerField(_("demands"), default=0)
    served = models.PositiveIntegerField(_("people served"), default=0)
    answered = models.PositiveIntegerField(_("of them a page answers"), default=0)
    fine = models.PositiveIntegerField(_("of them well"), default=0)
    measured_at = models.DateTimeField(_("measured at"))

    class Meta:
        verbose_name = _("month of the gap")
        verbose_name_plural = _("months of the gap")
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month"], name="a_month_of_the_gap_is_measured_once"),
            models.UniqueConstraint(
                fields=["month"], condition=models.Q(unit=None), name="a_month_without_unit_is_measured_once"
            ),
        ]

    @property
    def share(self) -> float:
        return self.answered / self.served if self.served else 0.0


class GapNight(models.Model):
    """供需夜算 · Which night's gap a process took, and when it was done: the lock of the loops."""

    night = models.DateField(_("night"), unique=True)
    taken_at = models.DateTimeField(_("taken at"))
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("night of the gap")
        verbose_name_plural = _("nights of the gap")
        ordering: ClassVar = ["night"]
