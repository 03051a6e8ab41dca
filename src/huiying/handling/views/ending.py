"""不予受理, 转出, 并案, 收回 · How a case ends without a reply of its own, goes on after all, and how a text comes back
from the sign-off: the forms of the case page, where what is wrong with a form is said in the form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move, moves_from
from huiying.people import policies
from huiying.people.models import User

from .. import actions, rulebook, telling
from ..forms import DeclineForm, GoOnForm, MergeForm, OfACase, TransferForm
from ..models import Case, HowEnded
from ..present import Present


def _decline(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.decline(case, **told, by=by, at=at)
    return _("Not accepted; the writer is told.")


def _transfer(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.transfer_out(case, **told, by=by, at=at)
    return _("Transferred to %(organ)s; the writer is told.") % {"organ": told["to"]}


def _merge(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.merge([case], into=told["into"], by=by, at=at)
    return _("Merged into %(number)s; its reply goes to this writer too.") % {"number": told["into"].number}


def _unmerge(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.unmerge(case, **told, by=by, at=at)
    return _("Parted; its clock runs on from its receipt.")


def _take_up(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.take_up_again(case, **told, by=by, at=at)
    return _("Taken up again, with a new clock.")


def _recall(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.recall(case, by=by, at=at)
    return _("The draft is yours again; nobody is asked to sign it any more.")


def _withdraw(case: Case, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.withdraw_text(case, **told, by=by, at=at)
    return _("The text is in drafting again; its next version is signed anew.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed of the page: its move, the post that grants it, its form, and whether it can be taken back."""

    move: Move
    grant: str
    form: Callable[..., forms.Form]
    do: Callable[[Case, dict[str, Any], User, datetime], str]
    undo: bool = False


ENDINGS = {
    "decline": Offer(Move.DECLINE, "handling.decline", DeclineForm, _decline, undo=True),
    "transfer": Offer(Move.TRANSFER, "handling.transfer", TransferForm, _transfer, undo=True),
    "merge": Offer(Move.MERGE, "handling.merge", MergeForm, _merge, undo=True),
    "unmerge": Offer(Move.UNMERGE, "handling.merge", GoOnForm, _unmerge),
    "recall": Offer(Move.RECALL, "handling.recall", OfACase, _recall),
    "withdraw": Offer(Move.WITHDRAW, "handling.withdraw", GoOnForm, _withdraw),
    "take_up": Offer(Move.TAKE_UP, "handling.decline", GoOnForm, _take_up),
}


def ending_context(case: Case, there: Present, person: User) -> dict[str, object]:
    """The forms of the deeds that this person may do now, by the deed's name; and with what the case was over; `there`
    is what hangs on the case.
    """
    possible = moves_from(case.state)
    offered = {
        name: each.form(case, auto_id=f"{name}-%s")
        for name, each in ENDINGS.items()
        if each.move in possible and policies.allows(person, each.grant, case)
    }
    if "recall" in offered and actions.signing.is_decided_on(case):
        offered.pop("recall")
    if not rulebook.grounds_for_declining(case.regulation, case.kind):
        offered.pop("decline", None)
    waits_with = Case.objects.waiting_with(case) if "merged" in there else ()
    return {"endings": offered, "ended": ended(case), "waits_with": waits_with}


def ended(case: Case) -> str:
    """What the writer was told of a letter that was over without a reply."""
    if case.state not in HowEnded.values:
        return ""
    last = case.endings.filter(sort=case.state).select_related("case").last()
    return telling.ended_text(last) if last else ""


def done(case: Case, name: str, data: QueryDict, by: User, at: datetime) -> tuple[str, forms.Form]:
    """Do the deed: what was done, in words; "" and the form where something in it is to be mended."""
    form = ENDINGS[name].form(case, data, auto_id=f"{name}-%s")
    if not form.is_valid():
        return "", form
    try:
        return ENDINGS[name].do(case, form.cleaned_data, by, at), form
    except (InputError, RuleError) as refused:
        form.add_error(None, f"{refused.what} {refused.fix}".strip())
        return "", form
