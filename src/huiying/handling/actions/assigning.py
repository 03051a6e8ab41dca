"""Whose matter it is: the information section assigns, a section accepts with a named person, or returns with
its reason.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move, State
from huiying.people.models import Section, User
from huiying.people.structure import refuse_foreign

from ..clocks import clockwork
from ..clocks.partterms import wind_parts_of
from ..models import Case, Part, PartState
from ..rulebook import is_final
from . import slips
from .advancing import lapse_in_review
from .moving import move, require, tell_ledger


@transaction.atomic
def assign(
    case: Case,
    *,
    lead: Section,
    co_sections: Sequence[Section] = (),
    because: str = "",
    by: User,
    at: datetime,
) -> None:
    """Give the case to its lead section, and a part to each co-section; several sections may have a longer term. A case
    whose text is in review may be given to another section too: the text stays, for its new handler to go on from.
    """
    require(by, "handling.assign", case)
    refuse_foreign([lead, *co_sections], case.unit_id)
    before, stood = slips.remembered(case), case.state
    move(case, Move.ASSIGN)
    if stood == State.IN_REVIEW:
        lapse_in_review(case, by=by, at=at)
    others = [s for s in dict.fromkeys(co_sections) if s != lead]
    _part_out(case, lead, others, because[:300], at, anew=stood == State.REOPENED)
    clockwork.swap(case, several=bool(others), at=at)
    wind_parts_of(case)
    tell_ledger("case.assigned", case, by, at, lead=lead.name, co_sections=[s.name for s in others])
    if stood != State.IN_REVIEW:  # signatures that have lapsed do not come back
        slips.keep(case, before, "case.assigned", by=by, at=at)


def _part_out(case: Case, lead: Section, others: Sequence[Section], because: str, at: datetime, *, anew: bool) -> None:
    """The parts of a case; what a section that still helps has given stays, unless the case begins `anew`."""
    given = case.parts.helping().filter(state=PartState.GIVEN, section__in=others)
    kept = set() if anew else set(given.values_list("section", flat=True))
    case.parts.exclude(is_lead=False, section__in=kept).delete()
    parts = [Part(case=case, section=lead, is_lead=True, assigned_at=at, because=because)]
    parts += [Part(case=case, section=section, assigned_at=at) for section in others if section.pk not in kept]
    Part.objects.bulk_create(parts)


@transaction.atomic
def accept(case: Case, *, handler: User, by: User, at: datetime) -> None:
    """A section takes the lead part and names the person who handles it (谁主管谁负责)."""
    require(by, "handling.accept", case)
    part = case.parts.select_related("section").get(is_lead=True)
    if not handler.posts.filter(section=part.section).exists():
        raise InputError(
            _("%(who)s holds no post in %(section)s.") % {"who": handler, "section": part.section},
            where=case.number,
            fix=_("Choose a person of that section."),
        )
    before = slips.remembered(case)
    move(case, Move.ACCEPT)
    part.handler, part.accepted_at, part.state = handler, at, PartState.ACCEPTED
    part.save(update_fields=["handler", "accepted_at", "state"])
    clockwork.happened(case, "accepted", at=at)
    tell_ledger("case.accepted", case, by, at, section=part.section.name, handler=handler.ledger_name)
    slips.keep(case, before, "case.accepted", by=by, at=at)


@transaction.atomic
def return_to_information(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """A section gives the case back with its reason; the information section assigns it again. The clock runs on. After
    as many returns as the regulation allows, that assignment is final (首接负责).
    """
    require(by, "handling.return", case)
    if not reason.strip():
        raise InputError(_("A case is returned with a reason."), where=case.number, fix=_("Say why."))
    returns = Case.objects.select_for_update().values_list("returns", flat=True).get(pk=case.pk)
    if is_final(case.regulation, returns):
        raise RuleError(
            ngettext(
                "The case has been returned %(n)d time; the information section has decided whose it is.",
                "The case has been returned %(n)d times; the information section has decided whose it is.",
                returns,
            )
            % {"n": returns},
            where=case.number,
            fix=_("Speak with the information section; it can assign the case anew."),
        )
    before = slips.remembered(case)
    move(case, Move.RETURN, returns=returns + 1)
    case.parts.exclude(state=PartState.GIVEN).update(handler=None, accepted_at=None, state=PartState.OPEN)
    tell_ledger("case.returned", case, by, at, reason=reason.strip())
    slips.keep(case, before, "case.returned", by=by, at=at)
