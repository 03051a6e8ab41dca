"""What every deed on a case does: look at the table of moves, change the state by a conditional update, record."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core import lifecycle
from huiying.core.errors import RuleError
from huiying.core.lifecycle import Move
from huiying.ledger.actions import Actor, record
from huiying.people import policies
from huiying.people.models import User

from ..models import Case, Part


def move(case: Case, step: Move, **changed: Any) -> None:
    """Move the case along the table. Nothing changed means that somebody else was first; then nothing is done."""
    before = case.state
    after = lifecycle.after(before, step)
    if case.anonymised_at:
        raise RuleError(_("The personal data of this case is gone; nothing follows any more."), where=case.number)
    if not Case.objects.filter(pk=case.pk, state=before, anonymised_at=None).update(state=str(after), **changed):
        raise RuleError(
            _("Somebody else has just moved this case on."),
            where=case.number,
            fix=_("Reload the page and look at it again."),
        )
    case.state = str(after)
    for name, value in changed.items():
        setattr(case, name, value)


def require(by: User | None, deed: str, case: Case) -> None:
    policies.require(by, deed, case)


def require_part(by: User | None, deed: str, thing: Part | Case) -> None:
    """The same of a part, which has a section and a handler of its own."""
    policies.require(by, deed, thing)


def refuse_restricted(case: Case) -> None:
    """What is only kept and protected is not looked at (个人信息保护法 art. 47 para. 2)."""
    if case.restrictions.filter(lifted_at=None).exists():
        raise RuleError(
            _("The personal data of this case is restricted at its writer's request."),
            where=case.number,
            fix=_("Who needs it for the matter asks a leader to lift the restriction."),
        )


def tell_ledger(name: str, case: Case, by: Actor | str | None, at: datetime, **facts: Any) -> None:
    record(name, about=case.ref, by=by, at=at, **facts)


def stamp(moment: datetime) -> str:
    """A moment as the facts of the ledger have it: ISO 8601 in the office's time."""
    return timezone.localtime(moment).isoformat()
