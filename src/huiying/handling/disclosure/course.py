"""进程 · Where a disclosure request stands, and why a step is not possible now. The same sentences stand on the page
and in the refusal of a deed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.errors import RuleError
from huiying.core.lifecycle import State
from huiying.core.provisions import Outcome, RefusalGround, Regulation
from huiying.core.remaining import last_day

from .. import rulebook
from ..models import Case, ConsultedParty, DisclosureFee, DisclosureRequest, Question, Why
from .beginning import KIND, request_of

IN_HAND = (State.ACCEPTED, State.DRAFTING)
CONSULTED = (Why.THIRD_PARTY, Why.CO_ORGAN)
ANSWER, CORRECTION, FEE, PARTY = (f"disclosure.{name}" for name in ("answer", "correction", "fee", "third_party"))


@dataclass(frozen=True, slots=True)
class Course:
    """All that the rules look at."""

    case: Case
    request: DisclosureRequest
    questions: tuple[Question, ...]
    parties: tuple[ConsultedParty, ...]
    fee: DisclosureFee | None
    rules: Regulation
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localtime(self.at).date()

    @property
    def waiting(self) -> Question | None:
        return next((asked for asked in self.questions if asked.ended_at is None), None)

    @property
    def corrected(self) -> bool:
        return any(asked.why == Why.CORRECTION for asked in self.questions)

    @property
    def correction_due(self) -> datetime:
        """The end of the seven working days for telling what is to be corrected (art. 30)."""
        return self.counted(CORRECTION, self.case.opened_at)

    def counted(self, term: str, began: datetime) -> datetime:
        return deadline.due(term, began, calendar=rulebook.calendar(), regulation=self.rules).at

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.rules.kinds[KIND].outcomes

    def grounds_of(self, outcome: Outcome) -> tuple[RefusalGround, ...]:
        """The grounds that say in which row below its own an outcome is counted; none where it is counted itself."""
        heads = outcome.row + "."
        return tuple(ground for ground in self.rules.grounds.values() if ground.row.startswith(heads))


def course(case: Case, at: datetime) -> Course:
    request = request_of(case)
    kept = request.pk is not None
    return Course(
        case=case,
        request=request,
        questions=tuple(case.questions.select_related("by")),
        parties=tuple(request.parties.select_related("notice", "override_notice")) if kept else (),
        fee=DisclosureFee.objects.filter(request=request).select_related("notice").first() if kept else None,
        rules=rulebook.regulation_of(case.regulation),
        at=at,
    )


def refuse(step: str, told: Course) -> None:
    """RuleError with the sentence of the page, where the step is not possible."""
    if why := WHY_NOT[step](told):
        raise RuleError(why, where=told.case.number)


def last_day_of(at: datetime) -> str:
    """The last day of a term that ends then, as it is said: a term that ends at 24:00 ends on that day."""
    return date_format(last_day(timezone.localtime(at)), "Y年n月j日")


def _in_hand(told: Course) -> str:
    if told.waiting:
        return _("The case waits: %(what)s.") % {"what": told.waiting.get_why_display()}
    if told.case.state in IN_HAND:
        return ""
    if not told.case.is_open:
        return _("The request is over.")
    if told.case.state in (State.IN_REVIEW, State.APPROVED):
        return _("The answer is being signed; have it sent back, or withdraw it, first.")
    return _("A handler must have accepted the case first.")


def _receipt(told: Course) -> str:
    if not told.case.is_open:
        return _("The request is over.")
    if told.questions:
        return _("Somebody was asked already; the day of receipt stands.")
    return ""


def _correction(told: Course) -> str:
    if told.corrected:
        return _("What is to be corrected is told once and completely (art. 30).")
    if told.at > told.correction_due:
        return _("The 7 working days for it ended on %(day)s (art. 30).") % {"day": last_day_of(told.correction_due)}
    return _in_hand(told)


def _corrected(told: Course) -> str:
    waits = told.waiting and told.waiting.why == Why.CORRECTION
    return "" if waits else _("No correction is waited for.")


def _uncorrected(told: Course) -> str:
    until = told.request.correction_until
    if _corrected(told) or until is None:
        return _("No correction is waited for.")
    if told.today <= until:
        return _("The applicant has until %(day)s to correct it.") % {"day": date_format(until, "Y年n月j日")}
    return ""


def _consult(told: Course) -> str:
    return "" if told.waiting and told.waiting.why in CONSULTED else _in_hand(told)


def _reasons(told: Course) -> str:
    if told.request.reasons_asked_on:
        return _("The applicant was asked for reasons already.")
    return _in_hand(told)


def _judge(told: Course) -> str:
    if not told.request.reasons_asked_on:
        return _("The applicant was not asked for reasons (art. 35).")
    if told.request.reasons_sound is not None:
        return _("It is said already whether the reasons are sound.")
    return _in_hand(told)


def _fee(told: Course) -> str:
    if told.fee:
        return _("A fee is asked once for a request.")
    if told.rules.fees is None or FEE not in told.rules.terms:
        return _("The regulation of this office names no fee.")
    return _in_hand(told)


def _paid(told: Course) -> str:
    waits = told.waiting and told.waiting.why == Why.FEE
    return "" if waits else _("No fee is waited for.")


def _unpaid(told: Course) -> str:
    if _paid(told) or told.fee is None:
        return _("No fee is waited for.")
    if told.at <= told.fee.due_at:
        return _("The applicant has until %(day)s to pay.") % {"day": last_day_of(told.fee.due_at)}
    return ""


def _redact(told: Course) -> str:
    if not told.case.is_open:
        return _("The request is over.")
    if told.case.state in (State.IN_REVIEW, State.APPROVED):
        return _("The answer is being signed; have it sent back, or withdraw it, first.")
    return ""


WHY_NOT: Mapping[str, Callable[[Course], str]] = {
    "receipt": _receipt,
    "correction": _correction,
    "corrected": _corrected,
    "uncorrected": _uncorrected,
    "consult": _consult,
    "reasons": _reasons,
    "judge": _judge,
    "fee": _fee,
    "paid": _paid,
    "unpaid": _unpaid,
    "redact": _redact,
    "decide": _in_hand,
}
