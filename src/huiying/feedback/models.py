from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.handling.models import Reply


class Rating(models.Model):
    """评价 · What the writer thinks of a reply: stars, whether the matter is solved, and in their own words."""

    reply = models.OneToOneField(Reply, models.CASCADE, related_name="rating", verbose_name=_("reply"))
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    solved = models.BooleanField(_("solved"), null=True)
    comment = models.TextField(_("comment"), blank=True, max_length=500)
    at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(stars__range=(1, 5)), name="stars_are_one_to_five"),
        ]
        indexes: ClassVar = [models.Index(fields=["-at"], name="ratings_newest_first")]

    def __str__(self) -> str:
        return f"{self.stars}"

    @property
    def satisfied(self) -> bool:
        """Four stars or five count as satisfied; the figure's formula says so."""
        return self.stars >= 4
