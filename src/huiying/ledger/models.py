from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class Entry(models.Model):
    """One deed, sealed: `digest` covers its own facts and the digest of the entry before it. Never changed,
    never removed.
    """

    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("who"), max_length=120)
    deed = models.CharField(_("deed"), max_length=60)
    about = models.CharField(_("about"), max_length=60)
    facts = models.JSONField(_("facts"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["about", "id"], name="entries_about_a_thing"),
            models.Index(fields=["deed", "at"], name="entries_of_a_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.deed} {self.about}"


class Head(models.Model):
    """The last link: locked while a link is added, and kept apart so that a cut-off end is noticed."""

    entries = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("ledger head")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="the_ledger_has_one_head"),
        ]
