"""A clue on its way to its signature: sent in whole, sent back with a comment, signed by a leader who wrote nothing of
it; the signature falls where the clue must be corrected.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.cluelife import Move
from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ...clues.content import content_of, digest_of
from ...clues.lacking import lacking
from ...models import Clue
from .making import MOST_REASON
from .moving import checked, move, open_for_writing


@transaction.atomic
def submit_clue(clue: Clue, *, by: User, at: datetime) -> None:
    """Send a whole draft to be signed; InputError names what it lacks."""
    open_for_writing(clue, by)
    missing = lacking(clue)
    if missing:
        raise InputError(
            _("The clue still lacks: %(missing)s.") % {"missing": _(", ").join(missing)},
            where=clue.number,
            fix=_("Complete it first."),
        )
    move(clue, Move.SUBMIT)
    record("clue.submitted", about=clue.ref, by=by, at=at, digest=digest_of(content_of(clue)))


@transaction.atomic
def send_clue_back(clue: Clue, *, reason: str, by: User, at: datetime) -> None:
    """Give the clue back to its writers with what is to be changed."""
    policies.require(by, "handling.clues.sign", clue)
    reason = checked(reason, "reason", _("comment"), MOST_REASON, needed=True)
    move(clue, Move.SEND_BACK)
    record("clue.sent_back", about=clue.ref, by=by, at=at, reason=reason)


@transaction.atomic
def sign_clue(clue: Clue, *, seen: str = "", by: User, at: datetime) -> None:
    """Sign the clue as it stands. `seen` is the digest of what the signer read; where it differs, nothing is signed."""
    policies.require(by, "handling.clues.sign", clue)
    if clue.writers.filter(pk=by.pk).exists():
        raise RuleError(
            _("Nobody signs a clue that they wrote on."), where=clue.number, fix=_("Another leader signs it.")
        )
    content = content_of(clue)
    digest = digest_of(content)
    if seen and seen != digest:
        raise RuleError(
            _("The clue has changed since you read it."), where=clue.number, fix=_("Read it again and sign then.")
        )
    move(clue, Move.SIGN, content=content, digest=digest, signed_by=by, signed_at=at)
    facts = {"digest": digest}
    if lender := policies.on_behalf(by, "handling.clues.sign", clue):
        facts["for"] = lender.ledger_name
    record("clue.signed", about=clue.ref, by=by, at=at, **facts)


@transaction.atomic
def correct_clue(clue: Clue, *, reason: str, by: User, at: datetime) -> None:
    """Take the signature back before the hand-over, because something must be corrected; it is signed anew."""
    policies.require(by, "handling.clues.make", clue)
    reason = checked(reason, "reason", _("reason"), MOST_REASON, needed=True)
    fallen = clue.digest
    move(clue, Move.CORRECT, content={}, digest="", signed_by=None, signed_at=None)
    record("clue.corrected", about=clue.ref, by=by, at=at, digest=fallen, reason=reason)
