"""公众意见 · What the public said on a draft, the points that it makes, and the result that is told."""

import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.handling.gate import SealedJSONField, SealedTextField
from huiying.handling.models import Outcome
from huiying.language import privacy
from huiying.people.models import Section

from .consultations import Consultation, ConsultationArticle


class Standing(models.TextChoices):
    KEPT = "kept", _("Counts")
    JUNK = "junk", pgettext_lazy("opinion", "Set aside")
    WITHDRAWN = "withdrawn", _("Withdrawn by its writer")


class JunkGround(models.TextChoices):
    """Why an opinion is set aside; that one does not like it is none."""

    EMPTY = "empty", _("No substance")
    ADVERTISING = "advertising", _("Advertising")
    UNLAWFUL = "unlawful", _("Unlawful or insulting content")
    ELSEWHERE = "elsewhere", _("Nothing to do with this draft")


class Point(models.Model):
    """要点 · What several opinions say alike. The machine proposes it with a name; what a person did to it stays, and
    a named section says what becomes of it, and why.
    """

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="points", verbose_name=_("consultation")
    )
    article = models.ForeignKey(
        ConsultationArticle, models.PROTECT, null=True, related_name="points", verbose_name=_("article")
    )
    name = models.CharField(_("point"), max_length=120)
    by_hand = models.BooleanField(_("a person has seen to it"), default=False)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="points", verbose_name=_("deciding section")
    )
    outcome = models.CharField(_("what became of it"), max_length=12, choices=Outcome, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("point of opinions")
        verbose_name_plural = _("points of opinions")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", reason="", decided_by=None, decided_at=None)
                | ~Q(outcome="")
                & ~Q(reason="")
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & Q(section__isnull=False),
                name="a_decided_point_has_section_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.consultation.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id} if self.section_id else ())

    def leading_sections(self) -> frozenset[int]:
        return self.responsible_sections()

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset()


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def standing(self) -> "OpinionQuerySet":
        """What was not set aside and not withdrawn."""
        return self.filter(standing=Standing.KEPT)

    def counted(self) -> "OpinionQuerySet":
        """The same, and of one person's copies only the first."""
        return self.standing().filter(copy_of=None)

    def sent_alike(self) -> "OpinionQuerySet":
        """Form letters: the same text from several people."""
        return self.counted().exclude(form_letter=None)


class Opinion(models.Model):
    """意见 · What somebody said on a draft or on one of its articles. Name and contact may be left out and are sealed;
    `person` is a digest by which one person's opinions are found, of a contact, or of the browser that sent them.
    """

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="opinions", verbose_name=_("consultation")
    )
    article = models.ForeignKey(
        ConsultationArticle, models.PROTECT, null=True, related_name="opinions", verbose_name=_("article")
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    token = models.UUIDField(_("form"), unique=True)
    code = models.CharField(max_length=64)
    text = models.TextField(_("opinion"))
    writer = SealedTextField(_("name of the writer"), blank=True)
    contact = SealedJSONField(_("contact of the writer"), default=dict, blank=True)
    person = models.CharField(max_length=64, blank=True)
    said_at = models.DateTimeField(_("said at"))
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.KEPT)
    junk_ground = models.CharField(_("why it is set aside"), max_length=12, choices=JunkGround, blank=True)
    copy_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="copies", verbose_name=_("the same person's same words")
    )
    form_letter = models.PositiveIntegerField(_("form letter"), null=True)
    point = models.ForeignKey(Point, models.SET_NULL, null=True, related_name="opinions", verbose_name=_("point"))
    place = models.PositiveIntegerField(_("place in the point"), default=0)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(standing="junk") & ~Q(junk_ground="") | ~Q(standing="junk") & Q(junk_ground=""),
                name="an_opinion_is_set_aside_on_a_ground",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["consultation", "standing", "id"], name="opinions_of_a_consultation"),
            models.Index(fields=["point", "place", "id"], name="opinions_of_a_point"),
        ]

    def __str__(self) -> str:
        return self.number

    def owning_unit(self) -> int | None:
        return self.consultation.unit_id

    @property
    def masked(self) -> str:
        """The words as the desk shows them until somebody asks for the rest."""
        return privacy.mask(self.text)


class ResultState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waiting for approval")
    PUBLISHED = "published", _("Published")


class ConsultationResult(models.Model):
    """征集结果 · What is told of the opinions. `content` is what was approved, figures and points frozen; it is
    approved by another person than the one who wrote it.
    """

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, related_name="result", verbose_name=_("consultation")
    )
    text = models.TextField(_("what we say of it"))
    state = models.CharField(_("state"), max_length=10, choices=ResultState, default=ResultState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    comment = models.CharField(_("why it came back"), max_length=500, blank=True)
    content: Any = models.JSONField(_("approved content"), default=dict)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)

    class Meta:
        verbose_name = _("result of a consultation")
        verbose_name_plural = _("results of consultations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="published", approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=models.F("written_by"))
                | ~Q(state="published") & Q(approved_by=None, approved_at=None),
                name="a_result_is_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.consultation)

    def digest(self) -> str:
        """Of what is approved: the ledger keeps it, so that a change afterwards is found."""
        told = json.dumps([self.text, self.content], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()
