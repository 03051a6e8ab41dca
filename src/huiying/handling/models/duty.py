from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Unit


class Duty(models.Model):
    """值班 · Who leads and who watches on a day, from midnight to midnight."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duties", verbose_name=_("unit"))
    day = models.DateField(_("day"))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties_led", verbose_name=_("duty leader")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties", verbose_name=_("duty officer")
    )

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day"], name="a_day_has_one_duty_in_a_unit"),
            models.CheckConstraint(
                condition=~models.Q(leader=models.F("officer")), name="nobody_leads_and_watches_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.leader} {self.officer}"
