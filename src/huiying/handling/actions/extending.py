"""A term is extended: the handler asks with a reason, whom the regulation names grants it, and the writer is told
(政府信息公开条例 art. 33; 信访工作条例 art. 34).
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.term import Term, counted
from huiying.people.models import User

from .. import rulebook, telling
from ..clocks import clockwork
from ..clocks.partterms import wind_parts_of
from ..models import Case, Clock, Extension, Grant
from .disclosure.answering import extended
from .moving import require, stamp, tell_ledger


@transaction.atomic
def ask_extension(case: Case, *, term: str, amount: int, reason: str, by: User, at: datetime) -> Extension:
    """Ask for `amount` more units of a running term, at most what the act allows, and before it has ended."""
    require(by, "handling.extend", case)
    if not reason.strip():
        raise InputError(_("An extension is asked for with a reason."), where=case.number, fix=_("Say why."))
    if amount < 1:
        raise InputError(_("An extension is at least one day or hour."), where=case.number)
    clock = _running(case, term, at)
    if clock.order_due_at is not None:
        raise RuleError(
            _("The term of a work order is set by who dispatched it."),
            where=case.number,
            fix=_("Ask them for more time; their new term is taken over once they send it."),
        )
    _term(case, clock).extended(amount)
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                clock=clock, amount=amount, reason=reason.strip()[:500], by=by, asked_at=at
            )
    except IntegrityError as error:
        raise RuleError(_("This term is extended once at most."), where=case.number) from error
    rule = _term(case, clock)
    tell_ledger(
        "extension.asked",
        case,
        by,
        at,
        term=term,
        title=rule.title.zh,
        amount=counted(rule.unit, amount).zh,
        reason=asked.reason,
    )
    return asked


@transaction.atomic
def decide_extension(extension: Extension, *, granted: bool, comment: str = "", by: User, at: datetime) -> None:
    """Grant an extension, or refuse it with a comment; the person who asked does not decide."""
    case = extension.clock.case
    clock = _running(case, extension.clock.term, at)
    require(by, f"handling.extend.{_term(case, clock).approver}", case)
    if extension.by_id == by.pk:
        raise RuleError(_("Nobody grants an extension of their own."), where=case.number)
    if not granted and not comment.strip():
        raise InputError(_("An extension is refused with a comment."), where=case.number, fix=_("Say why."))
    decided = {"comment": comment.strip()[:500], "decided_by": by, "decided_at": at}
    waiting = Extension.objects.filter(pk=extension.pk, grant=Grant.WAITING)
    if not waiting.update(grant=Grant.GRANTED if granted else Grant.REFUSED, **decided):
        raise RuleError(_("Somebody else has just decided this extension."), where=case.number)
    if granted:
        _extend(case, clock, extension, by=by, at=at)
    else:
        rule = _term(case, clock)
        tell_ledger("extension.refused", case, by, at, term=rule.id, title=rule.title.zh, comment=comment.strip())


def _extend(case: Case, clock: Clock, extension: Extension, *, by: User, at: datetime) -> None:
    before, rule = clock.due_at, _term(case, clock)
    clock.extended = extension.amount
    clockwork.wind(clock, case, at=at)
    clock.save()
    wind_parts_of(case)
    facts = {"term": rule.id, "title": rule.title.zh, "amount": counted(rule.unit, extension.amount).zh}
    facts |= {"before": stamp(before), "after": stamp(clock.due_at), "reason": extension.reason}
    tell_ledger("case.extended", case, by, at, **facts)
    telling.extension(extension, clock.due_at, at=at)
    extended(case, clock, extension.reason, by=by, at=at)


def _running(case: Case, term: str, at: datetime) -> Clock:
    """The running clock of `term`, locked; a term that has ended is not extended any more."""
    clock = Clock.objects.select_for_update().filter(case=case, term=term, stopped_at=None).first()
    if clock is None:
        raise RuleError(_("This term does not run in this case."), where=case.number)
    if clock.paused_at is None and clock.due_at < at:
        raise RuleError(
            _("This term has ended already; it can no longer be extended."),
            where=case.number,
            fix=_term(case, clock).citation,
        )
    return clock


def _term(case: Case, clock: Clock) -> Term:
    return rulebook.regulation_of(case.regulation).term(clock.term)
