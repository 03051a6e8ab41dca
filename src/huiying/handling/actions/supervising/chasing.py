"""督办单 · An order to do something by a moment: issued with a number, signed for, answered, accepted or sent back; or
cancelled before that.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.intake import numbers
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User
from huiying.people.structure import refuse_foreign

from ...models import Case, ChaseAnswer, ChaseOrder, ChaseState
from ..moving import stamp
from .texts import MOST_MISSING, written

MOST_SUBJECT = 120
MOST_DEMANDED = 1000
MOST_CANCEL = 300


@transaction.atomic
def issue_chase(
    *,
    section: Section,
    demanded: str,
    due_at: datetime,
    case: Case | None = None,
    subject: str = "",
    by: User,
    at: datetime,
) -> ChaseOrder:
    """Order `section` to do what is demanded by `due_at`, on its part of a case or on a subject of its own."""
    policies.require(by, "handling.chase", case or section)
    refuse_foreign([section], case.unit_id if case else None)
    demanded = written(demanded, "demanded", most=MOST_DEMANDED)
    if due_at <= at:
        raise InputError(_("The order would be due before it is issued."), where="due")
    if case is None:
        subject = written(subject, "subject", most=MOST_SUBJECT)
    elif section.pk not in case.responsible_sections() and not section.is_information:
        raise InputError(
            _("%(section)s has no part in this case.") % {"section": section},
            where="section",
            fix=_("Assign the case first, or choose a section that has a part in it."),
        )
    year = timezone.localtime(at).year
    order = ChaseOrder.objects.create(
        unit_id=section.unit_id,
        year=year,
        serial=numbers.take(f"chase:{section.unit_id}:{year}")[0],
        case=case,
        subject=case.title if case else subject,
        section=section,
        demanded=demanded,
        due_at=due_at,
        issued_at=at,
        issued_by=by,
    )
    facts = {"number": order.number, "section": section.name, "due": stamp(due_at)}
    record("chase.issued", about=_about(order), by=by, at=at, **facts)
    return order


@transaction.atomic
def receive_chase(order: ChaseOrder, *, by: User, at: datetime) -> None:
    """A person of the section signs for the order."""
    policies.require(by, "handling.chase.answer", order)
    _moved(order, (ChaseState.ISSUED,), ChaseState.RECEIVED, received_at=at, received_by=by)
    record("chase.received", about=_about(order), by=by, at=at, number=order.number, section=order.section.name)


@transaction.atomic
def answer_chase(order: ChaseOrder, *, text: str, by: User, at: datetime) -> ChaseAnswer:
    """The section says what was done."""
    policies.require(by, "handling.chase.answer", order)
    text = written(text, "text")
    if order.state == ChaseState.ISSUED:
        raise RuleError(_("Nobody has signed for this order yet."), where=order.number, fix=_("Sign for it first."))
    _moved(order, (ChaseState.RECEIVED, ChaseState.SENT_BACK), ChaseState.ANSWERED)
    answer = ChaseAnswer.objects.create(order=order, text=text, by=by, at=at)
    late = at > order.due_at
    record("chase.answered", about=_about(order), by=by, at=at, number=order.number, late=late)
    return answer


@transaction.atomic
def accept_answer(order: ChaseOrder, *, by: User, at: datetime) -> None:
    """What was demanded is done; the order is closed."""
    policies.require(by, "handling.chase", order)
    _refuse_own(order, by)
    _moved(order, (ChaseState.ANSWERED,), ChaseState.CLOSED, closed_at=at)
    order.answers.filter(judged_at=None).update(judged_at=at, judged_by=by)
    record("chase.accepted", about=_about(order), by=by, at=at, number=order.number)


@transaction.atomic
def send_answer_back(order: ChaseOrder, *, missing: str, by: User, at: datetime) -> None:
    """The answer does not do, for what is missing; the section goes on."""
    policies.require(by, "handling.chase", order)
    missing = written(missing, "missing", most=MOST_MISSING)
    _refuse_own(order, by)
    _moved(order, (ChaseState.ANSWERED,), ChaseState.SENT_BACK)
    order.answers.filter(judged_at=None).update(judged_at=at, judged_by=by, missing=missing)
    record("chase.sent_back", about=_about(order), by=by, at=at, number=order.number, reason=missing)


@transaction.atomic
def cancel_chase(order: ChaseOrder, *, reason: str, by: User, at: datetime) -> None:
    """Who issued the order, or stands in for them, takes it back; an answer is judged, not wiped away."""
    policies.require(by, "handling.chase", order)
    if order.issued_by_id not in by.acts_for:
        raise NotAllowed(
            _("Only %(who)s, who issued it, cancels this order.") % {"who": order.issued_by},
            fix=_("Ask who issued it."),
        )
    reason = written(reason, "reason", most=MOST_CANCEL)
    if order.answers.exists():
        raise RuleError(
            _("This order was answered already."), where=order.number, fix=_("Accept the answer or send it back.")
        )
    unanswered = (ChaseState.ISSUED, ChaseState.RECEIVED)
    _moved(order, unanswered, ChaseState.CANCELLED, closed_at=at, cancelled_because=reason)
    facts = {"number": order.number, "section": order.section.name, "reason": reason}
    record("chase.cancelled", about=_about(order), by=by, at=at, **facts)


def _about(order: ChaseOrder) -> str:
    return order.case.ref if order.case else order.ref


def _refuse_own(order: ChaseOrder, by: User) -> None:
    if order.answers.filter(judged_at=None, by=by).exists():
        raise RuleError(_("Nobody accepts their own answer."), where=order.number)


def _moved(order: ChaseOrder, before: tuple[ChaseState, ...], after: ChaseState, **changed: object) -> None:
    if not ChaseOrder.objects.filter(pk=order.pk, state__in=before).update(state=after, **changed):
        raise RuleError(
            _("Somebody else has just moved this order on."),
            where=order.number,
            fix=_("Reload the page and look at it again."),
        )
    order.refresh_from_db()
