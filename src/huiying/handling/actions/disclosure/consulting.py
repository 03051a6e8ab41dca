"""征求意见 · Third parties and co-producing organs are asked, each with a letter of its own and fifteen working days;
the clock stands still from the first letter until the last of them has spoken or is out of time (arts. 32 to 34).
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.remaining import closing_time, last_day
from huiying.people.models import User

from ...clocks import clockwork
from ...clocks.receiving import moment_of, put_off
from ...disclosure import papers
from ...disclosure.course import PARTY, Course, course
from ...models import Case, ConsultedParty, DisclosureNotice, Opinion, PartySort, Why
from ..moving import require, tell_ledger
from .beginning import MOST_NAME, about, day_between, looked_at, words
from .noticing import make_notice
from .waiting import run_on, stand_still

LETTERS = {PartySort.THIRD_PARTY: papers.third_party, PartySort.CO_ORGAN: papers.co_organ}
MOST_PARTIES = 30


@transaction.atomic
def consult(
    case: Case, *, sort: str, name: str, contact: str = "", what: str, by: User, at: datetime
) -> ConsultedParty:
    """Ask one party in writing; several may be asked, before the first has answered or after."""
    require(by, "handling.disclosure.consult", case)
    told = looked_at(case, "consult", at)
    if sort not in PartySort.values:
        raise InputError(_("Choose one of these."), where="sort")
    name = words(name, "name", _("name"), most=MOST_NAME)
    contact = words(contact, "contact", _("contact"), most=200, needed=False)
    what = words(what, "what", _("account of what it concerns"))
    if len(told.parties) >= MOST_PARTIES:
        raise RuleError(_("At most %(most)d parties are asked.") % {"most": MOST_PARTIES}, where=case.number)
    notice = make_notice(told.request, LETTERS[PartySort(sort)](about(case, told.request), name, what), by=by, at=at)
    values = {"sort": sort, "name": name, "contact": contact, "about": what, "notice": notice}
    try:
        with transaction.atomic():
            due = told.counted(PARTY, at)
            party = ConsultedParty.objects.create(request=told.request, sent_on=told.today, due_at=due, **values)
    except IntegrityError as error:
        raise RuleError(_("This party was asked already."), where="name") from error
    _wait(case, told, sort, by, at)
    tell_ledger("disclosure.consulted", case, by, at, sort=sort, party=party.pk)
    return party


def _wait(case: Case, told: Course, sort: str, by: User, at: datetime) -> None:
    if told.waiting is None:
        stand_still(case, sort, text=_("Opinions are asked; see the consulted parties."), by=by, at=at)
    elif sort == Why.THIRD_PARTY and not case.clocks.filter(term=PARTY, stopped_at=None).exists():
        clockwork.start(case, Why.THIRD_PARTY, at=at)
    _follow(case, at)


@transaction.atomic
def reached(party: ConsultedParty, *, reached_on: date, by: User, at: datetime) -> None:
    """The letter reached them on that day, from which their fifteen working days are counted."""
    case = party.request.case
    require(by, "handling.disclosure.consult", case)
    told = looked_at(case, "consult", at)
    _waits(party)
    day_between(reached_on, party.sent_on, told.today, "reached_on")
    party.reached_on = reached_on
    party.due_at = told.counted(PARTY, moment_of(reached_on, at))
    party.save(update_fields=["reached_on", "due_at"])
    tell_ledger("disclosure.letter_reached", case, by, at, party=party.pk, day=reached_on.isoformat())
    _follow(case, at)


@transaction.atomic
def take_opinion(
    party: ConsultedParty, *, opinion: str, reasons: str = "", answered_on: date | None = None, by: User, at: datetime
) -> None:
    """What a party said, and when; that it was silent can be said once its time is over. With the last of them the
    clock runs on.
    """
    case = party.request.case
    require(by, "handling.disclosure.consult", case)
    told = looked_at(case, "consult", at)
    _waits(party)
    if opinion not in (Opinion.AGREES, Opinion.OBJECTS, Opinion.SILENT):
        raise InputError(_("Choose one of these."), where="opinion")
    if opinion == Opinion.SILENT and at <= party.due_at:
        until = f"{last_day(party.due_at).isoformat()} {closing_time(party.due_at)}"
        raise RuleError(_("They have until %(until)s to answer (art. 32).") % {"until": until}, where="opinion")
    objects = opinion == Opinion.OBJECTS
    reasons = words(reasons, "reasons", _("reasons"), needed=objects)
    day = None if opinion == Opinion.SILENT else (answered_on or told.today)
    if day:
        day_between(day, party.sent_on, told.today, "answered_on")
    found = ConsultedParty.objects.filter(pk=party.pk, opinion=Opinion.WAITING)
    if not found.update(opinion=opinion, reasons=reasons, answered_on=day):
        raise RuleError(_("Somebody else has just written this down."), where=case.number, fix=_("Reload the page."))
    tell_ledger("disclosure.opinion_taken", case, by, at, party=party.pk, opinion=opinion)
    _perhaps_over(case, at)


@transaction.atomic
def override(party: ConsultedParty, *, because: str, by: User, at: datetime) -> DisclosureNotice:
    """Disclose in spite of an objection, because not to would gravely harm the public interest; the party is told what
    and why in writing (art. 32).
    """
    case = party.request.case
    require(by, "handling.disclosure.override", case)
    told = looked_at(case, "redact", at)
    because = words(because, "because", _("reason"))
    mine = next(each for each in told.parties if each.pk == party.pk)
    if not mine.stands_against:
        raise RuleError(_("Only a third party's objection is overridden, and once."), where=case.number)
    paper = papers.override(about(case, told.request), mine.name, mine.about, because, told.rules.remedies)
    notice = make_notice(told.request, paper, by=by, at=at)
    mine.overridden_because, mine.overridden_by, mine.override_notice = because, by, notice
    mine.save(update_fields=["overridden_because", "overridden_by", "override_notice"])
    tell_ledger("disclosure.overridden", case, by, at, party=mine.pk)
    return notice


def _waits(party: ConsultedParty) -> None:
    if not ConsultedParty.objects.filter(pk=party.pk, opinion=Opinion.WAITING).exists():
        raise RuleError(_("This party has spoken already."), where=party.request.case.number)


def _follow(case: Case, at: datetime) -> None:
    """The clock of the consultation ends with the time of the party that has longest."""
    waiting = [p for p in course(case, at).parties if p.waits and p.sort == PartySort.THIRD_PARTY]
    if waiting:
        last = max(waiting, key=lambda party: party.due_at)
        put_off(case, PARTY, moment_of(last.reached_on or last.sent_on, at), at=at)


def _perhaps_over(case: Case, at: datetime) -> None:
    """All have spoken or are out of time: the time of consultation ended with the last of them."""
    told = course(case, at)
    if told.waiting is None or any(party.waits for party in told.parties):
        return
    ends = [moment_of(p.answered_on, at) if p.answered_on else p.due_at for p in told.parties]
    run_on(case, told.waiting, since=max(ends), because=_("All opinions are in"), at=at)
    tell_ledger("disclosure.consultation_over", case, "machine", at, parties=len(told.parties))
