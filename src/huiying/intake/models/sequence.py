from django.db import models
from django.utils.translation import gettext_lazy as _


class Sequence(models.Model):
    """Numbers given out in order, a row per series (`voice:20260315`, `case:2026`)."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
