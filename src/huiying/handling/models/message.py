from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.intake.sealing import SealedTextField


class MessageSetting(models.Model):
    """提醒设置 · Where a member of staff is told of what waits for them, and when they are left in peace.

    `addresses` are apprise addresses, one a line; sealed, since each opens a group or a mailbox.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_setting", verbose_name=_("member of staff")
    )
    addresses = SealedTextField(_("addresses"))
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet to"), null=True, blank=True)
    digest = models.BooleanField(_("once a day"), default=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    error = models.CharField(_("error"), max_length=200, blank=True)
    retry_at = models.DateTimeField(_("next try"), null=True)
    told_at = models.DateTimeField(_("last told"), null=True)

    class Meta:
        verbose_name = _("message setting")
        verbose_name_plural = _("message settings")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.user)


class StaffMessage(models.Model):
    """提醒 · That something waits for a member of staff; without personal data, since it leaves the house."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    entry = models.BigIntegerField(_("ledger entry"))
    text = models.CharField(_("text"), max_length=200)
    path = models.CharField(max_length=200)
    put_at = models.DateTimeField(_("put at"))
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("staff message")
        verbose_name_plural = _("staff messages")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "entry"], name="a_deed_is_told_once_to_a_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(sent_at=None), name="messages_to_be_sent"),
        ]

    def __str__(self) -> str:
        return self.text


class MessageCursor(models.Model):
    """提醒位置 · The last ledger entry that was looked at for messages; one row."""

    entry = models.BigIntegerField()

    class Meta:
        verbose_name = _("message cursor")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="messages_have_one_cursor"),
        ]
