"""收到申请 · The day from which a request counts, by its way of arrival and with what proves it (art. 31); and a
request on paper that is registered at the desk.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.core.remaining import last_day
from huiying.intake.actions import receive_form
from huiying.intake.channel import Heard
from huiying.intake.models import Channel
from huiying.people import policies
from huiying.people.models import User

from ...clocks.receiving import count_from, moment_of
from ...disclosure import papers
from ...disclosure.course import ANSWER, Course
from ...models import Applicant, Case, DisclosureRequest, Way
from ..moving import stamp, tell_ledger
from ..opening import open_case
from .beginning import MOST_EVIDENCE, about, day_between, looked_at, words
from .noticing import make_notice

# Of these the day is that on which both sides confirm, which cannot be before the request was sent.
CONFIRMED = (Way.ORDINARY, Way.ONLINE, Way.FAX)
LONG_AGO = 366  # days


@transaction.atomic
def register_request(
    heard: Heard,
    *,
    channel: Channel,
    way: str,
    received_on: date,
    evidence: str,
    applicant: str,
    by: User,
    at: datetime,
) -> tuple[Case, str]:
    """Register a request that came on paper or by fax, and give its query code for the applicant."""
    policies.require(by, "handling.disclosure.register", channel)
    voice, code = receive_form(heard, channel=channel, at=at)
    case = Case.objects.filter(voice=voice).first()
    if case is None:
        case = open_case(voice, by=by, at=at)
        tell_ledger("disclosure.registered", case, by, at, way=way)
        record_receipt(case, way=way, received_on=received_on, evidence=evidence, applicant=applicant, by=by, at=at)
    return case, code


@transaction.atomic
def record_receipt(
    case: Case,
    *,
    way: str,
    received_on: date,
    evidence: str,
    applicant: str,
    reason: str = "",
    by: User,
    at: datetime,
) -> DisclosureRequest:
    """Say by which way the request came, on which day it counts as received and what proves it: its clocks run from
    then. A day that moves needs a reason.
    """
    policies.require(by, "handling.disclosure.receipt", case)
    told = looked_at(case, "receipt", at)
    request = told.request
    if way not in Way.values or applicant not in Applicant.values:
        raise InputError(_("Choose one of these."), where="way" if way not in Way.values else "applicant")
    evidence = words(evidence, "evidence", _("evidence"), most=MOST_EVIDENCE)
    _check_day(told, way, received_on)
    before, moves = request.received_on, request.received_on != received_on
    reason = words(reason, "reason", _("reason"), most=MOST_EVIDENCE, needed=moves and bool(request.evidence))
    request.way, request.received_on, request.evidence, request.applicant = way, received_on, evidence, applicant
    request.save(update_fields=["way", "received_on", "evidence", "applicant"])
    if moves:
        count_from(case, moment_of(received_on, at), at=at)
    facts = {"way": way, "day": received_on.isoformat(), **({"reason": reason} if reason else {})}
    if moves:
        facts |= {"before": before.isoformat(), "after": stamp(_due(case))}
    tell_ledger("disclosure.received", case, by, at, **facts)
    paper = papers.receipt(about(case, told.request), Way(way), last_day(timezone.localtime(_due(case))))
    make_notice(request, paper, by=by, at=at)
    return request


def _check_day(told: Course, way: str, day: date) -> None:
    sent = timezone.localtime(told.case.voice.said_at).date()
    first = sent if way in CONFIRMED else date.fromordinal(told.today.toordinal() - LONG_AGO)
    day_between(day, first, told.today, "received_on")


def _due(case: Case) -> datetime:
    clock = case.clocks.filter(term=ANSWER, stopped_at=None).first()
    return clock.due_at if clock else case.opened_at
