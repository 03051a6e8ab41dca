from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Topic
from huiying.core.cluelife import SEALED
from huiying.intake.models import Voice
from huiying.intake.models.attachment import KeptFileField
from huiying.people.models import Unit

from .case import Case

SIGNED = sorted(str(state) for state in SEALED)  # in one order, so that a constraint reads the same each time


class ClueState(models.TextChoices):
    """The names of `core.cluelife.State`, for people."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waiting for a signature")
    SIGNED = "signed", _("Signed")
    HANDED_OVER = "handed_over", _("Handed over")
    CONCLUDED = "concluded", _("Outcome told")
    DROPPED = "dropped", _("Not handed over")


class Clue(models.Model):
    """涉谣线索 · What is handed to public security or network supervision about a possible rumour.

    `content` is what the leader signed, word for word, and `digest` its SHA-256; what hangs on the clue is not changed
    while it stands. `writers` are those who wrote on it: none of them signs it.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="clues", verbose_name=_("unit"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="clues", verbose_name=_("case"))
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="clues", verbose_name=_("topic"))
    state = models.CharField(_("state"), max_length=12, choices=ClueState, default=ClueState.DRAFT)
    title = models.CharField(_("what is said"), max_length=120)
    regulation = models.CharField(_("regulation"), max_length=120)
    facts = models.TextField(_("verified facts"), blank=True)
    verified_by = models.CharField(_("verified by"), max_length=120, blank=True)
    source = models.CharField(_("source of the facts"), max_length=300, blank=True)
    ground = models.CharField(_("legal ground"), max_length=40, blank=True)
    ground_checked = models.BooleanField(_("the act was read"), default=False)
    suggestion = models.TextField(_("what we suggest"), blank=True)
    organ = models.CharField(_("sort of organ"), max_length=40, blank=True)
    organ_name = models.CharField(_("organ"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="clues", verbose_name=_("clue made by")
    )
    made_at = models.DateTimeField(_("made at"))
    writers: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("clue written by"))
    content: Any = models.JSONField(_("signed content"), default=dict)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="signed_clues", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)

    class Meta:
        verbose_name = _("clue")
        verbose_name_plural = _("clues")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=SIGNED, signed_by__isnull=False, signed_at__isnull=False) & ~Q(digest="")
                | ~Q(state__in=SIGNED) & Q(signed_by=None, signed_at=None, digest=""),
                name="a_signed_clue_has_its_signature_and_digest",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-made_at", "-id"], name="clues_newest_first"),
            models.Index(fields=["state", "-made_at"], name="clues_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def ref(self) -> str:
        return f"clue:{self.number}"

    @property
    def is_sealed(self) -> bool:
        return self.state in SEALED


class CluePost(models.Model):
    """线索帖文 · A post as it was captured: where, by which account, when, its words, and how far it had spread. From a
    voice its words and figures are copied, as of `spread_at`, and not changed; figures named in `by_hand` a person read
    at `hand_at`.
    """

    clue = models.ForeignKey(Clue, models.CASCADE, related_name="posts", verbose_name=_("clue"))
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="clue_posts", verbose_name=_("voice"))
    platform = models.CharField(_("platform"), max_length=60)
    account = models.CharField(_("account"), max_length=120, blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)
    posted_at = models.DateTimeField(_("posted at"))
    seen_at = models.DateTimeField(_("first seen"))
    words = models.TextField(_("words as captured"))
    spread = models.JSONField(_("spread"), default=dict)
    spread_at = models.DateTimeField(_("figures of"))
    by_hand = models.JSONField(_("figures that a person read"), default=list)
    hand_at = models.DateTimeField(_("read by a person at"), null=True)

    class Meta:
        verbose_name = _("post of a clue")
        verbose_name_plural = _("posts of clues")
        ordering: ClassVar = ["posted_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clue", "voice"], name="a_voice_stands_once_in_a_clue"),
        ]
        indexes: ClassVar = [models.Index(fields=["platform", "clue"], name="clue_posts_of_a_platform")]

    def __str__(self) -> str:
        return f"{self.platform} · {self.account}"

    @property
    def told_at(self) -> datetime | None:
        """Of when the channel's figures are; None where a person read them all."""
        return None if self.by_hand and len(self.by_hand) == len(self.spread) else self.spread_at

    @property
    def figures_at(self) -> datetime:
        """Of when the latest of its figures is."""
        return max(filter(None, (self.told_at, self.hand_at)), default=self.spread_at)


class ClueFile(models.Model):
    """线索截图, 回执 · A capture, or the receipt of the hand-over: its digest taken at upload, never changed. One that
    does not belong here is withdrawn: kept, marked, and left out of what is signed.
    """

    class Sort(models.TextChoices):
        CAPTURE = "capture", _("Capture")
        RECEIPT = "receipt", _("Signed receipt")

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="files", verbose_name=_("clue"))
    sort = models.CharField(_("sort"), max_length=8, choices=Sort)
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(_("digest"), max_length=64)
    file = KeptFileField(_("file"), max_length=120)
    captured_at = models.DateTimeField(_("captured at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="clue_files", verbose_name=_("uploaded by")
    )
    at = models.DateTimeField(_("uploaded at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("file of a clue")
        verbose_name_plural = _("files of clues")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clue", "digest"], condition=Q(withdrawn_at=None), name="a_file_stands_once_in_a_clue"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="a_withdrawn_file_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """线索移交 · Who handed the clue to whom and when, and what the organ told of its outcome."""

    clue = models.OneToOneField(Clue, models.CASCADE, related_name="handover", verbose_name=_("clue"))
    given_by = models.CharField(_("officers handing over"), max_length=120)
    received_by = models.CharField(_("officers receiving"), max_length=120)
    at = models.DateTimeField(_("handed over at"))
    outcome = models.TextField(_("outcome"), blank=True)
    outcome_by = models.CharField(_("told by"), max_length=120, blank=True)
    outcome_on = models.DateField(_("told on"), null=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | ~Q(outcome="") & Q(outcome_on__isnull=False),
                name="an_outcome_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue_id} · {self.received_by}"
