"""批注 · A word on a passage of the newest draft, and that it is settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.core.lifecycle import State
from huiying.people import policies
from huiying.people.models import User

from ..models import Draft, PassageComment
from ..passages import places_of
from .moving import require, tell_ledger

MOST_QUOTE, MOST_TEXT = 500, 1000


@transaction.atomic
def comment(draft: Draft, *, quote: str, text: str, start: int | None = None, by: User, at: datetime) -> PassageComment:
    """Say something of the passage `quote`, which begins at `start` of the text, or where it stands in it first."""
    case = draft.case
    require(by, "handling.comment", case)
    if case.state not in (State.DRAFTING, State.IN_REVIEW) or case.drafts.filter(version__gt=draft.version).exists():
        raise RuleError(_("Only the newest draft is commented on, until it is approved."), where=case.number)
    quote, text = quote.strip(), text.strip()
    found = _place(draft.text, quote, start)
    if not text:
        raise InputError(_("The comment is empty."), where="text", fix=_("Say what you think of the passage."))
    if len(text) > MOST_TEXT:
        raise InputError(_("That is longer than %(limit)d characters.") % {"limit": MOST_TEXT}, where="text")
    said = PassageComment.objects.create(
        draft=draft, start=found, end=found + len(quote), quote=quote, text=text, by=by, at=at
    )
    tell_ledger("comment.made", case, by, at, version=draft.version, start=said.start, end=said.end, comment=text)
    return said


def _place(text: str, quote: str, start: int | None) -> int:
    if not quote or len(quote) > MOST_QUOTE:
        raise InputError(_("Choose a passage of up to %(limit)d characters.") % {"limit": MOST_QUOTE}, where="quote")
    if start is not None and text[start : start + len(quote)] == quote:
        return start
    places = places_of(text, quote)
    if not places:
        raise InputError(
            _("The text does not hold this passage."), where="quote", fix=_("Copy it from the text as it stands.")
        )
    return min(places, key=lambda place: abs(place - (start or 0)))


@transaction.atomic
def settle(said: PassageComment, *, by: User, at: datetime) -> None:
    """Settle a comment: whoever made it, or whoever writes the reply."""
    case = said.draft.case
    if by.pk != said.by_id and not policies.allows(by, "handling.draft", case):
        raise NotAllowed(_("Whoever made a comment settles it, or who writes the reply."), where=case.number)
    if not PassageComment.objects.filter(pk=said.pk, settled_at=None).update(settled_at=at, settled_by=by):
        raise RuleError(_("This comment is settled already."), where=case.number)
    tell_ledger("comment.settled", case, by, at, version=said.draft.version)
