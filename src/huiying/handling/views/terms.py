"""The terms of one case on its page: each clock with its title, what the case waits for, and its extensions."""

from dataclasses import dataclass
from typing import Any

from huiying.core.term import Term, counted
from huiying.people import policies
from huiying.people.models import User

from .. import rulebook
from ..clocks.terms import spoken, term_of, term_title
from ..forms import DecideForm, ExtensionForm
from ..models import Case, Clock, Extension, Grant
from ..present import Present


@dataclass(frozen=True, slots=True)
class Line:
    """A clock of the case; `most` is how far it may still be extended, in words, and `form` asks for it."""

    clock: Clock
    title: str
    most: str = ""
    form: ExtensionForm | None = None


def terms_context(case: Case, there: Present, person: User) -> dict[str, Any]:
    """The context of the terms; `there` is what hangs on the case."""
    questions = list(case.questions.select_related("by")) if "questions" in there else []
    extensions = list(Extension.objects.filter(clock__case=case).select_related("by", "decided_by", "clock"))
    taken = {each.clock_id for each in extensions if each.grant != Grant.REFUSED}
    may_extend = case.is_open and policies.allows(person, "handling.extend", case)
    return {
        "lines": [_line(clock, case, may_extend and clock.pk not in taken) for clock in case.clocks.all()],
        "kind_title": _kind_title(case),
        "question": next((each for each in questions if each.ended_at is None), None),
        "questions": questions,
        "extensions": [_told(each, case, person) for each in extensions],
    }


def _line(clock: Clock, case: Case, may_extend: bool) -> Line:
    clock.case = case  # the page holds it already
    term = term_of(clock)
    if term is None or term.extend is None or clock.stopped_at is not None or not may_extend:
        return Line(clock, term_title(clock))
    form = ExtensionForm(initial={"term": term.id, "amount": term.extend}, auto_id=f"extend_{clock.pk}_%s")
    return Line(clock, term_title(clock), spoken(counted(term.unit, term.extend)), form)


@dataclass(frozen=True, slots=True)
class Told:
    """An extension in words; `form` decides it, where this person may."""

    extension: Extension
    title: str
    amount: str
    form: DecideForm | None


def _told(extension: Extension, case: Case, person: User) -> Told:
    extension.clock.case = case
    term = term_of(extension.clock)
    amount = spoken(counted(term.unit, extension.amount)) if term else str(extension.amount)
    form = DecideForm(initial={"extension": extension.pk}) if _may_decide(extension, term, case, person) else None
    return Told(extension, term_title(extension.clock), amount, form)


def _may_decide(extension: Extension, term: Term | None, case: Case, person: User) -> bool:
    waits = extension.grant == Grant.WAITING and extension.by_id != person.pk and case.is_open
    return waits and term is not None and policies.allows(person, f"handling.extend.{term.approver}", case)


def _kind_title(case: Case) -> str:
    kind = rulebook.regulation_of(case.regulation).kinds.get(case.kind)
    return kind.title if kind else case.kind
