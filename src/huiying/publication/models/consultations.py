"""意见征集 · A draft on which the public is asked, its articles and its files."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.handling.files import KeptFile
from huiying.people.models import Section, Unit


class ConsultationKind(models.TextChoices):
    """By which rule it is held; the office chooses."""

    DECISION = "decision", _("Major administrative decision")
    RULES = "rules", _("Draft rules of the government")
    ENTERPRISE = "enterprise", _("Policy that concerns enterprises")
    NORMATIVE = "normative", _("Other normative document")
    OTHER = "other", _("Other matter")


class Phase(models.TextChoices):
    """Where a consultation stands; but for the draft, the end and the calling off, the day says it."""

    DRAFT = "draft", _("Being prepared")
    COMING = "coming", _("Coming")
    OPEN = "open", pgettext_lazy("consultation", "Open")
    CLOSED = "closed", _("Closed, result to come")
    RESULT = "result", _("Result published")
    CALLED_OFF = "called_off", _("Called off")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> "ConsultationQuerySet":
        """What stands on the portal: a consultation that was called off too, with its reason."""
        return self.exclude(published_at=None)

    def held(self) -> "ConsultationQuerySet":
        return self.public().filter(called_off_because="")

    def in_phase(self, phase: str, today: date) -> "ConsultationQuerySet":
        """Those of the portal that stand there on this day."""
        running = self.held().filter(result_published_at=None)
        return {
            Phase.COMING: running.filter(starts_on__gt=today),
            Phase.OPEN: running.filter(starts_on__lte=today, ends_on__gte=today),
            Phase.CLOSED: running.filter(ends_on__lt=today),
            Phase.RESULT: self.held().exclude(result_published_at=None),
            Phase.CALLED_OFF: self.public().exclude(called_off_because=""),
        }.get(Phase(phase), self.none())

    def activities(self, year: int) -> "ConsultationQuerySet":
        """What counts as held in a year: opened to the public in it, by the day. A site with fewer than six a year is
        marked down (国办秘函〔2019〕19号).
        """
        return self.held().filter(starts_on__year=year)

    def foremost(self, today: date) -> "ConsultationQuerySet":
        """In the order in which the public wants them: open, coming, waiting for a result, told; the nearest end first
        while one can still take part.
        """
        live = Q(called_off_because="", result_published_at=None)
        order = models.Case(
            models.When(live & Q(starts_on__lte=today, ends_on__gte=today), then=0),
            models.When(live & Q(starts_on__gt=today), then=1),
            models.When(live, then=2),
            default=3,
            output_field=models.IntegerField(),
        )
        last = models.Case(models.When(live & Q(ends_on__gte=today), then="ends_on"), output_field=models.DateField())
        return self.public().annotate(order=order, last=last).order_by("order", "last", "-ends_on", "-id")

    def with_phases(self, today: date, *, most: int) -> "list[tuple[Consultation, Phase]]":
        """The foremost of them, each with where it stands; one query."""
        return [(one, one.phase(today)) for one in self.foremost(today).select_related("section")[:most]]

    def with_counts(self) -> "ConsultationQuerySet":
        """How many opinions each has that stand, and how many points."""
        own = models.OuterRef("pk")
        counts = Consultation.objects.filter(pk=own).order_by()
        opinions = counts.annotate(
            n=models.Count("opinions", filter=Q(opinions__standing="kept", opinions__copy_of=None))
        )
        points = counts.annotate(n=models.Count("points"))
        return self.annotate(
            opinions_count=models.Subquery(opinions.values("n")), points_count=models.Subquery(points.values("n"))
        )


class Consultation(models.Model):
    """意见征集 · What is asked, of whom, from when to when, and by which rule its term was set."""

    slug = models.SlugField(_("number"), max_length=20, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="consultations", verbose_name=_("unit"))
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="consultations", verbose_name=_("drafting section")
    )
    kind = models.CharField(_("kind of consultation"), max_length=12, choices=ConsultationKind)
    title = models.CharField(_("title"), max_length=120)
    background = models.TextField(_("background"))
    who = models.CharField(_("who is asked"), max_length=300)
    how = models.TextField(_("how to take part"), blank=True)
    draft = models.TextField(_("draft text"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    least_on = models.DateField(_("earliest last day by the rule"), null=True)
    because: Any = models.JSONField(_("how the term was counted"), default=list)
    shortened_because = models.CharField(_("why the term is shorter"), max_length=500, blank=True)
    first_ends_on = models.DateField(_("last day before it was prolonged"), null=True)
    extended_because = models.CharField(_("why it was prolonged"), max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"))
    published_at = models.DateTimeField(_("published at"), null=True)
    called_off_because = models.CharField(_("why it was called off"), max_length=500, blank=True)
    taken = models.PositiveIntegerField(_("opinions taken in"), default=0)
    gathered_at = models.DateTimeField(_("points gathered at"), null=True)
    result_published_at = models.DateTimeField(_("result published at"), null=True)
    writers_forgotten_at = models.DateTimeField(_("contacts taken out at"), null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering: ClassVar = ["-starts_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="a_consultation_ends_later"),
            models.CheckConstraint(
                condition=Q(least_on=None) | Q(ends_on__gte=models.F("least_on")) | ~Q(shortened_because=""),
                name="a_shortened_consultation_says_why",
            ),
            models.CheckConstraint(
                condition=Q(first_ends_on=None, extended_because="")
                | Q(first_ends_on__lt=models.F("ends_on")) & ~Q(extended_because=""),
                name="a_prolonged_consultation_says_why",
            ),
            models.CheckConstraint(
                condition=Q(called_off_because="") | Q(result_published_at=None),
                name="what_was_called_off_has_no_result",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-starts_on", "-id"], name="consultations_newest_first"),
            models.Index(fields=["ends_on"], name="consultations_by_their_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.slug])

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def ref(self) -> str:
        return f"consultation:{self.slug}"

    @property
    def is_shortened(self) -> bool:
        return self.least_on is not None and self.ends_on < self.least_on

    def phase(self, today: date) -> Phase:
        """Where it stands on a day."""
        if self.published_at is None:
            return Phase.DRAFT
        if self.called_off_because:
            return Phase.CALLED_OFF
        if self.result_published_at is not None:
            return Phase.RESULT
        if today < self.starts_on:
            return Phase.COMING
        return Phase.OPEN if today <= self.ends_on else Phase.CLOSED

    def write_articles(self, told: Iterable[tuple[str, str]]) -> None:
        """The draft by its articles, in the place of what was there; only while nobody was asked yet."""
        self.articles.all().delete()
        rows = [ConsultationArticle(consultation=self, number=n, label=a, text=b) for n, (a, b) in enumerate(told, 1)]
        ConsultationArticle.objects.bulk_create(rows, batch_size=200)


class ConsultationArticle(models.Model):
    """条 · A numbered article of the draft, on which one can speak alone; one without a label is a heading."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="articles", verbose_name=_("consultation")
    )
    number = models.PositiveIntegerField(_("place"))
    label = models.CharField(_("label"), max_length=20, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("article of a draft")
        verbose_name_plural = _("articles of drafts")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="an_article_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.label or self.text[:20]

    @property
    def opening(self) -> str:
        """Its label with its first words, for a list."""
        return f"{self.label} {self.text[:24]}{'…' if len(self.text) > 24 else ''}".strip()


class ConsultationFile(KeptFile):
    """附件 · A file that the public reads with the draft."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="files", verbose_name=_("consultation"))

    class Meta:
        verbose_name = _("file of a consultation")
        verbose_name_plural = _("files of consultations")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "digest"], name="a_file_stands_once_in_a_consultation"),
        ]
