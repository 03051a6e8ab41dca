from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.core.loops import DECIDED_KINDS, SUGGESTION, SUGGESTION_KINDS
from huiying.people.models import Section

from .case import Case
from .personal import Restriction

# A suggestion by what its letter wants, or by its kind of case, as `core.loops` has it.
SUGGESTED = Q(case__kind__in=SUGGESTION_KINDS) | (
    Q(case__voice__proposal__kind=SUGGESTION) & ~Q(case__kind__in=DECIDED_KINDS)
)


class Draft(models.Model):
    """拟稿 · A version of the reply text; a version once submitted is not changed, the next one follows it. `chain` are
    the steps that sign it ("section_head countersign leader"), fixed when it is submitted, `proofreadings_needed` how
    many people read it word for word before the last of them signs. `writers` are the keys of all who kept this
    version, a blank before and after each; none of them signs it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts", verbose_name=_("case"))
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    make_public = models.BooleanField(_("publish the answer"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("drafted by")
    )
    writers = models.TextField(_("writers"), blank=True, default="")
    at = models.DateTimeField(_("drafted at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    chain = models.CharField(_("steps of the sign-off"), max_length=120, blank=True)
    proofreadings_needed = models.PositiveSmallIntegerField(_("proofreadings needed"), default=0)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "version"], name="a_version_is_drafted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.chain.split())

    @property
    def written_by(self) -> frozenset[int]:
        """Keys of those who wrote at this version."""
        return frozenset({self.by_id, *map(int, self.writers.split())})

    @property
    def digest(self) -> str:
        """SHA-256 of the text, byte for byte."""
        return sha256(self.text.encode()).hexdigest()


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Agreed")
    SENT_BACK = "sent_back", _("Sent back")
    LAPSED = "lapsed", _("Lapsed")


class Step(models.TextChoices):
    """The names of `core.chains.SIGNING`, for people."""

    SECTION_HEAD = "section_head", _("Section head's check")
    COUNTERSIGN = "countersign", _("Countersign")
    OFFICE = "office", _("Information section's check")
    SECRECY = "secrecy", _("Secrecy and privacy check")
    LEADER = "leader", _("Leader's signature")
    PRINCIPAL = "principal", _("Principal leader's signature")


class Review(models.Model):
    """审签 · One signature in the sign-off of a draft: what was decided, by whom, on which text (`digest`). A step is
    one review; 会签 is one for each co-section. A review that was no longer needed has lapsed, and says why.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="reviews", verbose_name=_("draft"))
    step = models.CharField(_("step"), max_length=20, choices=Step)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="countersigned", verbose_name=_("countersigning section")
    )
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
    digest = models.CharField(_("digest of the text"), max_length=64, blank=True)
    checklist = models.JSONField(_("secrecy and privacy check"), default=dict)
    signer = ""  # who signed and for whom, in words, where a page has asked (`standins`)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft", "step"],
                condition=Q(section=None) & ~Q(decision="lapsed"),
                name="a_step_is_reviewed_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "step", "section"],
                condition=Q(section__isnull=False) & ~Q(decision="lapsed"),
                name="a_section_countersigns_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["step", "asked_at"], condition=Q(decision="waiting"), name="reviews_waiting"),
            # Both at once: by the reviewer alone, SQLite looked through all that somebody ever signed, for each draft.
            models.Index(fields=["draft", "by"], name="reviews_of_a_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.decision}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    def publishable(self) -> "ReplyQuerySet":
        """The shelf of publication: the writer and the reviewers agreed to show it, and it is not shown yet. The answer
        to a suggestion waits until it is said what became of it.
        """
        agreed = self.filter(
            make_public=True, case__voice__wants_public=True, published_at=None, case__anonymised_at=None
        )
        undecided = Q(case__adoption="") & SUGGESTED
        restricted = Restriction.objects.filter(lifted_at=None).values("case")
        return agreed.exclude(undecided).exclude(case__in=restricted).order_by("id")


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
            models.Index(fields=["id"], condition=Q(published_at=None, make_public=True), name="replies_to_publish"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def owning_unit(self) -> int | None:
        return self.case.unit_id
