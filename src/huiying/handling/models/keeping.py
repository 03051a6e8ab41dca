from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class HoldGround(models.TextChoices):
    COMPLAINT = "complaint", _("Complaint about how it was handled")
    PETITION = "petition", _("Petition")
    LITIGATION = "litigation", _("Review or litigation")
    OTHER = "other", _("Another reason")


class Hold(models.Model):
    """暂缓 · That the personal data of a case is kept beyond its term, on what ground, until somebody lifts it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holds", verbose_name=_("case"))
    ground = models.CharField(_("ground"), max_length=12, choices=HoldGround)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("put by"))
    at = models.DateTimeField(_("put at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="a_case_is_held_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_by__isnull=False), name="a_hold_is_lifted_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())
