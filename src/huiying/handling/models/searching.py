from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.intake.models import Voice
from huiying.people.models import Unit


class SearchText(models.Model):
    """检索文本 · What a voice is found by, folded and with personal data starred: its title and text, what its writer
    added, what was answered. The tokens stand in the index of the database (`searching.wordindex`).
    """

    voice = models.OneToOneField(
        Voice, models.CASCADE, primary_key=True, related_name="search_text", verbose_name=_("voice")
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return self.text[:40]


class ViewList(models.TextChoices):
    INBOX = "inbox", _("Inbox")
    CASES = "cases", _("Cases")


class SavedView(models.Model):
    """我的视图 · Filters and order of a list under a name: a person's own, or shared with their unit. At most one of a
    person's own opens by itself.
    """

    list = models.CharField(_("list"), max_length=8, choices=ViewList)
    name = models.CharField(_("name"), max_length=20)
    query = models.CharField(_("filters and order"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views", verbose_name=_("made by"))
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="views", verbose_name=_("shared with")
    )
    is_default = models.BooleanField(_("opens by itself"), default=False)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["unit", "list"], name="views_of_a_unit")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "list", "name"], name="a_person_names_a_view_once"),
            models.UniqueConstraint(
                fields=["by", "list"], condition=Q(is_default=True), name="one_view_opens_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
