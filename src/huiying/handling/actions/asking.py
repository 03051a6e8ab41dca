"""The office asks outside: the writer for more, a third party, another organ. The clock stands still until they answer
or the handler goes on without (政府信息公开条例 arts. 30, 32, 33); a correction lets it run anew.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move
from huiying.ledger.actions import PUBLIC, Actor
from huiying.people.models import User

from .. import rulebook, telling
from ..clocks import clockwork
from ..clocks.partterms import wind_parts_of
from ..models import Case, ConsultedParty, Opinion, Question, Why
from .moving import move, require, tell_ledger

MOST_TEXT = 5_000


@transaction.atomic
def ask_writer(case: Case, *, question: str, why: str = Why.ASKED, by: User, at: datetime) -> Question:
    """Ask, and let the clock stand still; the regulation says for what a case of this kind may ask."""
    require(by, "handling.ask", case)
    text = _checked(question, case, _("question"))
    _effect(case, why)
    if why == Why.CORRECTION and case.questions.filter(why=why).exists():
        raise RuleError(
            _("What is to be corrected is told once and completely."), where=case.number, fix="政府信息公开条例第三十条"
        )
    move(case, Move.ASK)
    asked = Question.objects.create(case=case, why=why, text=text, asked_at=at, by=by)
    clockwork.stop(case, why, at=at)
    clockwork.halt(case, at=at)
    clockwork.start(case, why, at=at)
    wind_parts_of(case)
    tell_ledger("writer.asked", case, by, at, why=why)
    if asked.to_writer:
        telling.question(asked, at=at)
    return asked


@transaction.atomic
def answer_question(case: Case, *, answer: str, by: User | None = None, at: datetime) -> None:
    """What was asked has come: from the writer, or written down by `by`. The clock runs on, or anew."""
    if by is not None:
        require(by, "handling.ask", case)
    asked = _waiting(case)
    _refuse_pending(case, asked)
    text = _checked(answer, case, _("answer"))
    _end(asked, at, answer=text)
    _go_on(case, by or PUBLIC, at, anew=_effect(case, asked.why) == "restart")
    tell_ledger("writer.answered", case, by or PUBLIC, at, why=asked.why)


@transaction.atomic
def resume(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """Go on without an answer, for a reason; the clock runs on from where it stood."""
    require(by, "handling.ask", case)
    if not reason.strip():
        raise InputError(_("Going on without an answer needs a reason."), where=case.number, fix=_("Say why."))
    asked = _waiting(case)
    _refuse_pending(case, asked)
    _end(asked, at, ended_because=reason.strip()[:300])
    _go_on(case, by, at, anew=False)
    tell_ledger("case.resumed", case, by, at, reason=reason.strip())


def waiting_question(case: Case) -> Question | None:
    """What the case waits for."""
    return case.questions.filter(ended_at=None).select_related("by").first()


def _waiting(case: Case) -> Question:
    asked = waiting_question(case)
    if asked is None:
        raise RuleError(
            _("Nobody has been asked, or the answer has come already."), where=case.number, fix=_("Reload the page.")
        )
    return asked


def _refuse_pending(case: Case, asked: Question) -> None:
    """A fee that is waited for, or parties that have not spoken, have steps of their own."""
    parties = ConsultedParty.objects.filter(request__case=case, opinion=Opinion.WAITING)
    if asked.why == Why.FEE or (not asked.to_writer and parties.exists()):
        raise RuleError(
            _("This is waited for in the pane of the disclosure request."),
            where=case.number,
            fix=_("Write down there what each of them said, or that the fee was paid."),
        )


def _end(asked: Question, at: datetime, **told: str) -> None:
    if not Question.objects.filter(pk=asked.pk, ended_at=None).update(ended_at=at, **told):
        raise RuleError(_("Somebody else has just answered this question."), fix=_("Reload the page."))


def _go_on(case: Case, by: Actor | str, at: datetime, *, anew: bool) -> None:
    move(case, Move.RESUME)
    clockwork.happened(case, "resumed", at=at)
    clockwork.go_on(case, at=at, anew=anew)
    wind_parts_of(case)


def _effect(case: Case, why: str) -> str:
    """What asking for `why` does to the clocks of this kind of case: pause or restart."""
    kind = rulebook.regulation_of(case.regulation).kinds[case.kind]
    if why not in kind.effects:
        possible = "、".join(str(Why(each).label) for each in kind.effects) or _("nothing")
        raise RuleError(
            _("A case of the kind “%(kind)s” does not wait for this.") % {"kind": kind.title},
            where=case.number,
            fix=_("It may wait for: %(possible)s.") % {"possible": possible},
        )
    return kind.effects[why]


def _checked(text: str, case: Case, what: str) -> str:
    text = text.strip()
    if not text:
        raise InputError(_("The %(what)s is empty.") % {"what": what}, where=case.number, fix=_("Write it first."))
    if len(text) > MOST_TEXT:
        raise InputError(
            _("The %(what)s is longer than %(limit)d characters.") % {"what": what, "limit": MOST_TEXT},
            where=case.number,
        )
    return text
