from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.people.models import Unit

from ..sealing import SealedJSONField


class Connector(models.TextChoices):
    """How the voices of a channel reach us; a folder of `channels/` each."""

    PORTAL = "portal", _("Portal form")
    FILES = "files", _("File")
    MAIL = "mail", _("Mail")
    WECHAT = "wechat", _("WeChat official account")
    WEIBO = "weibo", _("Weibo")
    FEEDS = "feeds", _("Feeds and pages")
    API = "api", _("Other systems")


class Form(models.TextChoices):
    """What a channel is to the public, as reports count it."""

    MAILBOX = "mailbox", _("Mailbox")
    BOARD = "board", _("Public board")
    SOCIAL = "social", _("Social media")
    HOTLINE = "hotline", _("Hotline")
    NEWS = "news", _("News and feeds")
    FILE = "file", _("Imported file")


class ChannelQuerySet(models.QuerySet["Channel"]):
    def for_writing(self) -> "ChannelQuerySet":
        """The mailboxes and boards that the public writes to on the portal."""
        return self.filter(connector=Connector.PORTAL, is_open=True)


class Channel(models.Model):
    """渠道 · A way by which the public speaks to the office, as the public names it.

    `cursor` is how far its connector has read. `error` is what went wrong last, in words for a clerk; `retry_at` is
    when it is tried again, None after an error that only a person can mend. `leased_until` keeps two workers apart.
    """

    slug = models.SlugField(_("key"), unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="channels", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=40)
    connector = models.CharField(_("connector"), max_length=20, choices=Connector)
    form = models.CharField(_("form"), max_length=20, choices=Form)
    addressed = models.BooleanField(_("addressed to us"), default=True)
    note = models.CharField(_("what it is for"), max_length=120, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    settings = models.JSONField(_("settings"), default=dict)
    secrets: Any = SealedJSONField(default=dict)
    cursor = models.JSONField(default=dict)
    tried_at = models.DateTimeField(_("last tried"), null=True)
    succeeded_at = models.DateTimeField(_("last success"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    retry_at = models.DateTimeField(_("next try"), null=True)
    leased_until = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering: ClassVar = ["rank", "id"]

    def __str__(self) -> str:
        return self.name

    def owning_unit(self) -> int | None:
        return self.unit_id
