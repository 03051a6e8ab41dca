from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from huiying.handling.models import Outcome

OPENING = 100  # characters in which an answer's courtesies end


class PublishedAnswerQuerySet(models.QuerySet["PublishedAnswer"]):
    def by_theme(self) -> "models.QuerySet[PublishedAnswer, Any]":
        """How many answers each theme has, the most answered first."""
        counted = self.exclude(theme="").values("theme").annotate(count=models.Count("id"))
        return counted.order_by("-count", "theme")

    def to_suggestions(self, outcome: str = "") -> "PublishedAnswerQuerySet":
        """The answers to suggestions: all of them, or those of which this became."""
        return self.filter(adoption=outcome) if outcome else self.exclude(adoption="")

    def by_outcome(self) -> dict[str, int]:
        """How many suggestions were adopted, partly adopted, not adopted."""
        counted = self.to_suggestions().order_by().values_list("adoption").annotate(count=models.Count("id"))
        return dict(counted)

    def by_month(self) -> "models.QuerySet[PublishedAnswer, Any]":
        """How many answers each month has, the newest first."""
        months = self.annotate(month=TruncMonth("replied_on")).values("month")
        return months.annotate(count=models.Count("id")).order_by("-month")

    def of_month(self, first: date) -> "PublishedAnswerQuerySet":
        """The answers of the month that begins on `first`."""
        return self.filter(replied_on__year=first.year, replied_on__month=first.month)


class PublishedAnswer(models.Model):
    """公开答复 · A frozen, redacted copy. It holds a reference number and no key to any case: the wall is here."""

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    channel = models.CharField(_("channel"), max_length=40)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    section = models.CharField(_("replying section"), max_length=80)
    accepted_on = models.DateField(_("accepted on"))
    replied_on = models.DateField(_("replied on"))
    published_at = models.DateTimeField(_("published at"))
    adoption = models.CharField(_("what became of the suggestion"), max_length=12, choices=Outcome, blank=True)
    adoption_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = PublishedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("published answer")
        verbose_name_plural = _("published answers")
        ordering: ClassVar = ["-replied_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-replied_on", "-id"], name="answers_newest_first"),
            models.Index(fields=["theme", "-replied_on"], name="answers_of_a_theme"),
            models.Index(
                fields=["-replied_on", "-id"], condition=~models.Q(adoption=""), name="answers_to_suggestions"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def gist(self) -> str:
        """The answer without the courtesies before 答复如下, so that a list says something."""
        _courtesies, told, rest = self.answer[:OPENING].partition("如下：")
        return (rest if told else self.answer[:OPENING]) + self.answer[OPENING:]
