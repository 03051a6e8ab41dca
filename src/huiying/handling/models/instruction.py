"""批示 · A leader's instruction, and what each section reports of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Level, Topic
from huiying.people.models import Section, Unit

from .case import Case
from .supervision import Account, Dated

STAFF = settings.AUTH_USER_MODEL


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def open(self) -> "InstructionQuerySet":
        return self.filter(closed_at=None)

    def on(self, case: Case) -> "InstructionQuerySet":
        """Those that bind a case: its own, and those of the cases that were merged into it."""
        merged = Q(case__merged_into=case) | Q(case__merged_into__merged_into=case)
        return self.filter(Q(case=case) | merged)


class Instruction(Dated):
    """批示 · What a leader wrote on a case or a topic. It binds: the case is not closed until every section has
    reported back and the leader has accepted it. `subject` stays where a topic is gathered anew and gone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="instructions", verbose_name=_("unit"))
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="instructions", verbose_name=_("case"))
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="instructions", verbose_name=_("topic"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("instruction"))
    level = models.CharField(_("level"), max_length=4, choices=Level)
    given_at = models.DateTimeField(_("given at"))
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="instructions", verbose_name=_("leader"))
    closed_at = models.DateTimeField(_("closed at"), null=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering: ClassVar = ["-given_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-given_at", "-id"], name="instructions_newest_first"),
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="instructions_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_at__gt=F("given_at")), name="an_instruction_is_due_after_it_is_given"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_because="") | Q(closed_at__isnull=False),
                name="a_withdrawn_instruction_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def owning_unit(self) -> int | None:
        return self.unit_id

    @property
    def ref(self) -> str:
        return f"instruction:{self.pk}"


class Errand(models.Model):
    """落实 · What one section has to do for an instruction; over once its report is accepted."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="errands", verbose_name=_("instruction"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="errands", verbose_name=_("section"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)

    class Meta:
        verbose_name = _("errand of an instruction")
        verbose_name_plural = _("errands of instructions")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["section"], condition=Q(accepted_at=None), name="errands_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instruction", "section"], name="a_section_has_one_errand_of_an_instruction"
            ),
        ]

    def __str__(self) -> str:
        return str(self.section)

    def owning_unit(self) -> int | None:
        return self.instruction.unit_id

    def responsible_sections(self) -> frozenset[int]:
        return frozenset({self.section_id})

    leading_sections = responsible_sections

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset()

    def waiting(self) -> "ErrandReport | None":
        """The report that the leader has not judged yet."""
        return next((report for report in self.reports.all() if report.judged_at is None), None)


class ErrandReport(Account):
    errand = models.ForeignKey(Errand, models.CASCADE, related_name="reports", verbose_name=_("errand"))

    class Meta(Account.Meta):
        verbose_name = _("report on an instruction")
        verbose_name_plural = _("reports on instructions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["errand"], condition=Q(judged_at=None), name="an_errand_has_one_report_to_be_judged"
            ),
        ]
