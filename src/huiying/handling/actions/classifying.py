"""Of what kind a case is, by the regulation: a letter, a disclosure request, a petition… and so which terms run."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.people.models import User

from .. import rulebook
from ..clocks import clockwork
from ..clocks.partterms import wind_parts_of
from ..disclosure.beginning import begin
from ..models import Case, Clock, Incident
from .moving import require, tell_ledger


@transaction.atomic
def set_kind(case: Case, *, kind: str, by: User, at: datetime) -> None:
    """Set the kind of an open case: the clocks of the kind before go, those of the new one run from receipt."""
    require(by, "handling.assign", case)
    kinds = rulebook.regulation_of(case.regulation).kinds
    if kind not in kinds:
        raise InputError(
            _("There is no kind of case “%(kind)s”.") % {"kind": kind}, where=case.number, fix="、".join(kinds)
        )
    if not case.is_open or case.state == "asked":
        raise RuleError(_("The kind of a case is set while it is being handled."), where=case.number)
    if kind == case.kind:
        return
    if Incident.objects.filter(case=case).exists():
        raise RuleError(_("This case answers an incident; its kind is that of the incident."), where=case.number)
    before, case.kind = case.kind, kind
    started = _clocks(case, at)
    if not started:
        raise RuleError(_("A case of this kind has no term that runs from its receipt."), where=kinds[kind].title)
    case.save(update_fields=["kind"])
    case.clocks.filter(stopped_at=None).delete()
    Clock.objects.bulk_create(started)
    wind_parts_of(case)
    begin([case])
    tell_ledger(
        "case.kind_set",
        case,
        by,
        at,
        before=kinds[before].title,
        after=kinds[kind].title,
        kind=kind,
        terms=[c.term for c in started],
    )


def _clocks(case: Case, at: datetime) -> list[Clock]:
    """The clocks of the kind that the case now is: from its receipt, and from its acceptance if it was accepted."""
    several = case.parts.count() > 1
    started = clockwork.at_receipt(case, at=at, several=several)
    accepted = case.parts.filter(is_lead=True).values_list("accepted_at", flat=True).first()
    if accepted is None:
        return started
    ended = [clock for clock in started if "accepted" not in clockwork.ends_of(case, clock)]
    terms = clockwork.terms_started(case, ("accepted",), several=several)
    return ended + [clockwork.new(case, term, accepted, at=at) for term in terms]
