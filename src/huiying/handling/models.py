from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.core.lifecycle import OPEN
from huiying.intake.models import Voice
from huiying.people.models import Section


class CaseState(models.TextChoices):
    """The names of `core.lifecycle.State`, for people."""

    REGISTERED = "registered", _("Registered")
    ASSIGNED = "assigned", _("Assigned")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    DRAFTING = "drafting", _("Drafting")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    DELIVERED = "delivered", _("Answered")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=[str(s) for s in OPEN])

    def of_sections(self, sections: frozenset[int]) -> "CaseQuerySet":
        return self.filter(parts__section__in=sections).distinct()


class Case(models.Model):
    """办件 · The answering of a voice; it keeps the regulation it began under."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="case", verbose_name=_("voice"))
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=CaseState, default=CaseState.REGISTERED)
    opened_at = models.DateTimeField(_("opened at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    summary = models.TextField(_("closing summary"), blank=True)
    regulation = models.CharField(_("regulation"), max_length=60)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering: ClassVar = ["-opened_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "-opened_at"], name="cases_by_state"),
            models.Index(fields=["-opened_at", "-id"], name="cases_newest_first"),
            models.Index(fields=["-answered_at"], name="cases_by_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def ref(self) -> str:
        return f"case:{self.number}"

    def lead_part(self) -> "Part | None":
        return next((p for p in self.parts.all() if p.is_lead), None)

    def running_clock(self) -> "Clock | None":
        return next((c for c in self.clocks.all() if c.stopped_at is None), None)

    def responsible_sections(self) -> frozenset[int]:
        return frozenset(p.section_id for p in self.parts.all())

    def leading_sections(self) -> frozenset[int]:
        return frozenset(p.section_id for p in self.parts.all() if p.is_lead)

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset(p.handler_id for p in self.parts.all() if p.handler_id is not None)


class Part(models.Model):
    """分办 · What one section does in a case; the lead part writes the reply."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parts", verbose_name=_("case"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="parts", verbose_name=_("section"))
    is_lead = models.BooleanField(_("lead"), default=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="parts", verbose_name=_("handler")
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    because = models.CharField(_("why this section"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering: ClassVar = ["-is_lead", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "section"], name="a_section_has_one_part_in_a_case"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_lead=True), name="a_case_has_one_lead_part"),
        ]
        indexes: ClassVar = [models.Index(fields=["handler", "case"], name="parts_of_a_handler")]

    def __str__(self) -> str:
        return f"{self.section}"


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> "ClockQuerySet":
        return self.filter(stopped_at=None).order_by("due_at")

    def late_at(self, at: datetime) -> "ClockQuerySet":
        return self.running().filter(due_at__lt=at)


class Clock(models.Model):
    """时限 · A running term: one indexed due column, and the reason for it as `core.deadline` tells it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", verbose_name=_("case"))
    term = models.CharField(_("term"), max_length=40)
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    because = models.JSONField(_("why"), default=list)
    provisional = models.BooleanField(_("provisional"), default=False)
    stopped_at = models.DateTimeField(_("stopped at"), null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(stopped_at=None), name="clocks_running_by_due"),
            models.Index(fields=["stopped_at", "due_at"], name="clocks_stopped"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "term"], condition=Q(stopped_at=None), name="a_term_runs_once_in_a_case"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("started_at")), name="a_clock_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def met(self) -> bool:
        """Stopped in time. A clock that still runs has not been met, nor missed."""
        return self.stopped_at is not None and self.stopped_at <= self.due_at


class Draft(models.Model):
    """拟稿 · A version of the reply text; a version once submitted is not changed, the next one follows it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts", verbose_name=_("case"))
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    make_public = models.BooleanField(_("publish the answer"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("drafted by")
    )
    at = models.DateTimeField(_("drafted at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "version"], name="a_version_is_drafted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Agreed")
    SENT_BACK = "sent_back", _("Sent back")


class Review(models.Model):
    """审签 · One step of the sign-off of a draft: section head, then leader."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="reviews", verbose_name=_("draft"))
    step = models.CharField(_("step"), max_length=20)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, default=Decision.WAITING)
    comment = models.TextField(_("comment"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "step"], name="a_step_is_reviewed_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["step", "asked_at"], condition=Q(decision="waiting"), name="reviews_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.decision}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def publishable(self) -> "ReplyQuerySet":
        """The shelf of publication: the writer and the reviewers agreed to show it, and it is not shown yet."""
        return self.filter(make_public=True, case__voice__wants_public=True, published_at=None).order_by("id")


class Reply(models.Model):
    """答复 · The approved text as it went out; a reopened case gets another."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="replies", verbose_name=_("case"))
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, related_name="reply", verbose_name=_("draft"))
    text = models.TextField(_("text"))
    signed_as = models.CharField(_("signed as"), max_length=80, blank=True)
    make_public = models.BooleanField(_("publish the answer"), default=True)
    delivered_at = models.DateTimeField(_("delivered at"))
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["-delivered_at"], name="replies_newest_first"),
            models.Index(fields=["id"], condition=Q(published_at=None), name="replies_unpublished"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
