from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Connector(models.TextChoices):
    """How the voices of a channel reach us; a folder of `channels/` each."""

    PORTAL = "portal", _("Portal form")
    FILES = "files", _("File")


class Form(models.TextChoices):
    """What a channel is to the public, as reports count it."""

    MAILBOX = "mailbox", _("Mailbox")
    BOARD = "board", _("Public board")
    SOCIAL = "social", _("Social media")
    HOTLINE = "hotline", _("Hotline")
    FILE = "file", _("Imported file")


class ChannelQuerySet(models.QuerySet["Channel"]):
    def for_writing(self) -> "ChannelQuerySet":
        """The mailboxes and boards that the public writes to on the portal."""
        return self.filter(connector=Connector.PORTAL, is_open=True)


class Channel(models.Model):
    """渠道 · A way by which the public speaks to the office, as the public names it."""

    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    connector = models.CharField(_("connector"), max_length=20, choices=Connector)
    form = models.CharField(_("form"), max_length=20, choices=Form)
    addressed = models.BooleanField(_("addressed to us"), default=True)
    note = models.CharField(_("what it is for"), max_length=120, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering: ClassVar = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class Correspondent(models.Model):
    """来件人 · One person or account; `key` is a digest of the address by which we know them."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    mail = models.CharField(_("mail"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")

    def __str__(self) -> str:
        return self.masked_name or str(_("anonymous"))

    @property
    def masked_name(self) -> str:
        """The name as shown without a deed of unmasking: the first character, the rest starred."""
        return self.name[:1] + "*" * min(len(self.name) - 1, 2) if self.name else ""


class VoiceQuerySet(models.QuerySet["Voice"]):
    def unassessed(self) -> "VoiceQuerySet":
        """The shelf of assessment: not yet looked at, and not set aside after repeated failure."""
        return self.filter(assessed_at=None, set_aside="").order_by("id")

    def untaken(self) -> "VoiceQuerySet":
        """The shelf of handling: addressed to us, and no case answers it yet."""
        return self.filter(addressed=True, taken_at=None).order_by("id")


class Voice(models.Model):
    """来件 · What was said, untouched. `raw` is the source's own form; everything else about it is derived."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="voices", verbose_name=_("channel"))
    external_id = models.CharField(_("source's number"), max_length=120)
    correspondent = models.ForeignKey(
        Correspondent, models.PROTECT, null=True, related_name="voices", verbose_name=_("correspondent")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    raw = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    said_at = models.DateTimeField(_("said at"))
    heard_at = models.DateTimeField(_("heard at"))
    addressed = models.BooleanField(_("addressed to us"), default=True)
    wants_public = models.BooleanField(_("may be published"), default=True)
    likes = models.PositiveIntegerField(_("likes"), default=0)
    against = models.PositiveIntegerField(_("against"), default=0)
    spread = models.JSONField(_("spread"), default=dict)
    code = models.CharField(max_length=64, blank=True)

    answered_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    assessed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    set_aside = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(null=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering: ClassVar = ["-said_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="a_voice_is_heard_once_in_a_channel"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-said_at", "-id"], name="voices_newest_first"),
            models.Index(fields=["channel", "-said_at"], name="voices_of_a_channel"),
            models.Index(fields=["id"], condition=models.Q(assessed_at=None), name="voices_unassessed"),
            models.Index(fields=["id"], condition=models.Q(taken_at=None), name="voices_untaken"),
            models.Index(fields=["digest"], name="voices_by_content"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        return self.title or self.text[:40]


class Sequence(models.Model):
    """Numbers given out in order, a row per series (`voice:20260315`, `case:2026`)."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
