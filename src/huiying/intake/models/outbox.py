from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..sealing import SealedJSONField
from .channel import Channel
from .voice import Voice


class Delivery(models.Model):
    """投递 · One message to one writer by the way they came: put there in the deed that decided it, sent afterwards.

    `key` is what the message is, so that it is put and sent once. `text` is what is to be said in full; `sent_text`
    what the channel took of it; `files` are the names, types and places of what goes along. A message that was being
    sent when the process died is UNSURE: a person decides.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", pgettext_lazy("message", "Sent")
        FAILED = "failed", _("Not sent")
        UNSURE = "unsure", _("Perhaps sent")
        STOPPED = "stopped", _("Stopped")

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("Receipt")
        QUESTION = "question", _("Question to the writer")
        EXTENSION = "extension", _("Notice of an extension")
        REPLY = "reply", _("Reply")
        RELEASE = "release", _("Release")

    key = models.CharField(_("key"), max_length=120, unique=True)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries", verbose_name=_("channel"))
    voice = models.ForeignKey(Voice, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("voice"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    link = models.CharField(_("link to the full text"), max_length=300, blank=True)
    files: Any = models.JSONField(_("files"), default=list)
    to: Any = SealedJSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    put_at = models.DateTimeField(_("put at"))
    due_at = models.DateTimeField(_("next try"))
    expires_at = models.DateTimeField(_("not after"), null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    sent_text = models.TextField(_("text as sent"), blank=True)
    external_id = models.CharField(_("the channel's number"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="deliveries_due"),
            models.Index(fields=["external_id"], name="deliveries_by_their_number"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    def owning_unit(self) -> int | None:
        return self.channel.unit_id


class Refusal(models.Model):
    """拒收 · What a channel could not take in, and why; never the words themselves. It is refused once."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="refusals", verbose_name=_("channel"))
    external_id = models.CharField(_("source's number"), max_length=200)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("refused at"))

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="a_piece_is_refused_once"),
        ]
