from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .reply import Draft


class PassageComment(models.Model):
    """批注 · A word on a passage of a draft. The passage is kept as it read (`quote`, from `start` to `end`), so that
    it can be found again in a later version, or be said to have changed.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments", verbose_name=_("draft"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.CharField(_("passage"), max_length=500)
    text = models.CharField(_("comment"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="passage_comments", verbose_name=_("said by")
    )
    at = models.DateTimeField(_("said at"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="passage_comments_settled",
        verbose_name=_("settled by"),
    )

    class Meta:
        verbose_name = _("comment on a passage")
        verbose_name_plural = _("comments on passages")
        ordering: ClassVar = ["start", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_passage_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Proofreading(models.Model):
    """校对 · That a person read a version word for word. It counts for the text as it then was (`digest`)."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="proofreadings", verbose_name=_("draft"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proofreadings", verbose_name=_("proofread by")
    )
    at = models.DateTimeField(_("proofread at"))
    digest = models.CharField(_("digest of the text"), max_length=64)

    class Meta:
        verbose_name = _("proofreading")
        verbose_name_plural = _("proofreadings")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "by"], name="a_person_proofreads_a_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.draft}"
