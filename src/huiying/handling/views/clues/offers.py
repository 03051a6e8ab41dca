"""The deeds of a clue's page: the move of each, the post that grants it, its form, and what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from huiying.core.cluelife import Move, State, moves_from
from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.models import User

from ...actions import clues as deeds
from ...clues import forms
from ...clues.content import digest_of
from ...models import Clue

Told = dict[str, Any]
MAKE, SIGN, HAND_OVER = "handling.clues.make", "handling.clues.sign", "handling.clues.hand_over"
DRAFT = frozenset({State.DRAFT})
GONE = frozenset({State.HANDED_OVER, State.CONCLUDED})


def _write(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.write_clue(clue, **told, by=by, at=at)
    return _("Kept.")


def _submit(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.submit_clue(clue, by=by, at=at)
    return _("Sent to be signed.")


def _send_back(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.send_clue_back(clue, **told, by=by, at=at)
    return _("Sent back to its writers.")


def _sign(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.sign_clue(clue, **told, by=by, at=at)
    return _("Signed. The letter can be taken out and handed over.")


def _correct(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.correct_clue(clue, **told, by=by, at=at)
    return _("The signature is taken back; the clue is a draft again.")


def _drop(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.drop_clue(clue, **told, by=by, at=at)
    return _("Not handed over; the clue stays in the list.")


def _hand_over(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.hand_over(clue, **told, by=by, at=at)
    return _("The hand-over is recorded.")


def _receipt(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.add_receipt(clue, told["receipt"], by=by, at=at)
    return _("The receipt is kept.")


def _conclude(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.conclude(clue, **told, by=by, at=at)
    return _("What the organ told is kept.")


def _capture(clue: Clue, told: Told, by: User, at: datetime) -> str:
    deeds.add_captures(clue, told["files"], captured_at=told["captured_at"], by=by, at=at)
    return _("The captures are kept, each with its SHA-256.")


def _withdraw(clue: Clue, told: Told, by: User, at: datetime) -> str:
    file = get_object_or_404(clue.files.select_related("clue"), pk=told["file"])
    deeds.withdraw_file(file, reason=told["reason"], by=by, at=at)
    return _("Withdrawn; the file is kept and marked.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed of the page; where it is no move, in which states it may be done."""

    grant: str
    form: Callable[..., forms.ClueForm]
    do: Callable[[Clue, Told, User, datetime], str]
    move: Move | None = None
    states: frozenset[State] = frozenset()

    def is_open(self, clue: Clue) -> bool:
        return self.move in moves_from(clue.state) if self.move else clue.state in self.states


OFFERS = {
    "write": Offer(MAKE, forms.WriteForm, _write, states=DRAFT),
    "capture": Offer(MAKE, forms.CaptureForm, _capture, states=DRAFT),
    "withdraw": Offer(MAKE, forms.WithdrawForm, _withdraw, states=DRAFT | GONE),
    "submit": Offer(MAKE, forms.PlainForm, _submit, move=Move.SUBMIT),
    "sign": Offer(SIGN, forms.SignForm, _sign, move=Move.SIGN),
    "send_back": Offer(SIGN, forms.CommentForm, _send_back, move=Move.SEND_BACK),
    "correct": Offer(MAKE, forms.ReasonForm, _correct, move=Move.CORRECT),
    "hand_over": Offer(HAND_OVER, forms.HandOverForm, _hand_over, move=Move.HAND_OVER),
    "receipt": Offer(HAND_OVER, forms.ReceiptForm, _receipt, states=GONE),
    "conclude": Offer(HAND_OVER, forms.ConcludeForm, _conclude, move=Move.CONCLUDE),
    "drop": Offer(MAKE, forms.ReasonForm, _drop, move=Move.DROP),
}


def offered(clue: Clue, person: User, content: dict[str, Any], at: datetime) -> dict[str, forms.ClueForm]:
    """The forms of the deeds that this person may do now, by the deed's name."""
    now = timezone.localtime(at).replace(second=0, microsecond=0)
    initial: dict[str, dict[str, Any]] = {
        "sign": {"seen": digest_of(content)},
        "capture": {"captured_at": now},
        "hand_over": {"handed_at": now, "given_by": str(person)},
        "conclude": {"outcome_on": now.date()},
    }
    found = {}
    for name, each in OFFERS.items():
        if each.is_open(clue) and policies.allows(person, each.grant, clue):
            more = {"initial": initial[name]} if name in initial else {}
            found[name] = each.form(clue, auto_id=f"{name}-%s", **more)
    return found


def done(
    clue: Clue, name: str, data: QueryDict, files: MultiValueDict[str, Any], *, by: User, at: datetime
) -> tuple[str, forms.ClueForm]:
    """Do the deed: what was done, in words; "" and the form where something in it is to be mended."""
    form = OFFERS[name].form(clue, data, files, auto_id=f"{name}-%s")
    if not form.is_valid():
        return "", form
    try:
        return OFFERS[name].do(clue, form.cleaned_data, by, at), form
    except (InputError, RuleError) as refused:
        form.refuse(refused)
        return "", form
