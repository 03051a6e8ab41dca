from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .incident import Incident


class ReleaseSort(models.TextChoices):
    FIRST = "first", _("First release")
    CONTINUING = "continuing", _("Continuing release")
    PRESS = "press", _("Press conference")
    FINAL = "final", _("Final release")


class ReleaseState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    WAITING = "waiting", _("Waits for signature")
    SIGNED = "signed", _("Released")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def signed(self) -> "ReleaseQuerySet":
        return self.filter(state=ReleaseState.SIGNED).order_by("number")

    def waiting(self) -> "ReleaseQuerySet":
        """Texts that wait for a leader's signature, the first submitted first."""
        return self.filter(state=ReleaseState.WAITING).order_by("submitted_at")

    def unpublished(self) -> "ReleaseQuerySet":
        """The shelf of publication: signed, and not on the portal yet."""
        return self.filter(state=ReleaseState.SIGNED, published_at=None).order_by("id")

    def missed(self, at: datetime) -> "ReleaseQuerySet":
        """The shelf of those who wait for news: the next release was due, none is out, and nobody was told yet."""
        named = self.filter(state=ReleaseState.SIGNED, next_at__lte=at, missed_at=None, incident__ended_at=None)
        return named.order_by("next_at", "pk")

    def altered(self) -> "ReleaseQuerySet":
        """Those whose words on the portal are not the signed ones."""
        return self.filter(altered_at__isnull=False).order_by("altered_at")


class Release(models.Model):
    """发布 · A notice to the public: what is said in four parts (国办发〔2016〕80号), and the text that was signed.

    `digest` is the SHA-256 of title and text as they were signed: these words are published and no others. `every` is
    how many minutes after this one the next is due. `released_at` is the signature, or the hour at which a press
    conference was held. `missed_at` is when people were told that `next_at` had passed without another; `altered_at`
    since when the portal's words are not the signed ones.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="releases", verbose_name=_("incident"))
    number = models.PositiveSmallIntegerField(_("number"))
    sort = models.CharField(_("sort"), max_length=10, choices=ReleaseSort)
    situation = models.TextField(_("what happened"), blank=True)
    verified = models.TextField(_("first verification"), blank=True)
    measures = models.TextField(_("measures taken"), blank=True)
    advice = models.TextField(_("what the public should do"), blank=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    held_at = models.DateTimeField(_("held at"), null=True)
    every = models.PositiveIntegerField(_("minutes until the next"), null=True)
    state = models.CharField(_("state"), max_length=8, choices=ReleaseState, default=ReleaseState.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="releases", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    comment = models.CharField(_("what is to be changed"), max_length=500, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="releases_signed", verbose_name=_("signed by")
    )
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    next_at = models.DateTimeField(_("next release due"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    missed_at = models.DateTimeField(_("told that the next is overdue at"), null=True)
    altered_at = models.DateTimeField(_("altered on the portal at"), null=True)
    page = models.CharField(_("address on the portal"), max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["submitted_at"], condition=Q(state="waiting"), name="releases_to_sign"),
            models.Index(fields=["id"], condition=Q(state="signed", published_at=None), name="releases_unpublished"),
            models.Index(
                fields=["next_at"], condition=Q(state="signed", missed_at=None), name="releases_with_another_to_come"
            ),
            models.Index(
                fields=["altered_at"], condition=Q(altered_at__isnull=False), name="releases_altered_on_the_portal"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "number"], name="a_release_is_numbered_once"),
            models.UniqueConstraint(
                fields=["incident"], condition=~Q(state="signed"), name="one_release_at_a_time_is_in_hand"
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(sort="first"), name="an_incident_has_one_first_release"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_by__isnull=False, released_at__isnull=False) & ~Q(digest=""),
                name="a_signed_release_has_its_signature",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="signed"), name="only_what_is_signed_is_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_signed(self) -> bool:
        return self.state == ReleaseState.SIGNED
