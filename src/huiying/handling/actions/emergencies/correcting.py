"""更正时间 · When it happened, or was found, turns out to have been otherwise: the hours run from the true start."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.people import wording
from huiying.people.models import User

from ... import rulebook
from ...clocks.restarting import restart
from ...models import Incident, ReleaseState, Starts
from ..moving import require, stamp, tell_ledger
from .grading import running

MOST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What is now known. `starts_because` says why, where what starts the hours is not the office's standing choice."""

    happened_at: datetime
    found_at: datetime
    starts: str
    starts_because: str = ""


@transaction.atomic
def correct_moments(incident: Incident, moments: Moments, *, reason: str, by: User, at: datetime) -> None:
    """Set the moments right, with the reason. Every hour that ran from the old start runs from the new one, also one
    that is over: whether a release was in time is told of the true start.
    """
    require(by, "handling.incident.correct", incident.case)
    reason = wording.text(reason, "reason", most=MOST_REASON, needed=True)
    now = running(incident)
    told = _checked(now, moments, at)
    if all(getattr(now, name) == value for name, value in told.items()):
        raise RuleError(_("Nothing was changed."), where=incident.number)
    before = now.clocks_from
    Incident.objects.filter(pk=incident.pk).update(**told)
    incident.refresh_from_db()
    restart(incident.case, at=at)
    facts = {"happened": stamp(incident.happened_at), "found": stamp(incident.found_at), "starts": incident.starts}
    facts |= {"since": stamp(incident.clocks_from), "since_before": stamp(before), "reason": reason}
    tell_ledger("incident.corrected", incident.case, by, at, **facts)


def _checked(incident: Incident, moments: Moments, at: datetime) -> dict[str, object]:
    found = wording.past(moments.found_at, "found_at", at)
    again = _("Look at both moments again.")
    if moments.happened_at > found:
        raise InputError(_("It was found before it happened."), where="happened_at", fix=again)
    if found > incident.opened_at:
        raise InputError(_("The incident was opened before that."), where="found_at", fix=again)
    if incident.releases.filter(state=ReleaseState.SIGNED, released_at__lt=moments.happened_at).exists():
        raise InputError(_("A release was out before that."), where="happened_at", fix=again)
    if moments.starts not in Starts.values:
        raise InputError(_("This cannot be chosen here."), where="starts", fix=_("Choose one that is offered."))
    differs = moments.starts != rulebook.starts_by_the_office(incident.case.regulation, incident.sort)
    because = wording.text(moments.starts_because, "starts_because", most=MOST_REASON, needed=differs)
    return {
        "happened_at": moments.happened_at,
        "found_at": found,
        "starts": moments.starts,
        "starts_because": because,
    }
