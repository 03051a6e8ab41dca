"""定级 · The level, the warning colour and the disposal of an incident are changed, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.people import wording
from huiying.people.models import User

from ... import rulebook
from ...clocks import clockwork
from ...models import Colour, Incident, IncidentSort, ReleaseSort
from ..moving import require, tell_ledger

MOST_REASON = 300


@transaction.atomic
def grade(
    incident: Incident, *, level: str, colour: str = "", disposal: str = "", reason: str, by: User, at: datetime
) -> None:
    """Set what the incident is held to be from now on. Hours that a higher level adds run from the same start."""
    require(by, "handling.incident.grade", incident.case)
    reason = wording.text(reason, "reason", most=MOST_REASON, needed=True)
    _check(incident, level, colour, disposal)
    raised(incident, level=level, colour=colour, disposal=disposal, reason=reason, by=by, at=at)


def raised(incident: Incident, *, level: str, colour: str, disposal: str, reason: str, by: User, at: datetime) -> None:
    """The change itself, by whoever decided it; where nothing changes, nothing is done."""
    now = running(incident)
    if (now.level, now.colour, now.disposal) == (level, colour, disposal):
        raise RuleError(_("Nothing was changed."), where=incident.number)
    before = now.level
    Incident.objects.filter(pk=incident.pk).update(level=level, colour=colour, disposal=disposal)
    incident.level, incident.colour, incident.disposal = level, colour, disposal
    if level != before:
        clockwork.regrade(incident.case, _done(incident), at=at)
    facts = {"level": level, "level_before": before, "colour": colour, "disposal": disposal, "reason": reason}
    tell_ledger("incident.graded", incident.case, by, at, **facts)


def running(incident: Incident) -> Incident:
    """The incident as it is now, locked until the deed is done; RuleError where it has ended."""
    now = Incident.objects.select_for_update().get(pk=incident.pk)
    if not now.is_running:
        raise RuleError(_("This incident has ended."), where=incident.number, fix=_("Look at its review."))
    return now


def _check(incident: Incident, level: str, colour: str, disposal: str) -> None:
    rules = rulebook.regulation_of(incident.case.regulation)
    if level not in rules.levels:
        raise InputError(_("This cannot be chosen here."), where="level", fix="、".join(rules.levels))
    if colour and (incident.sort != IncidentSort.EMERGENCY or colour not in Colour.values):
        raise InputError(
            _("This cannot be chosen here."), where="colour", fix=_("Only an emergency has a warning colour.")
        )
    if disposal and disposal not in [each.id for each in rules.dispositions]:
        raise InputError(_("This cannot be chosen here."), where="disposal", fix=_("Choose one that is offered."))


def _done(incident: Incident) -> dict[str, datetime]:
    """What was done before the level was raised, by the event that it is to a clock."""
    told: dict[str, datetime] = {}
    for release in incident.releases.signed():
        assert release.released_at is not None
        told.setdefault("released", release.released_at)
        if release.sort == ReleaseSort.PRESS:
            told.setdefault("conference", release.released_at)
    return told
