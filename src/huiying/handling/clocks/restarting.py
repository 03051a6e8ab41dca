"""When the start of an incident is corrected, its hours are wound anew from the true one."""

from datetime import datetime

from .. import rulebook
from ..models import Case, Clock
from . import clockwork


def restart(case: Case, *, at: datetime) -> None:
    """Wind every clock that runs, or ran, from the moment that was chosen for the incident of the case."""
    incident = clockwork.incident_of(case)
    kind = rulebook.regulation_of(case.regulation).kinds.get(case.kind)
    if incident is None or kind is None:
        return
    chosen = [role for role, term in kind.terms.items() if term.starts in rulebook.CHOSEN]
    for clock in Clock.objects.select_for_update().filter(case=case, role__in=chosen).order_by("pk"):
        clock.started_at = incident.clocks_from
        clockwork.wind(clock, case, at=at)
        clock.save()
