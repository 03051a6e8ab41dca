from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.core.lifecycle import OPEN
from huiying.intake.models import Voice
from huiying.people.models import Unit

if TYPE_CHECKING:
    from .clock import Clock
    from .part import Part


class CaseState(models.TextChoices):
    """The names of `core.lifecycle.State`, for people."""

    REGISTERED = "registered", _("Registered")
    ASSIGNED = "assigned", _("Assigned")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    ASKED = "asked", _("Waiting for an answer")
    DRAFTING = "drafting", _("Drafting")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", pgettext_lazy("case", "Approved")
    DELIVERED = "delivered", _("Answered")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    TRANSFERRED = "transferred", _("Transferred out")
    MERGED = "merged", _("Merged")


class Outcome(models.TextChoices):
    """采纳情况 · What became of a suggestion."""

    ADOPTED = "adopted", _("Adopted in full")
    PARTLY = "partly", _("Partly adopted")
    NOT_ADOPTED = "not_adopted", _("Not adopted")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=[str(s) for s in OPEN])

    def waiting_with(self, case: "Case") -> "CaseQuerySet":
        """Those merged into `case` whose writers have not had its reply yet."""
        merged = self.filter(merged_into=case).alias(last_reply=Max("replies__delivered_at"))
        return merged.filter(Q(last_reply=None) | Q(last_reply__lt=F("closed_at"))).order_by("pk")

    def of_sections(self, sections: frozenset[int]) -> "CaseQuerySet":
        return self.filter(parts__section__in=sections).distinct()


class Case(models.Model):
    """办件 · The answering of a voice; it keeps the regulation it began under. `closed_at` is when the file was closed,
    or when the case was over without a reply of its own; `adoption` what became of a suggestion, its last word;
    `anonymised_at` when the personal data went out of it for good.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="case", verbose_name=_("voice"))
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind of case"), max_length=40, default="letter")
    state = models.CharField(_("state"), max_length=12, choices=CaseState, default=CaseState.REGISTERED)
    opened_at = models.DateTimeField(_("opened at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    summary = models.TextField(_("closing summary"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="cases", verbose_name=_("unit"))
    regulation = models.CharField(_("regulation"), max_length=120)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("merged into")
    )
    adoption = models.CharField(_("what became of it"), max_length=12, choices=Outcome, blank=True)
    anonymised_at = models.DateTimeField(_("anonymised at"), null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering: ClassVar = ["-opened_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "-opened_at"], name="cases_by_state"),
            models.Index(fields=["-opened_at", "-id"], name="cases_newest_first"),
            models.Index(fields=["unit", "-opened_at", "-id"], name="cases_of_a_unit"),
            models.Index(fields=["-answered_at"], name="cases_by_answer"),
            models.Index(fields=["-opened_at"], condition=~Q(adoption=""), name="cases_of_suggestions"),
            models.Index(fields=["closed_at"], condition=Q(anonymised_at=None), name="cases_with_personal_data"),
            models.Index(fields=["title", "-id"], name="cases_by_title"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="a_merged_case_says_into_which",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="no_case_is_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def ref(self) -> str:
        return f"case:{self.number}"

    @property
    def answered_with_another(self) -> bool:
        """Whether its writer has had the reply of the case that it is merged into."""
        return bool(self.answered_at and self.closed_at and self.answered_at >= self.closed_at)

    def lead_part(self) -> "Part | None":
        return next((p for p in self.parts.all() if p.is_lead), None)

    def running_clock(self) -> "Clock | None":
        """The running clock that ends first."""
        running = [c for c in self.clocks.all() if c.stopped_at is None]
        return min(running, key=lambda clock: clock.due_at, default=None)

    def owning_unit(self) -> int | None:
        return self.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset(p.section_id for p in self.parts.all())

    def leading_sections(self) -> frozenset[int]:
        return frozenset(p.section_id for p in self.parts.all() if p.is_lead)

    def responsible_handlers(self) -> frozenset[int]:
        """Who answers: the handler of the lead part. Whoever contributes a part is responsible for that alone."""
        return frozenset(p.handler_id for p in self.parts.all() if p.is_lead and p.handler_id is not None)
