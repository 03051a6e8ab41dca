"""百姓畅言 · The public board: copies of letters, those that are not shown, and who meets the same."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.handling.gate import SealedTextField
from huiying.people.models import Unit


class BoardState(models.TextChoices):
    """待处理, 处理中, 已办结 · How far a matter on the board has come."""

    WAITING = "waiting", pgettext_lazy("board", "To be handled")
    RUNNING = "running", pgettext_lazy("board", "In hand")
    DONE = "done", pgettext_lazy("board", "Finished")


class BoardThreadQuerySet(models.QuerySet["BoardThread"]):
    def public(self) -> "BoardThreadQuerySet":
        """What the public sees: not taken down, and not joined to another."""
        return self.filter(taken_down_at=None, joined_to=None)

    def unsettled(self, since: date) -> "BoardThreadQuerySet":
        """Threads whose matter may still move: open ones, and those that ended lately."""
        moving = Q(done_on=None) | Q(done_on__gte=since)
        return self.public().filter(moving)

    def by_theme(self) -> "models.QuerySet[BoardThread, Any]":
        """How many threads each theme has, the fullest first."""
        counted = self.exclude(theme="").order_by().values("theme").annotate(count=models.Count("id"))
        return counted.order_by("-count", "theme")

    def by_month(self) -> "models.QuerySet[BoardThread, Any]":
        """How many threads each month has, the newest first."""
        months = self.order_by().annotate(month=TruncMonth("accepted_on")).values("month")
        return months.annotate(count=models.Count("id")).order_by("-month")

    def demand(self) -> "models.QuerySet[BoardThread, Any]":
        """What is asked on the board, weighed: how many people each open or answered matter stands for."""
        return self.public().values("reference", "title", "text", "theme", people=F("same") + 1).order_by("-people")


class BoardThread(models.Model):
    """畅言帖 · A frozen, redacted copy of a letter on the board. It holds a reference number and no key to any case.

    `hidden` counts the passages that were hidden, by reason; `same` how many said that they meet the same, other
    letters among them; `told_same` what of it handling was told. `answered_on` is when its answer was given, and
    `answered_under` the number of that: letters about one matter are answered together.
    """

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="board_threads", verbose_name=_("unit"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    channel = models.CharField(_("channel"), max_length=40)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    accepted_on = models.DateField(_("accepted on"))
    hidden = models.JSONField(_("hidden passages"), default=dict)
    shown_at = models.DateTimeField(_("shown at"))
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads_shown", verbose_name=_("shown by")
    )
    state = models.CharField(_("state"), max_length=8, choices=BoardState, default=BoardState.WAITING)
    ending = models.CharField(_("ending"), max_length=12, blank=True)
    running_on = models.DateField(_("in hand since"), null=True)
    done_on = models.DateField(_("finished on"), null=True)
    answered_on = models.DateField(_("answer published on"), null=True)
    answered_under = models.CharField(_("number of the published answer"), max_length=20, blank=True)
    same = models.PositiveIntegerField(_("how many meet the same"), default=0)
    told_same = models.PositiveIntegerField(default=0)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined", verbose_name=_("joined to"))
    taken_down_at = models.DateTimeField(_("taken down at"), null=True)
    taken_down_because = models.CharField(_("why it was taken down"), max_length=500, blank=True)

    objects = BoardThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("board thread")
        verbose_name_plural = _("board threads")
        ordering: ClassVar = ["-shown_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-shown_at", "-id"], name="threads_newest_first"),
            models.Index(fields=["-same", "-id"], name="threads_most_joined"),
            models.Index(fields=["theme", "-shown_at"], name="threads_of_a_theme"),
            models.Index(fields=["done_on"], name="threads_by_their_end"),
            models.Index(fields=["unit", "-shown_at"], name="threads_of_a_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(joined_to=F("id")), name="no_thread_is_joined_to_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def is_public(self) -> bool:
        return self.taken_down_at is None and self.joined_to_id is None


class BoardAside(models.Model):
    """不上畅言 · A letter to the board that is no thread of its own: not shown on a ground, or joined to a thread."""

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    ground = models.CharField(_("ground"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    joined_to = models.ForeignKey(
        BoardThread, models.PROTECT, null=True, related_name="letters_joined", verbose_name=_("joined to")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("letter not shown")
        verbose_name_plural = _("letters not shown")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ground="", joined_to__isnull=False) | (~Q(ground="") & Q(joined_to=None)),
                name="a_letter_is_refused_or_joined",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BoardSame(models.Model):
    """我也遇到 · That somebody counted themselves today. `mark` is a keyed digest of the address and the day: it tells
    no address, and is thrown away when the day is over.
    """

    thread = models.ForeignKey(BoardThread, models.CASCADE, related_name="sames", verbose_name=_("thread"))
    day = models.DateField(_("day"))
    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("one who meets the same")
        verbose_name_plural = _("those who meet the same")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "day", "mark"], name="one_counts_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="sames_by_day")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.day}"


class BoardFollower(models.Model):
    """关注 · Who is told by mail when a thread moves. The address is sealed, counts only once its owner confirmed it,
    and goes with the press of one button.
    """

    thread = models.ForeignKey(BoardThread, models.CASCADE, related_name="followers", verbose_name=_("thread"))
    address = SealedTextField(_("address"))
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("follower of a thread")
        verbose_name_plural = _("followers of threads")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "digest"], name="one_follows_a_thread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}"
