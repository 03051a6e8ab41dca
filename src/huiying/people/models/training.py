"""培训登记 · What the staff were taught, who was there, and what they are still to be taught."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .office import Section, Unit, User


class TrainingSort(models.TextChoices):
    LECTURE = "lecture", pgettext_lazy("training", "Lecture")
    SEMINAR = "seminar", pgettext_lazy("training", "Seminar")
    DRILL = "drill", pgettext_lazy("training", "On-the-spot simulation")


class Outcome(models.TextChoices):
    ATTENDED = "attended", pgettext_lazy("training", "attended")
    PASSED = "passed", pgettext_lazy("training", "attended and passed")
    FAILED = "failed", pgettext_lazy("training", "attended, did not pass")
    EXCUSED = "excused", pgettext_lazy("training", "excused")


# Who was there; and of those, who need not come again for a year.
PRESENT = (Outcome.ATTENDED, Outcome.PASSED, Outcome.FAILED)
TAUGHT = (Outcome.ATTENDED, Outcome.PASSED)


class TrainingQuerySet(models.QuerySet["Training"]):
    def standing(self) -> "TrainingQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Training(models.Model):
    """培训 · A lecture, a seminar or an on-the-spot simulation on public response that was held.

    Its words are those of its last version; earlier ones are kept (`TrainingVersion`). `drill` is the key of a drill
    of the office, if it was one. A training that was recorded by mistake is withdrawn with a reason, never deleted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trainings", verbose_name=_("unit"))
    sort = models.CharField(pgettext_lazy("training", "sort"), max_length=8, choices=TrainingSort)
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("held on"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    place = models.CharField(pgettext_lazy("training", "place"), max_length=120)
    lecturer = models.CharField(_("lecturer"), max_length=120, blank=True)
    content = models.TextField(_("content"))
    results = models.TextField(_("results"), blank=True)
    drill = models.SlugField(_("key of the drill"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="trainings_recorded",
        verbose_name=pgettext_lazy("training", "recorded by"),
    )
    recorded_at = models.DateTimeField(pgettext_lazy("training", "recorded at"))
    withdrawn_at = models.DateTimeField(pgettext_lazy("training", "withdrawn at"), null=True)
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=300, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering: ClassVar = ["-held_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="a_training_takes_time"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""), name="a_training_is_withdrawn_for_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-held_on", "-id"], name="trainings_newest_first")]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.unit_id


class TrainingVersion(models.Model):
    """更正前的登记 · What a training said before it was corrected: its fields as JSON, and why they changed."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="versions", verbose_name=_("training"))
    number = models.PositiveSmallIntegerField(_("version"))
    said: Any = models.JSONField(_("what it said"))
    reason = models.CharField(pgettext_lazy("training", "reason"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("corrected by"))
    at = models.DateTimeField(_("corrected at"))

    class Meta:
        verbose_name = _("earlier version of a training")
        verbose_name_plural = _("earlier versions of trainings")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "number"], name="a_version_of_a_training_is_one"),
        ]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> "AttendanceQuerySet":
        """Who was there, at trainings that stand."""
        return self.filter(outcome__in=PRESENT, training__withdrawn_at=None)


class Attendance(models.Model):
    """参训 · That somebody was at a training, or was excused, and how they did."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="attendances", verbose_name=_("training"))
    user = models.ForeignKey(User, models.PROTECT, related_name="attendances", verbose_name=_("member of staff"))
    outcome = models.CharField(pgettext_lazy("training", "outcome"), max_length=8, choices=Outcome)
    mark = models.CharField(pgettext_lazy("training", "mark"), max_length=20, blank=True)
    note = models.CharField(pgettext_lazy("training", "note"), max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering: ClassVar = ["training", "user"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "user"], name="a_person_attends_a_training_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.training}"

    def owning_unit(self) -> int | None:
        return self.training.unit_id


class TrainingMaterial(models.Model):
    """培训资料 · A file that was handed out or shown: kept with its digest, named as taken out rather than deleted."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="materials", verbose_name=_("training"))
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(_("type"), max_length=100)
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(pgettext_lazy("training", "taken out at"), null=True)

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training materials")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["training", "digest"], condition=Q(removed_at=None), name="a_training_has_a_file_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.training.unit_id


class TrainingItemQuerySet(models.QuerySet["TrainingItem"]):
    def open(self) -> "TrainingItemQuerySet":
        return self.filter(done_in=None)


class TrainingItem(models.Model):
    """待训事项 · Something the staff must learn, from a drill or from the work, until a training dealt with it.

    `source` says where it comes from (`drill:rumour-20260301`); no section is the whole unit.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="training_items", verbose_name=_("unit"))
    what = models.CharField(_("what must be learned"), max_length=300)
    source = models.CharField(_("where it comes from"), max_length=120, blank=True)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="training_items", verbose_name=_("section")
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("noted by"))
    made_at = models.DateTimeField(_("noted at"))
    due_on = models.DateField(_("due on"), null=True)
    done_in = models.ForeignKey(
        Training, models.PROTECT, null=True, related_name="items_done", verbose_name=_("taught in")
    )

    objects = TrainingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item to train")
        verbose_name_plural = _("items to train")
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "source", "what"], condition=~Q(source=""), name="a_lesson_is_noted_once_to_be_trained"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_on"], condition=Q(done_in=None), name="items_still_to_be_trained"),
        ]

    def __str__(self) -> str:
        return self.what

    def owning_unit(self) -> int | None:
        return self.unit_id
