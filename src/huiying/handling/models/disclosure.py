"""依申请公开 · What a disclosure request has beside its case: how it was received, whom it concerned, what it cost,
what was taken out of the copies, and how it was decided (政府信息公开条例 arts. 29 to 39).
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case as When_
from django.db.models import F, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from huiying.core.zone import ZONE

from .case import Case
from .case_file import CaseFile
from .reply import Reply


class Way(models.TextChoices):
    """By which way a request arrived; each has its own day of receipt (art. 31)."""

    HANDED_IN = "handed_in", _("Handed in")
    REGISTERED = "registered", _("By registered post")
    ORDINARY = "ordinary", _("By ordinary post")
    ONLINE = "online", _("By the internet")
    FAX = "fax", _("By fax")


class Applicant(models.TextChoices):
    """The columns of the annual report, section 3."""

    NATURAL = "natural", _("A natural person")
    COMPANY = "company", _("A business")
    RESEARCH = "research", _("A research institution")
    WELFARE = "welfare", _("A public welfare organisation")
    LEGAL = "legal", _("A legal service")
    OTHER = "other", _("Another organisation")


class NoticeSort(models.TextChoices):
    """The papers that a request brings forth."""

    RECEIPT = "receipt", _("Receipt")
    CORRECTION = "correction", _("Correction notice")
    THIRD_PARTY = "third_party", _("Letter to a third party")
    CO_ORGAN = "co_organ", _("Letter to a co-producing organ")
    OVERRIDE = "override", _("Notice to a third party that it is disclosed")
    REASONS = "reasons", _("Notice to give reasons")
    DELAY = "delay", _("Notice of a delayed answer")
    EXTENSION = "extension", _("Notice of extension")
    FEE = "fee", _("Fee notice")
    DECISION = "decision", _("Answer")


class DisclosureQuerySet(models.QuerySet["DisclosureRequest"]):
    def with_end(self) -> "DisclosureQuerySet":
        """Each with `ended_on`, the day on which it was over, and `counted`, the row that counts it: one that was over
        without an answer of its own is counted as otherwise concluded.
        """
        gone = Q(case__state__in=("not_accepted", "transferred"))
        day = TruncDate("case__closed_at", tzinfo=ZONE)
        return self.annotate(
            ended_on=When_(When(answered_on__isnull=False, then=F("answered_on")), When(gone, then=day), default=None),
            counted=When_(When(Q(answered_on=None) & gone, then=Value("6.3")), default=F("row")),
        )


class DisclosureRequest(models.Model):
    """依申请公开 · `received_on` is the day of receipt by the way of arrival, `evidence` what proves it. `outcome` and
    `ground` are those of the regulation, `row` where the annual report counts them; all three stand from the day when
    it was decided, `answered_on` once the answer is out.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="disclosure", verbose_name=_("case"))
    way = models.CharField(_("way of arrival"), max_length=12, choices=Way, default=Way.ONLINE)
    received_on = models.DateField(_("received on"))
    evidence = models.CharField(_("evidence of the day"), max_length=300, blank=True)
    applicant = models.CharField(_("sort of applicant"), max_length=10, choices=Applicant, blank=True)
    correction_until = models.DateField(_("to be corrected until"), null=True)
    reasons_asked_on = models.DateField(_("reasons asked on"), null=True)
    reasons = models.TextField(_("reasons given"), blank=True)
    reasons_sound = models.BooleanField(_("reasons are sound"), null=True)
    delayed_until = models.DateField(_("answer delayed until"), null=True)
    outcome = models.CharField(_("how it is answered"), max_length=40, blank=True)
    ground = models.CharField(_("ground"), max_length=40, blank=True)
    row = models.CharField(_("row of the annual report"), max_length=4, blank=True)
    why = models.TextField(_("reasons of the answer"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answered_on = models.DateField(_("answered on"), null=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure request")
        verbose_name_plural = _("disclosure requests")
        ordering: ClassVar = ["-received_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-received_on", "-id"], name="disclosures_by_receipt"),
            models.Index(fields=["answered_on", "row"], name="disclosures_by_answer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(answered_on=None) | ~Q(row=""), name="an_answered_request_has_its_row"),
            models.CheckConstraint(
                condition=Q(reasons_sound=None) | Q(reasons_asked_on__isnull=False),
                name="reasons_are_judged_once_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.received_on}"

    def owning_unit(self) -> int | None:
        return self.case.unit_id


class DisclosureNotice(models.Model):
    """文书 · A paper as it was sent: its number, title and paragraphs do not change any more. Without an addressee it
    goes to the applicant, whose name stays with the letter.
    """

    request = models.ForeignKey(DisclosureRequest, models.CASCADE, related_name="notices", verbose_name=_("request"))
    sort = models.CharField(_("paper"), max_length=12, choices=NoticeSort)
    number = models.CharField(_("number of the paper"), max_length=60)
    addressee = models.CharField(_("addressee"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120)
    paragraphs: Any = models.JSONField(_("paragraphs"), default=list)
    organ = models.CharField(_("organ"), max_length=120)
    dated = models.DateField(_("dated"))
    reply = models.OneToOneField(
        Reply, models.CASCADE, null=True, related_name="notice", verbose_name=_("reply that it is")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("notice of a disclosure request")
        verbose_name_plural = _("notices of disclosure requests")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class PartySort(models.TextChoices):
    THIRD_PARTY = "third_party", _("A third party")
    CO_ORGAN = "co_organ", _("A co-producing organ")


class Opinion(models.TextChoices):
    WAITING = "waiting", _("No opinion yet")
    AGREES = "agrees", _("Agrees")
    OBJECTS = "objects", _("Objects")
    SILENT = "silent", _("Silent")


class ConsultedParty(models.Model):
    """征求意见 · Somebody whose opinion is asked: when the letter was sent and reached them, until when they have, and
    what they said. An objection may be overridden for the public interest (art. 32).
    """

    request = models.ForeignKey(DisclosureRequest, models.CASCADE, related_name="parties", verbose_name=_("request"))
    sort = models.CharField(_("who it is"), max_length=12, choices=PartySort)
    name = models.CharField(_("name"), max_length=120)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    about = models.TextField(_("what it concerns"))
    notice = models.OneToOneField(
        DisclosureNotice, models.CASCADE, related_name="party", verbose_name=_("letter to them")
    )
    sent_on = models.DateField(_("sent on"))
    reached_on = models.DateField(_("reached them on"), null=True)
    due_at = models.DateTimeField(_("due at"))
    opinion = models.CharField(_("opinion"), max_length=8, choices=Opinion, default=Opinion.WAITING)
    reasons = models.TextField(_("their reasons"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    overridden_because = models.TextField(_("why it is disclosed all the same"), blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("overridden by")
    )
    override_notice = models.OneToOneField(
        DisclosureNotice, models.SET_NULL, null=True, related_name="overridden_party", verbose_name=_("notice to them")
    )

    class Meta:
        verbose_name = _("consulted party")
        verbose_name_plural = _("consulted parties")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "sort", "name"], name="a_party_is_consulted_once"),
            models.CheckConstraint(
                condition=~Q(opinion="objects") | ~Q(reasons=""), name="an_objection_has_its_reasons"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        return self.opinion == Opinion.WAITING

    @property
    def stands_against(self) -> bool:
        """Whether a third party objects and nobody has overridden it."""
        objects = self.opinion == Opinion.OBJECTS and self.sort == PartySort.THIRD_PARTY
        return objects and not self.overridden_because


class FeeMethod(models.TextChoices):
    ITEM = "item", _("By item")
    PAGE = "page", _("By page")


class DisclosureFee(models.Model):
    """收费 · What one request costs, by one of the two methods and never by both; `before` are the applicant's requests
    of the same calendar month before it.
    """

    request = models.OneToOneField(DisclosureRequest, models.CASCADE, related_name="fee", verbose_name=_("request"))
    method = models.CharField(_("method"), max_length=4, choices=FeeMethod)
    count = models.PositiveIntegerField(_("items or pages"))
    before = models.PositiveIntegerField(_("requests of the month before it"), default=0)
    yuan = models.PositiveIntegerField(_("yuan"))
    notice = models.OneToOneField(DisclosureNotice, models.CASCADE, related_name="fee", verbose_name=_("fee notice"))
    due_at = models.DateTimeField(_("due at"))
    paid_on = models.DateField(_("paid on"), null=True)
    lapsed_on = models.DateField(_("given up on"), null=True)

    class Meta:
        verbose_name = _("fee of a disclosure request")
        verbose_name_plural = _("fees of disclosure requests")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(paid_on=None) | Q(lapsed_on=None), name="a_fee_is_paid_or_has_lapsed"),
        ]

    def __str__(self) -> str:
        return f"{self.yuan}"


class RedactedCopy(models.Model):
    """部分公开 · A copy of a file without passages that are withheld (art. 37); the original stays in the case."""

    request = models.ForeignKey(DisclosureRequest, models.CASCADE, related_name="copies", verbose_name=_("request"))
    source = models.ForeignKey(CaseFile, models.PROTECT, related_name="redacted", verbose_name=_("original"))
    result = models.OneToOneField(CaseFile, models.PROTECT, related_name="redacted_from", verbose_name=_("copy"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("redacted copy")
        verbose_name_plural = _("redacted copies")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.result_id}"


class Redaction(models.Model):
    """隐去 · That a passage was taken out, on which ground and in how many places; never which."""

    copy = models.ForeignKey(RedactedCopy, models.CASCADE, related_name="redactions", verbose_name=_("copy"))
    mark = models.PositiveSmallIntegerField(_("mark in the copy"))
    ground = models.CharField(_("ground"), max_length=40)
    times = models.PositiveIntegerField(_("places"))

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering: ClassVar = ["mark"]

    def __str__(self) -> str:
        return f"〔{self.mark}〕 {self.ground}"


def day_of(at: Any) -> date:
    """The office's calendar day of a moment."""
    told: date = at.astimezone(ZONE).date()
    return told
