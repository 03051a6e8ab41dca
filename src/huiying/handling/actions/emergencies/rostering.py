"""值班表 · The information section says who is on duty on which days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Role, Unit, User

from ...models import Duty

FURTHEST = timedelta(days=400)
MOST_DAYS = 62


@transaction.atomic
def set_duty(unit: Unit, *, days: Sequence[date], leader: User, officer: User, by: User, at: datetime) -> int:
    """Set the duty of these days, in place of what stood there; returns how many."""
    policies.require(by, "handling.duty", unit)
    chosen = sorted(set(days))
    _check_days(chosen, timezone.localtime(at).date())
    _check_people(leader, officer, unit)
    rows = [Duty(unit=unit, day=day, leader=leader, officer=officer) for day in chosen]
    Duty.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit", "day"], update_fields=["leader", "officer"]
    )
    facts = {"first": chosen[0].isoformat(), "last": chosen[-1].isoformat(), "days": len(chosen)}
    facts |= {"leader": leader.ledger_name, "officer": officer.ledger_name}
    record("duty.set", about=f"unit:{unit.pk}", by=by, at=at, **facts)
    return len(chosen)


def _check_days(days: Sequence[date], today: date) -> None:
    if not days:
        raise InputError(_("No day is chosen."), where="days", fix=_("Tick at least one day."))
    if len(days) > MOST_DAYS or days[-1] - today > FURTHEST:
        raise InputError(_("These are too many days, or too far ahead."), where="days", fix=_("Set fewer days."))
    if days[0] < today:
        raise InputError(_("A day that is over keeps its duty."), where="days", fix=_("Choose today or later days."))


def _check_people(leader: User, officer: User, unit: Unit) -> None:
    for person, field in ((leader, "leader"), (officer, "officer")):
        if person.unit_id not in (None, unit.pk):
            raise InputError(_("%(who)s works elsewhere.") % {"who": person}, where=field, fix=_("Choose a colleague."))
    if leader == officer:
        raise InputError(_("Leader and officer are two people."), where="officer", fix=_("Choose another person."))
    if not leader.is_active or not leader.posts.filter(role=Role.LEADER).exists():
        raise InputError(_("%(who)s is not a leader.") % {"who": leader}, where="leader", fix=_("Choose a leader."))
    if not policies.allows(officer, "handling.read"):
        raise InputError(
            _("%(who)s could not open the incident at night.") % {"who": officer},
            where="officer",
            fix=_("Choose somebody who handles cases."),
        )
