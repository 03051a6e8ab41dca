from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people.models import Section, Unit

from .annual_entries import AnnualEntry

__all__ = ["AnnualEntry", "Paper", "PaperFile", "PaperForm", "PaperKind", "Snapshot", "SnapshotRows"]


class PaperKind(models.TextChoices):
    """The kinds of paper; `papers.sorts` says how each is gathered and composed."""

    SELF_INSPECTION = "self-inspection", _("Self-inspection report")
    LEDGER = "ledger", _("Ledger of public opinion")
    CASE_SHEET = "case-sheet", _("Case sheet")
    DAILY = "daily", _("Daily digest")
    WEEKLY = "weekly", _("Weekly bulletin")
    MONTHLY = "monthly", _("Monthly bulletin")
    SPECIAL = "special", _("Special report")
    SUPERVISION = "supervision", _("Supervision notice")
    ANNUAL = "annual", _("Disclosure annual report")
    KEY_WORK = "key-work", _("Report on publishing key work")
    MAILBOX = "mailbox", _("Monthly statistics of the mailboxes")


class Snapshot(models.Model):
    """数据快照 · What one kind of paper tells of a period, frozen with the regulation and the calendar it was read
    under; a paper is written from this alone. `subject` is the one matter that it is about (`topic:12`), if any.

    A fact that was corrected (`because`) makes a new version, which `supersedes` the one before and says in `changes`
    what changed.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind, default=PaperKind.SELF_INSPECTION)
    subject = models.CharField(_("about"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    because = models.CharField(_("why there is a new version"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="snapshots", verbose_name=_("unit"))
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    taken_at = models.DateTimeField(_("taken at"))
    regulation = models.CharField(_("regulation"), max_length=60)
    calendar = models.CharField(_("calendar"), max_length=60, blank=True)
    facts = models.JSONField(_("facts"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering: ClassVar = ["-taken_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="a_period_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class SnapshotRows(models.Model):
    """The rows behind one number of a snapshot: `members` holds their keys (`frozen.pack`), so that they can be shown
    in five years as they can today.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="rows", verbose_name=_("snapshot"))
    reference = models.CharField(_("reference"), max_length=200)
    model = models.CharField(_("rows of"), max_length=60)
    count = models.PositiveIntegerField(_("rows"))
    members = models.BinaryField()

    class Meta:
        verbose_name = _("rows of a number")
        verbose_name_plural = _("rows of numbers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "reference"], name="a_number_has_its_rows_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.count})"


class Block(models.Model):
    """A piece of what a snapshot froze that is too large for its facts, kept once under the SHA-256 of its content: the
    facts name it by that, so that it cannot be another.
    """

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("frozen piece")
        verbose_name_plural = _("frozen pieces")

    def __str__(self) -> str:
        return self.digest


class Paper(models.Model):
    """A document written from a snapshot, kept as it was written, in each of its forms."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="papers", verbose_name=_("snapshot"))
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    title = models.CharField(_("title"), max_length=200)
    polished = models.JSONField(_("polished by a language model"), default=dict)
    template = models.ForeignKey(
        "PaperTemplate", models.PROTECT, null=True, related_name="papers", verbose_name=_("template")
    )
    written_at = models.DateTimeField(_("written at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="papers",
        verbose_name=_("written by"),
    )

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering: ClassVar = ["-written_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.snapshot.unit_id

    def content(self, form: str) -> bytes:
        """The file in one form, as it was written."""
        return bytes(self.files.get(form=form).content)


class PaperForm(models.TextChoices):
    DOCX = "docx", "DOCX"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"


class PaperFile(models.Model):
    """One form of a paper. Lists leave `content` out (`defer`)."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files", verbose_name=_("paper"))
    form = models.CharField(_("form"), max_length=4, choices=PaperForm)
    content = models.BinaryField()
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        ordering: ClassVar = ["form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "form"], name="a_paper_has_a_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.form})"


