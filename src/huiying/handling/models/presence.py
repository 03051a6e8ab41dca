from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class Presence(models.Model):
    """在看 · That somebody has the page of a case open; `writing_at` is when they last typed in the reply. Nothing of
    it is kept: a row is forgotten a minute after the page was last heard of.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="presences", verbose_name=_("case"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences", verbose_name=_("member of staff")
    )
    opened_at = models.DateTimeField(_("opened at"))
    seen_at = models.DateTimeField(_("last seen"))
    writing_at = models.DateTimeField(_("last typed"), null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering: ClassVar = ["opened_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "user"], name="a_person_looks_at_a_case_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["seen_at"], name="presences_to_be_forgotten")]

    def __str__(self) -> str:
        return f"{self.user} · {self.case_id}"

    def minutes_at(self, at: datetime) -> int:
        """Whole minutes since the page was opened."""
        return max(0, int((at - self.opened_at).total_seconds() // 60))
