"""The deeds that may be done to many cases at once. Each keeps its own checks; nothing here decides who may."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import HuiyingError, RuleError
from huiying.people.models import User

from .. import actions
from ..checking import checked
from ..models import Case


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: `told` in words, and whether the deed was done."""

    case: Case
    done: bool
    told: str


Deed = Callable[[Case], str]


def each(cases: Iterable[Case], deed: Deed) -> list[Outcome]:
    """Do the deed to one case after the other; a refusal of one leaves it as it was and keeps none of the others."""
    return [_one(case, deed) for case in cases]


def _one(case: Case, deed: Deed) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(case, True, deed(case))
    except HuiyingError as refused:
        case.refresh_from_db()
        return Outcome(case, False, f"{refused.what} {refused.fix}".strip())


def assign_all(cases: Sequence[Case], told: dict[str, Any], *, by: User, at: datetime) -> list[Outcome]:
    def deed(case: Case) -> str:
        actions.assign(case, lead=told["lead"], co_sections=told["co_sections"], by=by, at=at)
        return _("Assigned to %(section)s.") % {"section": told["lead"]}

    return each(cases, deed)


def merge_all(cases: Sequence[Case], told: dict[str, Any], *, by: User, at: datetime) -> list[Outcome]:
    """Merge all but the leading one into it."""
    into = told["into"]

    def deed(case: Case) -> str:
        actions.merge([case], into=into, by=by, at=at)
        return _("Merged into %(number)s; its reply goes to this writer too.") % {"number": into.number}

    return each([case for case in cases if case.pk != into.pk], deed)


def answer_all(cases: Sequence[Case], told: dict[str, Any], *, by: User, at: datetime) -> list[Outcome]:
    """Each gets the text and goes into review; or all are merged into the leading one, and that alone does. Where it
    cannot be sent, none is merged.
    """
    text, public, into = told["text"], told["make_public"], told.get("into")

    def write(case: Case) -> str:
        draft = actions.save_draft(case, text=text, make_public=public, by=by, at=at)
        actions.submit(case, by=by, at=at)
        return _("Version %(version)d of the draft is in review.") % {"version": draft.version}

    def written(case: Case) -> str:
        if found := checked(case, text):
            _refuse_unmended(len(found.must))
        return write(case)

    if not into:
        return each(cases, written)
    first = each([into], written)
    if first[0].done:
        return [*first, *merge_all(cases, told, by=by, at=at)]
    told_others = _("Not merged: the reply of the leading case is not sent.")
    return [*first, *(Outcome(case, False, told_others) for case in cases if case.pk != into.pk)]


def _refuse_unmended(points: int) -> None:
    if points:
        raise RuleError(
            ngettext(
                "%(n)d point of this reply must be mended for this letter first.",
                "%(n)d points of this reply must be mended for this letter first.",
                points,
            )
            % {"n": points},
            fix=_("Write this one on its own page, where the check shows what is meant."),
        )


DEEDS: dict[str, Callable[..., list[Outcome]]] = {"assign": assign_all, "merge": merge_all, "answer": answer_all}
