from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiying.intake.models import Voice
from huiying.people.models import Section, Unit


class Kind(models.TextChoices):
    CONSULT = "咨询", _("Enquiry")
    HELP = "求助", _("Request for help")
    COMPLAINT = "投诉", _("Complaint")
    REPORT = "举报", _("Report of wrongdoing")
    SUGGESTION = "建议", _("Suggestion")
    THANKS = "感谢", _("Thanks")


class Level(models.TextChoices):
    GENERAL = "一般", _("General")
    CONSIDERABLE = "较大", _("Considerable")
    MAJOR = "重大", _("Major")
    EXTREME = "特别重大", _("Extremely serious")


class Topic(models.Model):
    """热点 · A matter that many voices raise; `heat_because` says what its heat is made of.

    `burst` is {} or what came lately against the same hours of past days. A description that a person gave (`named`)
    is left as it is when the topics are gathered anew.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="topics", verbose_name=_("unit"))
    description = models.CharField(_("description"), max_length=200)
    named = models.BooleanField(_("described by a person"), default=False)
    who_where = models.CharField(_("place or people"), max_length=120, blank=True)
    heat = models.FloatField(_("heat"), default=0)
    heat_because = models.JSONField(default=dict)
    curve = models.JSONField(default=list)
    burst = models.JSONField(default=dict)
    first_at = models.DateTimeField(_("first voice"))
    last_at = models.DateTimeField(_("last voice"))
    voices_count = models.PositiveIntegerField(_("voices"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["-heat", "id"]
        indexes: ClassVar = [models.Index(fields=["-heat"], name="topics_hottest_first")]

    def __str__(self) -> str:
        return self.description

    def owning_unit(self) -> int | None:
        return self.unit_id


class FormerTopic(models.Model):
    """The key of a topic that a person merged into another: its old address leads there."""

    key = models.PositiveIntegerField(unique=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="former", verbose_name=_("topic"))

    class Meta:
        verbose_name = _("former topic")
        verbose_name_plural = _("former topics")


class Belonging(models.Model):
    """归属意见 · A person's word on voices, by their keys: `voices` belong together, or they are apart from `others`,
    which stay together. A later word goes before an earlier one.
    """

    class Sort(models.TextChoices):
        TOGETHER = "together", _("belong together")
        APART = "apart", _("do not belong with the others")

    sort = models.CharField(_("what was said"), max_length=10, choices=Sort)
    voices = models.JSONField(_("voices"), default=list)
    others = models.JSONField(_("the others"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="belongings", verbose_name=_("said by")
    )
    at = models.DateTimeField(_("said at"))

    class Meta:
        verbose_name = _("word on voices")
        verbose_name_plural = _("words on voices")
        ordering: ClassVar = ["id"]


class Gathering(models.Model):
    """聚类 · A whole gathering of the topics: asked for by a person, or done by the machine every night."""

    asked_at = models.DateTimeField(_("asked at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="gatherings", verbose_name=_("asked by")
    )
    done_at = models.DateTimeField(_("done at"), null=True)
    topics = models.PositiveIntegerField(_("topics"), default=0)
    voices = models.PositiveIntegerField(_("voices"), default=0)

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering: ClassVar = ["-id"]


class Proposal(models.Model):
    """研判 · What the machine proposes of a voice, with its evidence, and what stands once a person confirmed it.

    `said` is the machine's judgement as it was made; the columns beside it are what stands now.
    """

    voice = models.OneToOneField(Voice, models.CASCADE, related_name="proposal", verbose_name=_("voice"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, blank=True)
    theme = models.CharField(_("theme"), max_length=40, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.GENERAL)
    lead = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="proposed_as_lead", verbose_name=_("lead section")
    )
    co_sections = models.ManyToManyField(Section, related_name="proposed_as_co", verbose_name=_("co-sections"))
    criteria = models.JSONField(_("criteria"), default=list)
    emergency = models.BooleanField(_("emergency"), default=False)
    rumour = models.BooleanField(_("rumour"), default=False)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="proposals", verbose_name=_("topic"))
    same_as = models.ForeignKey(
        Voice, models.SET_NULL, null=True, related_name="repeated_by", verbose_name=_("says the same as")
    )
    said = models.JSONField(default=dict)
    proposed_at = models.DateTimeField(_("proposed at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes: ClassVar = [
            models.Index(fields=["voice"], condition=models.Q(confirmed_at=None), name="proposals_unconfirmed"),
            models.Index(fields=["theme"], name="proposals_of_a_theme"),
            models.Index(fields=["kind", "voice"], name="proposals_of_a_kind"),
            models.Index(fields=["level", "voice"], name="proposals_of_a_level"),
            models.Index(fields=["voice"], condition=models.Q(emergency=True), name="proposals_of_emergencies"),
            models.Index(fields=["voice"], condition=models.Q(rumour=True), name="proposals_of_rumours"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.theme}"


class ThresholdSheet(models.Model):
    """分级门槛 · From how many people and from what spread a matter is 较大 or 重大, as the office set it.

    Never edited: a later sheet takes its place. `people` and `spread` are rows as `language.thresholds` reads them.
    """

    people = models.JSONField(_("people"), default=list)
    spread = models.JSONField(_("spread"), default=list)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="threshold_sheets", verbose_name=_("set by")
    )
    at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("thresholds")
        verbose_name_plural = _("thresholds")
        ordering: ClassVar = ["-id"]


class Confirmation(models.Model):
    """研判确认 · A person's word on a proposal: what stood before, what stands after. Each is an example to
    learn from.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="confirmations", verbose_name=_("proposal"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="confirmations", verbose_name=_("confirmed by")
    )
    at = models.DateTimeField(_("confirmed at"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering: ClassVar = ["-at"]

    @property
    def corrected(self) -> bool:
        return bool(self.before != self.after)
