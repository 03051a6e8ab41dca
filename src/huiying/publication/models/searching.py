from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class MissedSearch(models.Model):
    """未命中检索 · Words for which the portal had nothing, counted by day. Who searched is not kept, and personal data
    in the words is masked before they are: they are demand, as letters are.
    """

    words = models.CharField(_("words"), max_length=60)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering: ClassVar = ["-day", "-count", "words"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["words", "day"], name="a_missed_search_has_one_row_a_day"),
        ]

    def __str__(self) -> str:
        return self.words
