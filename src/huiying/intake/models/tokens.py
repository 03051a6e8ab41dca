from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .channel import Channel


class Scope(models.TextChoices):
    """What another system may do with its token."""

    INTAKE = "intake.write", _("Bring voices")
    STATUS = "status.read", _("Read the state of voices")
    FIGURES = "figures.read", _("Read figures")
    ORDERS = "orders.write", _("Bring work orders")


class ApiToken(models.Model):
    """接口令牌 · By what another system proves who it is: kept as a digest: a copy of the database opens nothing.

    What it brings goes into its channel; with a channel it reads the state of that channel's voices and of no other.
    """

    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    channel = models.ForeignKey(
        Channel, models.PROTECT, null=True, blank=True, related_name="tokens", verbose_name=_("channel")
    )
    rate = models.PositiveIntegerField(_("requests a minute"), default=600)
    by = models.CharField(_("made by"), max_length=120)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("valid until"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.channel.unit_id if self.channel else None

    def scopes_in_words(self) -> list[str]:
        return [str(dict(Scope.choices).get(scope, scope)) for scope in self.scopes]

    def works_at(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


class PostingKey(models.Model):
    """幂等键 · That something was posted under this key, and the digest of what: sent again it is done once."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="keys", verbose_name=_("token"))
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("posting key")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="a_key_stands_for_one_posting"),
        ]
