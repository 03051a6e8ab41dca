"""补正 · What is to be corrected is told once, within seven working days, with the day until when; the term runs anew
from the correction, and a request that is not corrected is not dealt with any more (art. 30).
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.people.models import User

from ...clocks.receiving import moment_of, restart_from
from ...disclosure import papers
from ...models import Case, DisclosureNotice, Draft, Why
from ..asking import answer_question, ask_writer
from ..moving import require, tell_ledger
from .beginning import about, day_between, looked_at, words
from .deciding import decide
from .noticing import make_notice
from .waiting import run_on

LONGEST = 90  # days; the act says "reasonable"


@transaction.atomic
def ask_correction(case: Case, *, what: str, until: date, by: User, at: datetime) -> DisclosureNotice:
    """Tell the applicant what is to be corrected and until when; the clock stands still."""
    require(by, "handling.ask", case)
    told = looked_at(case, "correction", at)
    what = words(what, "what", _("account of what is to be corrected"))
    day_between(until, told.today + timedelta(days=1), told.today + timedelta(days=LONGEST), "until")
    paper = papers.correction(about(case, told.request), what, until)
    told.request.correction_until = until
    told.request.save(update_fields=["correction_until"])
    ask_writer(case, question="\n".join(paper.paragraphs), why=Why.CORRECTION, by=by, at=at)
    return make_notice(told.request, paper, by=by, at=at)


@transaction.atomic
def take_correction(case: Case, *, text: str, arrived_on: date, by: User, at: datetime) -> None:
    """The correction came on paper or by fax on that day: the term runs anew from then."""
    require(by, "handling.ask", case)
    told = looked_at(case, "corrected", at)
    assert told.waiting is not None
    asked_on = timezone.localtime(told.waiting.asked_at).date()
    day_between(arrived_on, asked_on, told.today, "arrived_on")
    answer_question(case, answer=text, by=by, at=at)
    restart_from(case, max(moment_of(arrived_on, at), told.waiting.asked_at), at=at)
    tell_ledger("disclosure.corrected", case, by, at, day=arrived_on.isoformat())


@transaction.atomic
def let_correction_lapse(case: Case, *, by: User, at: datetime) -> Draft:
    """Nothing came in reasonable time: the request is given up, and an answer that says so is drafted."""
    require(by, "handling.disclosure.decide", case)
    told = looked_at(case, "uncorrected", at)
    assert told.waiting is not None
    run_on(case, told.waiting, since=at, because=_("Not corrected in time"), at=at)
    tell_ledger("disclosure.lapsed", case, by, at, why="correction")
    return decide(case, outcome="other", ground="correction_overdue", why="", by=by, at=at)
