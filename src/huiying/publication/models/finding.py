"""What the portal's search knows: entries, how many texts hold a term, and the words that mean the same."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """检索条目 · A text of the portal as it is found: a public copy, made anew whenever what it copies changes.

    `plain` is title and text as they are searched, folded, the title being its first line.
    """

    source = models.CharField(_("what it is made of"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    column = models.CharField(_("column"), max_length=80, blank=True)
    place = models.CharField(_("where it stands"), max_length=255, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)
    dated = models.DateField(_("day"))
    url = models.CharField(_("address"), max_length=500)
    counted = models.BooleanField(_("its terms are counted"), default=False)
    sent = models.BooleanField(_("the search server has it"), default=False)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    plain = models.TextField(_("folded text"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering: ClassVar = ["-dated", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-dated", "-id"], name="entries_newest_first"),
            models.Index(fields=["id"], condition=models.Q(counted=False), name="entries_not_counted"),
            models.Index(fields=["id"], condition=models.Q(sent=False), name="entries_not_sent"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchTerm(models.Model):
    """检索词 · A token of the index, or a word, with how many entries hold it: what is rare tells more."""

    term = models.CharField(_("term"), max_length=40, unique=True)
    count = models.PositiveIntegerField(_("entries"), default=0)
    is_word = models.BooleanField(_("is a word"), default=False)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        indexes: ClassVar = [
            models.Index(fields=["-count"], condition=models.Q(is_word=True), name="words_most_used_first"),
        ]

    def __str__(self) -> str:
        return self.term


class Synonyms(models.Model):
    """同义词 · Words that the public and the office use for one thing: who looks for one finds the others."""

    words = models.CharField(_("words"), max_length=200, unique=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering: ClassVar = ["words"]

    def __str__(self) -> str:
        return self.words

    def told(self) -> tuple[str, ...]:
        return tuple(self.words.split())
