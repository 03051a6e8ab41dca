"""核查, 采纳 · The forms of the loops on the page of a case: which a person may fill in now, and what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.loops import FOUNDED, Loop, Standing, standings
from huiying.people import policies
from huiying.people.forms import DeedForm
from huiying.people.models import User

from .. import actions
from ..actions.inquiring import MAY_BE_LOOKED_INTO
from ..forms_loops import AdoptionForm, ConcludeForm, FindForm, InvestigateForm
from ..models import Case
from ..present import Present
from ..standing import course_of, in_words, inquiry_of, is_suggestion


def _find(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.find(case, **told, by=by, at=at)
    return _("The finding is kept.")


def _investigate(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.investigate(case, **told, by=by, at=at)
    return _("What was checked is kept.")


def _conclude(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.conclude(case, **told, by=by, at=at)
    return _("The investigation is concluded.")


def _adoption(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.decide_adoption(case, **told, by=by, at=at)
    return _("What became of the suggestion is kept; it is published with the answer.")


@dataclass(frozen=True, slots=True)
class LoopDeed:
    """A deed of the loops: the post that grants it, its form, what it does."""

    grant: str
    form: Callable[..., DeedForm]
    do: Callable[[Case, dict[str, Any], User, datetime], str]


LOOP_DEEDS = {
    "find": LoopDeed("handling.inquire", FindForm, _find),
    "investigate": LoopDeed("handling.inquire", InvestigateForm, _investigate),
    "conclude": LoopDeed("handling.inquire", ConcludeForm, _conclude),
    "adoption": LoopDeed("handling.adoption", AdoptionForm, _adoption),
}


def loop_context(case: Case, there: Present, person: User) -> dict[str, object]:
    """Where the case stands in the loops, what was found so far, and the forms that this person may fill in now;
    `there` is what hangs on it.
    """
    inquiry = inquiry_of(case)
    offered = {
        name: LOOP_DEEDS[name].form(case, auto_id=f"{name}-%s")
        for name in _possible(case)
        if policies.allows(person, LOOP_DEEDS[name].grant, case)
    }
    told = course_of(case)
    return {
        "loops": in_words(case),
        "inquiry": inquiry,
        "inquiry_steps": inquiry.steps.select_related("by") if inquiry else (),
        "adoptions": case.adoptions.select_related("by") if "adoptions" in there else (),
        "is_complaint": told.complains,
        "suggestion": is_suggestion(case),
        "loop_forms": offered,
        "held": case.holds.filter(lifted_at=None).first() if "holds" in there else None,
        "loop_next": "find" if inquiry is None else _next(case),
    }


def _possible(case: Case) -> list[str]:
    """The deeds that the case is ripe for."""
    if case.state not in MAY_BE_LOOKED_INTO or case.anonymised_at:
        return []
    inquiry, suggested = inquiry_of(case), ["adoption"] if is_suggestion(case) else []
    if inquiry is None:
        return suggested or ["find"]
    if inquiry.verdict not in FOUNDED:
        return [*suggested, "find"]
    return [*suggested, "find", "investigate", *(["conclude"] if inquiry.investigated_at else [])]


def _next(case: Case) -> str:
    told = standings(course_of(case))
    if told[Loop.INVESTIGATE] is Standing.OPEN:
        return "investigate"
    inquiry = inquiry_of(case)
    return "conclude" if inquiry and inquiry.investigated_at and not inquiry.concluded_at else ""


def loop_done(case: Case, name: str, data: QueryDict, by: User, at: datetime) -> tuple[str, DeedForm]:
    """Do the deed: what was done, in words; "" and the form where something in it is to be mended."""
    form = LOOP_DEEDS[name].form(case, data, auto_id=f"{name}-%s")
    if not form.is_valid():
        return "", form
    try:
        return LOOP_DEEDS[name].do(case, form.cleaned_data, by, at), form
    except (InputError, RuleError) as refused:
        form.refuse(refused)
        return "", form
