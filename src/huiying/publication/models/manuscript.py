import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.handling.files import KeptFile, KeptFileField
from huiying.people import policies
from huiying.people.models import Section, Unit, User

from .pages import ColumnPage

READ = "publication.manuscripts.read"


def reached(person: User, deed: str, unit: str = "unit", section: str = "section") -> Q:
    """Rows of the units in which somebody may do a deed, or of their own sections. An empty Q is every row, and would
    vanish beside another.
    """
    wide = policies.within(person, deed, unit)
    own = person.sections_as("section_head") | person.sections_as("handler")
    return wide | Q(**{f"{section}__in": own}) if wide else wide


class ManuscriptQuerySet(models.QuerySet["Manuscript"]):
    def seen_by(self, person: User) -> "ManuscriptQuerySet":
        """Those of the units that the person looks after, and those of the sections in which they work."""
        return self.filter(reached(person, READ))

    def listed(self) -> "ManuscriptQuerySet":
        return self.select_related("section", "written_by").defer("body")

    def waiting_for(self, person: User) -> "ManuscriptQuerySet":
        """Those in review of which the person may take the next step, and which they did not write."""
        review = "publication.manuscripts.review"
        mine = Q(state=Manuscript.State.EDITOR) & policies.within(person, f"{review}.editor")
        mine |= Q(state=Manuscript.State.LEADER) & policies.within(person, f"{review}.leader")
        heads = person.sections_as("section_head")
        mine |= Q(state=Manuscript.State.SECTION_HEAD, section__in=heads)
        return self.filter(mine).exclude(writers=person)


class Manuscript(models.Model):
    """稿件 · One text that the office writes once and publishes in many forms; what was signed is its digest."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("manuscript", "Draft")
        EDITOR = "editor", _("First review: editor")
        SECTION_HEAD = "section_head", _("Second review: section head")
        LEADER = "leader", _("Third review: leader")
        APPROVED = "approved", pgettext_lazy("manuscript", "Approved")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="manuscripts", verbose_name=_("unit"))
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="manuscripts", verbose_name=_("responsible section")
    )
    column = models.ForeignKey(ColumnPage, models.SET_NULL, null=True, related_name="+", verbose_name=_("column"))
    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = models.TextField(_("body"))
    source = models.CharField(_("source"), max_length=80, blank=True)
    signer = models.CharField(_("issued by"), max_length=40, blank=True)
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="manuscripts", verbose_name=_("written by")
    )
    writers: "models.ManyToManyField[User, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("who wrote any of it")
    )
    written_at = models.DateTimeField(_("written at"))
    changed_at = models.DateTimeField(_("changed at"))
    approved_at = models.DateTimeField(_("approved at"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    page = models.CharField(_("page"), max_length=300, blank=True)
    shown = models.CharField(_("digest of the page"), max_length=64, blank=True)
    altered_at = models.DateTimeField(_("page altered since"), null=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")
        ordering: ClassVar = ["-changed_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-changed_at", "-id"], name="manuscripts_newest_first"),
            models.Index(fields=["state", "unit"], name="manuscripts_in_review"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """What the ledger calls it."""
        return f"manuscript:{self.pk}"

    @property
    def in_review(self) -> bool:
        return self.state in (self.State.EDITOR, self.State.SECTION_HEAD, self.State.LEADER)

    def seal(self) -> str:
        """The digest of everything that is published: words, pictures and files. Three reviewers sign this."""
        told = [self.title, self.summary, self.body, self.source, self.signer, self.contact, self.section_id]
        told += [[one.digest, one.caption] for one in self.pictures.all()]
        told += [[one.digest, one.name] for one in self.enclosures.all()]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def owning_unit(self) -> int | None:
        return self.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id})

    def leading_sections(self) -> frozenset[int]:
        return frozenset({self.section_id})

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset({self.written_by_id})


class Picture(models.Model):
    """配图 · A picture of a manuscript, made anew from what was uploaded: no place, no camera, nothing hidden in it."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="pictures", verbose_name=_("manuscript"))
    caption = models.CharField(_("what it shows"), max_length=120)
    media_type = models.CharField(_("type"), max_length=40)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    file = KeptFileField(_("file"), max_length=120)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.caption


class Enclosure(KeptFile):
    """稿件附件 · A file that goes with the page."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="enclosures", verbose_name=_("manuscript"))

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        ordering: ClassVar = ["id"]


class ManuscriptReview(models.Model):
    """审稿 · One of the three reviews of a version: who looked, at which words, and what they said."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="reviews", verbose_name=_("manuscript"))
    step = models.CharField(_("review"), max_length=12, choices=Manuscript.State)
    version = models.PositiveIntegerField(_("version"))
    approved = models.BooleanField(_("approved"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="manuscript_reviews", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("review of a manuscript")
        verbose_name_plural = _("reviews of manuscripts")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["manuscript", "version", "step"], name="a_version_is_reviewed_once_at_each_step"
            ),
            models.UniqueConstraint(
                fields=["manuscript", "version", "by"],
                condition=Q(approved=True),
                name="three_reviews_are_by_three_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.step} {self.version}"
