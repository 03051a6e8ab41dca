from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class HowEnded(models.TextChoices):
    """The names are those of the states that follow."""

    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    TRANSFERRED = "transferred", _("Transferred out")


class Ending(models.Model):
    """了结 · That a case was over without a reply, and what its writer is told: the ground, or the organ where it
    went.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="endings", verbose_name=_("case"))
    sort = models.CharField(_("how it ended"), max_length=12, choices=HowEnded)
    ground = models.CharField(_("ground"), max_length=40, blank=True)
    to = models.CharField(_("organ"), max_length=120, blank=True)
    contact = models.CharField(_("contact of the organ"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("ended at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="endings", verbose_name=_("ended by"))

    class Meta:
        verbose_name = _("ending")
        verbose_name_plural = _("endings")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(sort="not_accepted", to="") & ~Q(ground=""))
                | (Q(sort="transferred", ground="") & ~Q(to="")),
                name="an_ending_has_its_ground_or_its_organ",
            ),
        ]

    def __str__(self) -> str:
        return self.to or self.ground


class Slip(models.Model):
    """可撤回 · The last deed on a case that may be taken back for a minute, and how the case stood before it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="slip", verbose_name=_("case"))
    deed = models.CharField(_("deed"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("done by"))
    at = models.DateTimeField(_("done at"))
    before: Any = models.JSONField(_("as it was before"))

    class Meta:
        verbose_name = _("deed that may be taken back")
        verbose_name_plural = _("deeds that may be taken back")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.deed