class Measure(models.Model):
    """整改措施 · What an office promised in a self-inspection: who does it by when, and the figure that tells, as it
    `was` then and as it is `wanted`. The next self-inspection finds its `state` by the figure (`became`); a person's
    word, with its reason and evidence, goes before that.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("measure", "to be checked")
        DONE = "done", pgettext_lazy("measure", "done")
        PARTLY = "partly", pgettext_lazy("measure", "partly done")
        NOT_DONE = "not_done", pgettext_lazy("measure", "not done")

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="measures", verbose_name=_("snapshot"))
    place = models.PositiveSmallIntegerField(_("place in the paper"))
    head = models.CharField(_("head"), max_length=20)
    text = models.CharField(_("text"), max_length=300)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="measures", verbose_name=_("section"))
    due_on = models.DateField(_("due"))
    reference = models.CharField(_("figure to watch"), max_length=200)
    was = models.FloatField(_("then"), null=True)
    wanted = models.FloatField(_("wanted"), null=True)
    became = models.FloatField(_("at the check"), null=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="measures", verbose_name=_("said by")
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering: ClassVar = ["-snapshot", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "place"], name="a_measure_has_a_place_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.text

    def owning_unit(self) -> int | None:
        return self.snapshot.unit_id


class Lesson(models.Model):
    """经验教训 · What happened, why, and what the office changed since a day; the figure to watch tells whether it
    helped. `source` is the case or the incident that taught it (`case:…`, `incident:…`), if one did.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lessons", verbose_name=_("unit"))
    happened = models.CharField(_("what happened"), max_length=300)
    cause = models.CharField(_("cause"), max_length=300)
    change = models.CharField(_("what was changed"), max_length=300)
    source = models.CharField(_("from which case or incident"), max_length=60, blank=True)
    reference = models.CharField(_("figure to watch"), max_length=200)
    since = models.DateField(_("changed since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering: ClassVar = ["-since", "-id"]

    def __str__(self) -> str:
        return self.happened

    def owning_unit(self) -> int | None:
        return self.unit_id


class PaperTemplate(models.Model):
    """公文模板 · A unit's own wording and order of a kind of paper: DOCX with Jinja in it. The latest version that was
    not withdrawn is in force; earlier papers keep the one they were written with.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paper_templates", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("file name"), max_length=120)
    content = models.BinaryField()
    digest = models.CharField(_("digest"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("template of papers")
        verbose_name_plural = _("templates of papers")
        ordering: ClassVar = ["kind", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "version"], name="a_paper_template_has_a_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class Rhythm(models.TextChoices):
    """How often a paper is written by itself; each time on the first working day after its days."""

    DAILY = "daily", _("every working day")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half-yearly", _("every half-year")
    YEARLY = "yearly", _("every year")


class Schedule(models.Model):
    """定期材料 · Papers that a unit has written by themselves. `through` is the last day that was asked for: the next
    paper begins on the day after it, so that no day is told twice and none is left out.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="schedules", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    rhythm = models.CharField(_("rhythm"), max_length=12, choices=Rhythm)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    through = models.DateField(_("written through"))
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("who is told"))
    set_at = models.DateTimeField(_("set at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True)

    class Meta:
        verbose_name = _("schedule of papers")
        verbose_name_plural = _("schedules of papers")
        ordering: ClassVar = ["kind", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="a_schedule_has_an_hour_of_the_day"),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=models.Q(stopped_at=None),
                name="a_unit_has_a_kind_written_by_one_schedule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_rhythm_display()}"

    def owning_unit(self) -> int | None:
        return self.unit_id


class Commission(models.Model):
    """成文任务 · A paper that is to be written beside the work: asked for by a person or by a schedule, taken by one
    process, and done, or failed for a reason. `step` is how far it is (`progress.Step`).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commissions", verbose_name=_("unit"))
    schedule = models.ForeignKey(
        Schedule, models.PROTECT, null=True, related_name="commissions", verbose_name=_("schedule")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    subject = models.CharField(_("about"), max_length=60, blank=True)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    notice = models.CharField(_("notice"), max_length=120, blank=True)
    notice_number = models.CharField(_("its number"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    taken_at = models.DateTimeField(_("taken at"), null=True)
    step = models.PositiveSmallIntegerField(_("step"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True)
    failed_because = models.CharField(_("failed because"), max_length=300, blank=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="commission", verbose_name=_("paper"))

    class Meta:
        verbose_name = _("commission of a paper")
        verbose_name_plural = _("commissions of papers")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="a_commissioned_period_has_a_length"
            ),
            models.UniqueConstraint(
                fields=["schedule", "start"],
                condition=models.Q(schedule__isnull=False),
                name="a_schedule_writes_a_period_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="commissions_to_be_written"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start} – {self.end}"

    def owning_unit(self) -> int | None:
        return self.unit_id
