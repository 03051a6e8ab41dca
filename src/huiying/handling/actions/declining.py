"""不予受理 · A letter is not accepted on a ground of the regulation, and its writer is told which and where to turn; it
may be taken up again.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move
from huiying.people.models import User

from .. import rulebook, telling
from ..clocks import clockwork
from ..models import Case, Clock, Ending, HowEnded, Incident, Stopped
from . import slips
from .inquiring import conclude_anew
from .moving import move, require, tell_ledger
from .supervising import refuse_bound

MOST_NOTE = 500
OTHER = "other"  # the ground that says nothing by itself


@transaction.atomic
def decline(case: Case, *, ground: str, note: str = "", by: User, at: datetime) -> Ending:
    """Do not accept the letter on `ground`; its writer is told, with the `note`, once the deed cannot be taken back."""
    require(by, "handling.decline", case)
    refuse_bound(case)
    told = _ground(case, ground)
    note = checked(note, case, _("note"), needed=ground == OTHER)
    before = slips.remembered(case)
    move(case, Move.DECLINE, closed_at=at)
    refuse_with_others(case)
    clockwork.stop_all(case, at=at, because=Stopped.NOT_ACCEPTED)
    ending = Ending.objects.create(case=case, sort=HowEnded.NOT_ACCEPTED, ground=ground, note=note, by=by, at=at)
    facts = {"ground": told, "ground_id": ground, "reason": note}
    tell_ledger("case.declined", case, by, at, **facts)
    telling.ending(ending, at=at, not_before=at + slips.UNDO)
    slips.keep(case, before, "case.declined", by=by, at=at)
    return ending


@transaction.atomic
def take_up_again(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """Take up a case that was not accepted, or that another organ gave back: it is assigned anew, with a new clock."""
    require(by, "handling.decline", case)
    reason = checked(reason, case, _("reason"), needed=True)
    move(case, Move.TAKE_UP, closed_at=None)
    conclude_anew(case)
    Clock.objects.bulk_create(clockwork.at_reopening(case, at=at))
    tell_ledger("case.taken_up", case, by, at, reason=reason)


def checked(text: str, case: Case, what: str, *, needed: bool) -> str:
    """A text of the right length; InputError that says what is wrong."""
    text = text.strip()
    if needed and not text:
        raise InputError(_("The %(what)s is empty.") % {"what": what}, where=case.number, fix=_("Write it first."))
    if len(text) > MOST_NOTE:
        raise InputError(
            _("The %(what)s is longer than %(limit)d characters.") % {"what": what, "limit": MOST_NOTE},
            where=case.number,
        )
    return text


def refuse_with_others(case: Case) -> None:
    """What other letters wait with cannot be over without a reply: nobody would answer them. Nor can the case of an
    incident that runs.
    """
    if Incident.objects.running().filter(case=case).exists():
        raise RuleError(
            _("This case answers an incident that has not ended."), where=case.number, fix=_("End the incident first.")
        )
    waiting = list(Case.objects.waiting_with(case).values_list("number", flat=True)[:5])
    if waiting:
        raise RuleError(
            _("Other cases are merged into this one and wait for its reply: %(numbers)s.")
            % {"numbers": "、".join(waiting)},
            where=case.number,
            fix=_("Part them from it first."),
        )


def _ground(case: Case, ground: str) -> str:
    grounds = {each.id: each.title for each in rulebook.grounds_for_declining(case.regulation, case.kind)}
    if not grounds:
        raise RuleError(
            _("A case of the kind “%(kind)s” is answered, with reasons where it is refused; it is not declined.")
            % {"kind": rulebook.regulation_of(case.regulation).kinds[case.kind].title},
            where=case.number,
        )
    if ground not in grounds:
        raise InputError(
            _("There is no such ground: %(ground)s.") % {"ground": ground[:40]},
            where=case.number,
            fix="、".join(grounds.values()),
        )
    return grounds[ground]
