"""A signed clue is handed to its organ, by name and against a receipt; what the organ tells of it later is kept."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.cluelife import Move, State
from huiying.core.errors import InputError, RuleError
from huiying.intake.channel import Attached
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ...models import Clue, ClueFile, Handover
from ..moving import stamp, tell_ledger
from .capturing import keep_file
from .making import MOST_TEXT
from .moving import checked, move

HAND_OVER = "handling.clues.hand_over"
MOST_NAMES = 120


@transaction.atomic
def hand_over(
    clue: Clue,
    *,
    given_by: str,
    received_by: str,
    handed_at: datetime,
    receipt: Attached | None = None,
    by: User,
    at: datetime,
) -> Handover:
    """Record that the clue was handed over, who gave it and who took it; the receipt may come later."""
    policies.require(by, HAND_OVER, clue)
    given = checked(given_by, "given_by", _("name"), MOST_NAMES, needed=True)
    received = checked(received_by, "received_by", _("name"), MOST_NAMES, needed=True)
    if handed_at > at:
        raise InputError(_("This moment is still to come."), where="handed_at", fix=_("Write when it was handed over."))
    if clue.signed_at and handed_at < clue.signed_at.replace(second=0, microsecond=0):
        raise InputError(
            _("It was handed over before it was signed."), where="handed_at", fix=_("Compare the two moments.")
        )
    move(clue, Move.HAND_OVER)
    told = Handover.objects.create(clue=clue, given_by=given, received_by=received, at=handed_at)
    facts = {"organ": clue.organ_name, "handed_at": stamp(handed_at), "digest": clue.digest}
    record("clue.handed_over", about=clue.ref, by=by, at=at, **facts)
    if receipt:
        _keep_receipt(clue, receipt, by, at)
    if clue.case:
        tell_ledger("case.clue_handed_over", clue.case, by, at, clue=clue.number, organ=clue.organ_name)
    return told


@transaction.atomic
def add_receipt(clue: Clue, receipt: Attached, *, by: User, at: datetime) -> ClueFile:
    """Keep the receipt that the organ signed."""
    policies.require(by, HAND_OVER, clue)
    clue.state = Clue.objects.select_for_update().values_list("state", flat=True).get(pk=clue.pk)
    if clue.state not in (State.HANDED_OVER, State.CONCLUDED):
        raise RuleError(_("The clue has not been handed over yet."), where=clue.number)
    return _keep_receipt(clue, receipt, by, at)


def _keep_receipt(clue: Clue, receipt: Attached, by: User, at: datetime) -> ClueFile:
    kept = keep_file(clue, receipt, ClueFile.Sort.RECEIPT, captured_at=at, by=by, at=at)
    record("clue.receipt_kept", about=clue.ref, by=by, at=at, digest=kept.digest)
    return kept


@transaction.atomic
def conclude(clue: Clue, *, outcome: str, outcome_by: str = "", outcome_on: date, by: User, at: datetime) -> None:
    """Keep what the organ told of the clue; its words stay here and not in the ledger."""
    policies.require(by, HAND_OVER, clue)
    outcome = checked(outcome, "outcome", _("outcome"), MOST_TEXT, needed=True)
    teller = checked(outcome_by, "outcome_by", _("name"), MOST_NAMES)
    if outcome_on > timezone.localtime(at).date():
        raise InputError(_("This day is still to come."), where="outcome_on", fix=_("Write when it was told."))
    move(clue, Move.CONCLUDE)
    handover = Handover.objects.get(clue=clue)
    if outcome_on < timezone.localtime(handover.at).date():
        raise InputError(
            _("It was told before the clue was handed over."), where="outcome_on", fix=_("Compare the two days.")
        )
    handover.outcome, handover.outcome_by, handover.outcome_on = outcome, teller, outcome_on
    handover.save(update_fields=["outcome", "outcome_by", "outcome_on"])
    record("clue.concluded", about=clue.ref, by=by, at=at, organ=clue.organ_name)
