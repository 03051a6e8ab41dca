from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64
SALT = "salt"  # in `Entry.said`: without it nobody can try which words have a digest
SEALED_WORDS = "said"  # in `Entry.facts`: the digest of the words beside the chain
TAKEN_OUT = "taken_out"  # in `Entry.facts` of an entry from before: which of its words were taken out


class Entry(models.Model):
    """One deed, sealed: `digest` covers its own facts and the digest of the entry before it. Never changed,
    never removed.

    `said` are the words of people that go with it, beside the chain: the facts hold their digest, so that they can be
    taken out at the end of their term and the chain still holds. None where there were none, or none are left.
    """

    at = models.DateTimeField(_("time"))
    actor = models.CharField(_("who"), max_length=120)
    deed = models.CharField(_("deed"), max_length=60)
    about = models.CharField(_("about"), max_length=60)
    facts = models.JSONField(_("facts"), default=dict)
    said = models.JSONField(_("words"), null=True)
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

    @property
    def told(self) -> dict[str, Any]:
        """The facts with the words that go with them."""
        words = {key: value for key, value in (self.said or {}).items() if key != SALT}
        return {key: value for key, value in self.facts.items() if key not in (SEALED_WORDS, TAKEN_OUT)} | words


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


class Watch(models.Model):
    """How the chain was last proved and anchored, and how far a walk along it has come that goes on beside the work."""

    ok = models.BooleanField(null=True)
    proved_at = models.DateTimeField(null=True)
    proved_number = models.BigIntegerField(default=0)
    whole_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)
    first_broken = models.BigIntegerField(null=True)
    loose_on = models.DateField(null=True)
    walk_number = models.BigIntegerField(null=True)
    walk_digest = models.CharField(max_length=64, blank=True)
    walk_is_whole = models.BooleanField(default=False)
    anchored_on = models.DateField(null=True)
    anchored_number = models.BigIntegerField(default=0)
    not_copied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("watch over the ledger")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="the_ledger_has_one_watch"),
        ]
