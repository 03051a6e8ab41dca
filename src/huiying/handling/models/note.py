from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case


class Note(models.Model):
    """办理备注 · What staff tell each other about a case. It is never edited, and never goes to the writer or to the
    public; its author may withdraw it within a minute.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes", verbose_name=_("case"))
    text = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes", verbose_name=_("author"))
    at = models.DateTimeField(_("written at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.by}"


class Mention(models.Model):
    """提到 · That a note calls a member of staff; `read_at` is when they opened the case."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions", verbose_name=_("note"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions", verbose_name=_("member of staff")
    )
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "user"], name="a_note_mentions_a_person_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-id"], name="mentions_of_a_person"),
            models.Index(fields=["user", "-id"], condition=Q(read_at=None), name="mentions_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.note_id}"
