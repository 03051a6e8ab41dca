from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sealing import SealedJSONField
from .channel import Channel
from .person import Correspondent


class VoiceQuerySet(models.QuerySet["Voice"]):
    def unassessed(self) -> "VoiceQuerySet":
        """The shelf of assessment: not yet looked at, and not set aside after repeated failure."""
        return self.filter(assessed_at=None, set_aside="").order_by("id")

    def untaken(self) -> "VoiceQuerySet":
        """The shelf of handling: addressed to us, and no case answers it yet."""
        return self.filter(addressed=True, taken_at=None).order_by("id")

    def unindexed(self) -> "VoiceQuerySet":
        """The shelf of the word index: new, or with something said or answered since."""
        return self.filter(indexed_at=None).order_by("id")


class Voice(models.Model):
    """来件 · What was said, untouched. `raw` is the source's own form; everything else about it is derived.

    `reply_to` is where an answer goes, as its channel needs it. `continues` is the voice of which this says more.
    `likes` and `against` are its platform's figures; `same` how many said on our own board that they meet the same.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="voices", verbose_name=_("channel"))
    external_id = models.CharField(_("source's number"), max_length=120)
    correspondent = models.ForeignKey(
        Correspondent, models.PROTECT, null=True, related_name="voices", verbose_name=_("correspondent")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    raw = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    said_at = models.DateTimeField(_("said at"))
    heard_at = models.DateTimeField(_("heard at"))
    addressed = models.BooleanField(_("addressed to us"), default=True)
    wants_public = models.BooleanField(_("may be published"), default=True)
    likes = models.PositiveIntegerField(_("likes"), default=0)
    against = models.PositiveIntegerField(_("against"), default=0)
    same = models.PositiveIntegerField(_("how many meet the same"), default=0)
    spread = models.JSONField(_("spread"), default=dict)
    code = models.CharField(max_length=64, blank=True)
    reply_to: Any = SealedJSONField(default=dict)
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="continued_by", verbose_name=_("continues")
    )

    answered_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    assessed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    set_aside = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(null=True)
    indexed_at = models.DateTimeField(null=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering: ClassVar = ["-said_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="a_voice_is_heard_once_in_a_channel"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-said_at", "-id"], name="voices_newest_first"),
            models.Index(fields=["channel", "-said_at"], name="voices_of_a_channel"),
            models.Index(fields=["id"], condition=models.Q(assessed_at=None), name="voices_unassessed"),
            models.Index(fields=["id"], condition=models.Q(taken_at=None), name="voices_untaken"),
            models.Index(fields=["id"], condition=models.Q(indexed_at=None), name="voices_unindexed"),
            models.Index(fields=["digest"], name="voices_by_content"),
            models.Index(fields=["id"], condition=models.Q(set_aside__gt=""), name="voices_set_aside"),
        ]

    def __str__(self) -> str:
        return self.headline

    def owning_unit(self) -> int | None:
        return self.channel.unit_id

    @property
    def headline(self) -> str:
        return self.title or self.text[:40]
