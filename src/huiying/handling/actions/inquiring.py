"""核查 · Whether a complaint is justified, what was checked, and how it ended: each a named person's word. What was
said before is never changed; a later word of the same sort corrects it.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import State
from huiying.core.loops import FOUNDED, UNDER_WAY
from huiying.people.models import User

from ..models import Case, Inquiry, InquiryStep, Result, Verdict
from .moving import require, tell_ledger

MOST_WORDS, MOST_WHO = 2_000, 200
MAY_BE_LOOKED_INTO = UNDER_WAY | {State.CLOSED}
Sort = InquiryStep.Sort


@transaction.atomic
def find(case: Case, *, verdict: str, evidence: str, seen: int = 0, by: User, at: datetime) -> InquiryStep:
    """Say whether the complaint is justified, and on what evidence. `seen` is how many words there were before."""
    require(by, "handling.inquire", case)
    if verdict not in Verdict.values:
        raise InputError(_("Say whether the complaint is justified."), where="verdict")
    text = _words(evidence, "evidence", _("evidence"))
    inquiry = _locked(case, seen)
    if inquiry is None:
        inquiry = Inquiry.objects.create(case=case, verdict=verdict, found_at=at)
    else:
        inquiry.verdict, inquiry.found_at = verdict, at
        inquiry.save(update_fields=["verdict", "found_at"])
    corrects = _corrects(inquiry, Sort.FINDING)
    tell_ledger("inquiry.found", case, by, at, verdict=verdict, **corrects)
    return InquiryStep.objects.create(inquiry=inquiry, sort=Sort.FINDING, outcome=verdict, text=text, by=by, at=at)


@transaction.atomic
def investigate(
    case: Case, *, checked: str, who: str, first: date, last: date, seen: int, by: User, at: datetime
) -> InquiryStep:
    """Keep what was checked of a justified complaint, by whom, from which day to which."""
    require(by, "handling.inquire", case)
    text, who = _words(checked, "checked", _("account of what was checked")), " ".join(who.split())
    if not who or len(who) > MOST_WHO:
        raise InputError(_("Say who checked it."), where="who")
    if not first <= last <= timezone.localtime(at).date():
        raise InputError(_("The days of a check lie in order, and none lies ahead."), where="last")
    inquiry = _locked(case, seen)
    if inquiry is None or inquiry.verdict not in FOUNDED:
        raise RuleError(
            _("What is investigated was found justified before."),
            where=case.number,
            fix=_("Say first whether the complaint is justified."),
        )
    inquiry.investigated_at = at
    inquiry.save(update_fields=["investigated_at"])
    corrects = _corrects(inquiry, Sort.INVESTIGATION)
    tell_ledger("inquiry.investigated", case, by, at, first=first.isoformat(), last=last.isoformat(), **corrects)
    told: dict[str, Any] = {"text": text, "who": who, "first": first, "last": last, "by": by, "at": at}
    return InquiryStep.objects.create(inquiry=inquiry, sort=Sort.INVESTIGATION, **told)


@transaction.atomic
def conclude(case: Case, *, result: str, measures: str, seen: int, by: User, at: datetime) -> InquiryStep:
    """Keep how the investigation ended and which measures were taken; the reply tells it to the writer."""
    require(by, "handling.inquire", case)
    if result not in Result.values:
        raise InputError(_("Say how the investigation ended."), where="result")
    text = _words(measures, "measures", _("account of the measures"))
    inquiry = _locked(case, seen)
    if inquiry is None or inquiry.investigated_at is None or inquiry.verdict not in FOUNDED:
        raise RuleError(
            _("What is concluded was investigated before."),
            where=case.number,
            fix=_("Write down first what was checked."),
        )
    inquiry.result, inquiry.concluded_at = result, at
    inquiry.save(update_fields=["result", "concluded_at"])
    corrects = _corrects(inquiry, Sort.CONCLUSION)
    tell_ledger("inquiry.concluded", case, by, at, result=result, **corrects)
    return InquiryStep.objects.create(inquiry=inquiry, sort=Sort.CONCLUSION, outcome=result, text=text, by=by, at=at)


def conclude_anew(case: Case) -> None:
    """A case that goes on after all is concluded once more; what was found and checked stands."""
    Inquiry.objects.filter(case=case).update(concluded_at=None, result="")


def _locked(case: Case, seen: int) -> Inquiry | None:
    """The inquiry, for this deed alone; RuleError where somebody wrote in it since this person looked."""
    now = Case.objects.select_for_update().get(pk=case.pk)
    if now.state not in MAY_BE_LOOKED_INTO:
        raise RuleError(
            _("A complaint is looked into once a section has accepted it."),
            where=case.number,
            fix=_("Accept it first."),
        )
    if InquiryStep.objects.filter(inquiry__case=now).count() != seen:
        raise RuleError(
            _("Somebody else has just written here."), where=case.number, fix=_("Reload the page and look at it again.")
        )
    return Inquiry.objects.filter(case=now).first()


def _corrects(inquiry: Inquiry, sort: str) -> dict[str, bool]:
    return {"corrects": True} if inquiry.steps.filter(sort=sort).exists() else {}


def _words(text: str, where: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise InputError(_("The %(what)s is empty.") % {"what": what}, where=where, fix=_("Write it first."))
    if len(text) > MOST_WORDS:
        told = {"what": what, "limit": MOST_WORDS}
        raise InputError(_("The %(what)s is longer than %(limit)d characters.") % told, where=where)
    return text
