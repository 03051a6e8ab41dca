"""收费 · Very many requests cost a fee, by item or by page and never by both; the clock stands still until it is paid,
and a request for which nothing is paid is not dealt with any more (art. 42; 国办函〔2020〕109号).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.fees import Fees
from huiying.people.models import User

from ...clocks.receiving import moment_of
from ...disclosure import papers
from ...disclosure.course import FEE, last_day_of
from ...models import Case, DisclosureFee, Draft, FeeMethod, Why
from ..moving import require, tell_ledger
from .beginning import MOST_EVIDENCE, about, day_between, looked_at, words
from .deciding import decide
from .noticing import make_notice
from .waiting import run_on, stand_still


@transaction.atomic
def ask_fee(case: Case, *, method: str, count: int, before: int = 0, how: str, by: User, at: datetime) -> DisclosureFee:
    """Tell the applicant what is to be paid, how it was counted, how it is paid and until when."""
    require(by, "handling.disclosure.fee", case)
    told = looked_at(case, "fee", at)
    assert told.rules.fees is not None
    earlier = before if method == FeeMethod.ITEM else 0
    how = words(how, "how", _("way of paying"), most=MOST_EVIDENCE)
    bill = papers.Bill(method, count, earlier, _yuan(told.rules.fees, method, count, before), how)
    if not bill.yuan:
        raise RuleError(_("By these numbers nothing is to be paid."), where=case.number, fix=told.rules.fees.cited.zh)
    effect = told.rules.kinds[case.kind].effects.get(Why.FEE, "pause")
    paper = papers.fee(
        about(case, told.request), bill, told.rules.fees, days=told.rules.term(FEE).amount, effect=effect
    )
    notice = make_notice(told.request, paper, by=by, at=at, tell=True)
    stand_still(case, Why.FEE, text=paper.paragraphs[1], by=by, at=at)
    tell_ledger("disclosure.fee_asked", case, by, at, yuan=bill.yuan)
    return DisclosureFee.objects.create(
        request=told.request,
        method=bill.method,
        count=bill.count,
        before=bill.before,
        yuan=bill.yuan,
        notice=notice,
        due_at=told.counted(FEE, at),
    )


def _yuan(fees: Fees, method: str, count: int, before: int) -> int:
    if method not in FeeMethod.values:
        raise InputError(_("Choose one of these."), where="method")
    return fees.by_item(before, count) if method == FeeMethod.ITEM else fees.by_page(count)


@transaction.atomic
def pay_fee(case: Case, *, paid_on: date, by: User, at: datetime) -> None:
    """The fee was paid on that day; the clock runs on from then, or anew where the regulation says so."""
    require(by, "handling.disclosure.fee", case)
    told = looked_at(case, "paid", at)
    assert told.waiting is not None
    assert told.fee is not None
    asked_on = timezone.localtime(told.waiting.asked_at).date()
    day_between(paid_on, asked_on, told.today, "paid_on")
    told.fee.paid_on = paid_on
    told.fee.save(update_fields=["paid_on"])
    anew = told.rules.kinds[case.kind].effects.get(Why.FEE) == "restart"
    run_on(case, told.waiting, since=moment_of(paid_on, at), because=_("The fee is paid"), at=at, anew=anew)
    tell_ledger("disclosure.fee_paid", case, by, at, yuan=told.fee.yuan, day=paid_on.isoformat())


@transaction.atomic
def let_fee_lapse(case: Case, *, reached_on: date, by: User, at: datetime) -> Draft:
    """Nothing was paid in the working days after the notice reached the applicant on that day: the request is given
    up, and an answer that says so is drafted.
    """
    require(by, "handling.disclosure.decide", case)
    told = looked_at(case, "unpaid", at)
    assert told.waiting is not None
    assert told.fee is not None
    day_between(reached_on, told.fee.notice.dated, told.today, "reached_on")
    due = told.counted(FEE, moment_of(reached_on, at))
    if at <= due:
        raise InputError(_("The applicant has until %(day)s to pay.") % {"day": last_day_of(due)}, where="reached_on")
    told.fee.due_at, told.fee.lapsed_on = due, told.today
    told.fee.save(update_fields=["due_at", "lapsed_on"])
    run_on(case, told.waiting, since=at, because=_("Not paid in time"), at=at)
    tell_ledger("disclosure.lapsed", case, by, at, why="fee", day=reached_on.isoformat())
    return decide(case, outcome="other", ground="fee_unpaid", why="", by=by, at=at)
