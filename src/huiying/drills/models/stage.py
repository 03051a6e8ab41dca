"""What stands only in a drill's own world: the stage, what the public says, who calls, what the office said."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.intake.models import Channel


class Stage(models.Model):
    """舞台 · One row: what is played and how far it is. `state` is that of the play (`drills.scenario.play`)."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    scenario = models.TextField(_("scenario"))
    seed = models.PositiveIntegerField(_("seed"))
    began_at = models.DateTimeField(_("began at"), null=True)
    played_until = models.DateTimeField(_("played until"), null=True)
    finished_at = models.DateTimeField(pgettext_lazy("drill", "finished at"), null=True)
    temper = models.FloatField(_("temper"), default=1)
    state: Any = models.JSONField(_("state"), default=dict)
    result: Any = models.JSONField(_("result"), default=dict)
    trainers: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("trainers"))

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")

    def __str__(self) -> str:
        return self.title


class Utterance(models.Model):
    """公众声音 · What the public says by a channel; heard once the channel is read. `voice` is its number in intake."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="utterances", verbose_name=_("stage"))
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="utterances", verbose_name=_("channel"))
    ident = models.CharField(_("key"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12)
    stream = models.CharField(_("stream"), max_length=80, blank=True)
    rumour = models.CharField(_("rumour"), max_length=80, blank=True)
    at = models.DateTimeField(_("said at"))
    heard: Any = models.JSONField(_("what is heard"), default=dict)
    injected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("brought in by")
    )

    class Meta:
        verbose_name = _("public voice")
        verbose_name_plural = _("public voices")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "ident"], name="an_utterance_is_made_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["channel", "id"], name="utterances_of_a_channel")]


class Call(models.Model):
    """来电 · Somebody calls and must be answered by a person, before `due_at`."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="calls", verbose_name=_("stage"))
    ident = models.CharField(_("key"), max_length=80)
    who = models.CharField(_("who calls"), max_length=80)
    text = models.TextField(_("what they ask"))
    at = models.DateTimeField(_("called at"))
    due_at = models.DateTimeField(_("answer by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "ident"], name="a_call_is_made_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answered_call_has_its_answer",
            ),
        ]


class Told(models.Model):
    """对外发出 · What left the office by a channel of the drill: kept here, sent nowhere."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="told", verbose_name=_("channel"))
    key = models.CharField(_("key"), max_length=120)
    to: Any = models.JSONField(_("to"), default=dict)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("what was sent")
        verbose_name_plural = _("what was sent")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "key"], name="the_same_is_told_once"),
        ]


class Prompt(models.Model):
    """提示 · A trainer's hint or message to the players, on every screen until they close it."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="prompts", verbose_name=_("stage"))
    ident = models.CharField(_("key"), max_length=80)
    text = models.CharField(_("text"), max_length=500)
    at = models.DateTimeField(_("shown at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )

    class Meta:
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "ident"], name="a_hint_is_given_once"),
        ]


class Pulse(models.Model):
    """情绪变化 · The temper as it changed, why, and what of the office's changed it (`release:12`)."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="pulses", verbose_name=_("stage"))
    at = models.DateTimeField(_("at"))
    before = models.FloatField(_("before"))
    after = models.FloatField(_("after"))
    because = models.CharField(_("why"), max_length=300, blank=True)
    ref = models.CharField(_("reference"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("change of temper")
        verbose_name_plural = _("changes of temper")
        ordering: ClassVar = ["at", "id"]
