from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Section, Unit, User

from .manuscript import READ, Manuscript, reached

QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


class PlannedItemQuerySet(models.QuerySet["PlannedItem"]):
    def seen_by(self, person: User) -> "PlannedItemQuerySet":
        """Those of the person's units, and those of the sections in which they work."""
        return self.filter(reached(person, READ))

    def open(self) -> "PlannedItemQuerySet":
        """What is neither published nor called done."""
        return self.filter(done_at=None, manuscript__published_at=None)

    def late(self, today: date) -> "PlannedItemQuerySet":
        return self.open().filter(day__lt=today)

    def of(self, first: date, last: date) -> "PlannedItemQuerySet":
        return self.filter(day__gte=first, day__lte=last)


class PlannedItem(models.Model):
    """发布计划 · What is to be published by a day: an ordinary item, the year's key work by its quarter, a hot
    matter.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Planned item")
        KEY_WORK = "key_work", _("Key work of the year")
        HOT = "hot", _("Hot matter")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="planned_items", verbose_name=_("unit"))
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="planned_items", verbose_name=_("responsible section")
    )
    kind = models.CharField(_("sort"), max_length=10, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(_("title"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)
    day = models.DateField(_("day"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    manuscript = models.ForeignKey(
        Manuscript, models.SET_NULL, null=True, related_name="planned", verbose_name=_("manuscript")
    )
    done_at = models.DateTimeField(_("done at"), null=True)
    made_at = models.DateTimeField(_("made at"))

    objects = PlannedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned item")
        verbose_name_plural = _("planned items")
        ordering: ClassVar = ["day", "id"]
        indexes: ClassVar = [models.Index(fields=["unit", "day"], name="planned_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="key_work", quarter__in=(1, 2, 3, 4))
                | (~Q(kind="key_work") & Q(quarter__isnull=True)),
                name="key_work_is_due_in_a_quarter",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"planned:{self.pk}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None or bool(self.manuscript and self.manuscript.published_at)

    def owning_unit(self) -> int | None:
        return self.unit_id
