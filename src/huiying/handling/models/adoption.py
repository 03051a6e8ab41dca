from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case, Outcome


class Adoption(models.Model):
    """采纳情况 · What became of a suggestion, and why, in words fit to publish (国办发〔2016〕80号). Never edited: a
    later one takes its place.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="adoptions", verbose_name=_("case"))
    outcome = models.CharField(_("what became of it"), max_length=12, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("word on a suggestion")
        verbose_name_plural = _("words on suggestions")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="what_became_of_a_suggestion_has_its_reason"),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
