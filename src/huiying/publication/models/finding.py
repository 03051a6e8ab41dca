"""What the portal's search knows: entries, how many texts hold a term, and the words that mean the same."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.db import connection, models
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

    @classmethod
    def plain_of(cls, keys: Collection[int]) -> list[tuple[int, str, date]]:
        """Key, folded text and day of some entries. Asked two or three times a search: built anew each time by the
        ORM, the question took longer than its answer.
        """
        return _rows("SELECT id, plain, dated FROM publication_searchentry WHERE id IN", keys)


class FileWords(models.Model):
    """文件文字 · The words of a published file, by the digest of its content: a file is read once, beside the work."""

    digest = models.CharField(max_length=40, unique=True)
    words = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("words of a file")
        verbose_name_plural = _("words of files")

    def __str__(self) -> str:
        return self.words[:40]

    @classmethod
    def of(cls, digests: Collection[str]) -> dict[str, str]:
        """The words of those files that have been read."""
        return dict(cls.objects.filter(digest__in=digests).values_list("digest", "words")) if digests else {}


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

    @classmethod
    def counts_of(cls, terms: Collection[str]) -> dict[str, int]:
        """In how many entries each of these stands; those that stand in none are left out."""
        return dict(_rows("SELECT term, count FROM publication_searchterm WHERE term IN", terms))


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


def _rows(told: str, values: Collection[int] | Collection[str]) -> list[Any]:
    """What a statement that ends in IN finds for these values."""
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{told} ({', '.join(['%s'] * len(values))})", list(values))
        return list(cursor.fetchall())
