"""What every deed on a clue does: look at the table of moves, change the state by a conditional update; writing is for
drafts alone.
"""

from typing import Any

from django.utils.translation import gettext as _

from huiying.core import cluelife
from huiying.core.cluelife import Move, State
from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.models import User

from ...models import Clue


def move(clue: Clue, step: Move, **changed: Any) -> None:
    """Move the clue along its table. Nothing changed means that somebody else was first; then nothing is done."""
    before = clue.state
    after = cluelife.after(before, step)
    if not Clue.objects.filter(pk=clue.pk, state=before).update(state=str(after), **changed):
        raise RuleError(
            _("Somebody else has just moved this clue on."),
            where=clue.number,
            fix=_("Reload the page and look at it again."),
        )
    clue.state = str(after)
    for name, value in changed.items():
        setattr(clue, name, value)


def open_for_writing(clue: Clue, by: User) -> None:
    """Hold the clue while it is written on: it must be a draft, and whoever writes does not sign it."""
    policies.require(by, "handling.clues.make", clue)
    clue.state = Clue.objects.select_for_update().values_list("state", flat=True).get(pk=clue.pk)
    if clue.state != State.DRAFT:
        raise RuleError(
            _("Only a draft is written on; this clue is: %(state)s.") % {"state": clue.get_state_display()},
            where=clue.number,
            fix=_("Let it be sent back, or take the signature back, and write then."),
        )
    clue.writers.add(by)


def checked(text: str, field: str, what: str, most: int, *, needed: bool = False) -> str:
    """A text of the right length for `field`; InputError that says what is wrong with it."""
    text = text.replace("\r\n", "\n").strip()
    if needed and not text:
        raise InputError(_("The %(what)s is empty.") % {"what": what}, where=field, fix=_("Write it first."))
    if len(text) > most:
        raise InputError(
            _("The %(what)s is longer than %(limit)d characters.") % {"what": what, "limit": most}, where=field
        )
    return text
