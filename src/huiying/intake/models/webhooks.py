from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sealing import SealedTextField


class Subscription(models.Model):
    """回调 · An address of another system that is told of deeds as they happen, in their order, each at least once.

    `events` are beginnings of the ledger's names of deeds; `cursor` is the number of the last entry that was told.
    """

    url = models.CharField(_("address"), max_length=500)
    secret = SealedTextField(_("secret"))
    events = models.JSONField(_("events"), default=list)
    cursor = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    retry_at = models.DateTimeField(_("next try"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    leased_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(_("made at"))
    told_at = models.DateTimeField(_("last told"), null=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.url
