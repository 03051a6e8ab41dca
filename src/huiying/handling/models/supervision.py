"""督办 · What is done so that matters are answered in time: cards, chase orders, reminders."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.core.cards import Colour
from huiying.core.remaining import closing_time, last_day
from huiying.people.models import Section, Unit

from .case import Case
from .clock import Clock

STAFF = settings.AUTH_USER_MODEL


class Dated(models.Model):
    """Something to be done by a moment; 24:00 is told of the day that ends, never of the one that begins."""

    due_at = models.DateTimeField(_("due at"))

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date:
        return last_day(self.due_at)

    @property
    def closing(self) -> str:
        return closing_time(self.due_at)


class CardColour(models.TextChoices):
    YELLOW = Colour.YELLOW.value, _("Yellow card")
    RED = Colour.RED.value, _("Red card")


class CardQuerySet(models.QuerySet["Card"]):
    def standing(self) -> "CardQuerySet":
        return self.filter(withdrawn_at=None)

    def unexplained(self) -> "CardQuerySet":
        return self.filter(withdrawn_at=None, explained_at=None)


class Card(Dated):
    """黄牌、红牌 · That a section was late with a reply; once for each clock and colour. Whose case it was when the
    card was given stays on it: without a section it was the information section, which had assigned it to nobody.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="cards", verbose_name=_("case"))
    clock = models.ForeignKey(Clock, models.SET_NULL, null=True, related_name="cards", verbose_name=_("clock"))
    colour = models.CharField(_("colour"), max_length=6, choices=CardColour)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, related_name="cards", verbose_name=_("lead section")
    )
    handler = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="cards", verbose_name=_("handler"))
    given_at = models.DateTimeField(_("given at"))
    explanation = models.TextField(_("explanation"), blank=True)
    explained_at = models.DateTimeField(_("explained at"), null=True)
    explained_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+", verbose_name=_("explained by"))
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by"))

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        ordering: ClassVar = ["-given_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-given_at", "-id"], name="cards_newest_first"),
            models.Index(fields=["section", "-given_at"], name="cards_of_a_section"),
            models.Index(fields=["section"], condition=Q(explained_at=None, withdrawn_at=None), name="cards_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "colour"], name="a_clock_brings_a_card_of_each_colour_once"),
            models.CheckConstraint(
                condition=Q(explained_at=None, explanation="") | (Q(explained_at__isnull=False) & ~Q(explanation="")),
                name="an_explained_card_has_its_explanation",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawn_card_says_why",
            ),
            models.CheckConstraint(condition=Q(given_at__gte=F("due_at")), name="a_card_is_given_after_the_end"),
        ]

    def __str__(self) -> str:
        return f"{self.colour} {self.case_id}"

    @property
    def state(self) -> str:
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "open" if self.explained_at is None else "explained"

    def owning_unit(self) -> int | None:
        return self.case.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id} if self.section_id else ())

    leading_sections = responsible_sections

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset({self.handler_id} if self.handler_id else ())


class Account(models.Model):
    """回报 · What a section says of a demand, and what the one who made the demand makes of it."""

    text = models.TextField(_("report"))
    at = models.DateTimeField(_("reported at"))
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name=_("reported by"))
    missing = models.CharField(_("what is missing"), max_length=1000, blank=True)
    judged_at = models.DateTimeField(_("judged at"), null=True)
    judged_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+", verbose_name=_("judged by"))

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def sent_back(self) -> bool:
        return bool(self.missing)


class ChaseState(models.TextChoices):
    ISSUED = "issued", _("Not signed for yet")
    RECEIVED = "received", _("Being handled")
    ANSWERED = "answered", _("Answer to be accepted")
    SENT_BACK = "sent_back", _("Sent back")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


CHASE_OVER = (ChaseState.CLOSED, ChaseState.CANCELLED)
CHASE_WITH_SECTION = (ChaseState.ISSUED, ChaseState.RECEIVED, ChaseState.SENT_BACK)


class ChaseOrderQuerySet(models.QuerySet["ChaseOrder"]):
    def open(self) -> "ChaseOrderQuerySet":
        return self.exclude(state__in=CHASE_OVER)


class ChaseOrder(Dated):
    """督办单 · What a section is told to do by when, on a case or on a subject of its own; signed for, answered, and
    accepted or sent back; or cancelled, with the reason, before it was answered. `closed_at` is when it was over,
    either way. Numbered through the year in its unit.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="chase_orders", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("number in the year"))
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="chase_orders", verbose_name=_("case"))
    subject = models.CharField(_("subject"), max_length=300)
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="chase_orders", verbose_name=_("responsible section")
    )
    demanded = models.TextField(_("what is demanded"))
    state = models.CharField(_("state"), max_length=9, choices=ChaseState, default=ChaseState.ISSUED)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name=_("issued by"))
    received_at = models.DateTimeField(_("signed for at"), null=True)
    received_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+", verbose_name=_("signed for by"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = ChaseOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("chase order")
        verbose_name_plural = _("chase orders")
        ordering: ClassVar = ["-issued_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-issued_at", "-id"], name="chase_orders_newest_first"),
            models.Index(
                fields=["section", "due_at"], condition=~Q(state__in=("closed", "cancelled")), name="chase_orders_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="a_chase_order_has_its_number"),
            models.CheckConstraint(condition=Q(due_at__gt=F("issued_at")), name="a_chase_order_is_due_after_its_issue"),
            models.CheckConstraint(
                condition=Q(state="issued", received_at=None)
                | Q(state="cancelled")
                | (~Q(state="issued") & Q(received_at__isnull=False)),
                name="a_chase_order_is_signed_for_first",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("closed", "cancelled"), closed_at__isnull=False)
                | (~Q(state__in=("closed", "cancelled")) & Q(closed_at=None)),
                name="a_closed_chase_order_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & ~Q(cancelled_because=""))
                | (~Q(state="cancelled") & Q(cancelled_because="")),
                name="a_cancelled_chase_order_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:03d}"

    @property
    def ref(self) -> str:
        return f"chase:{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in CHASE_OVER

    @property
    def with_section(self) -> bool:
        return self.state in CHASE_WITH_SECTION

    def owning_unit(self) -> int | None:
        return self.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id})

    leading_sections = responsible_sections

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset()


class ChaseAnswer(Account):
    order = models.ForeignKey(ChaseOrder, models.CASCADE, related_name="answers", verbose_name=_("chase order"))

    class Meta(Account.Meta):
        verbose_name = _("answer to a chase order")
        verbose_name_plural = _("answers to chase orders")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(judged_at=None), name="a_chase_order_has_one_answer_to_be_judged"
            ),
        ]


class Reminder(models.Model):
    """催办 · That a handler was reminded of a case by a person; at most once an hour."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders", verbose_name=_("case"))
    at = models.DateTimeField(_("reminded at"))
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name=_("reminded by"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="reminders_of_a_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"
