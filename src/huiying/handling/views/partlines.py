"""协办 · The parts of a case as its page shows them, each with what this person may do with it now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from huiying.core.lifecycle import State
from huiying.people import policies
from huiying.people.models import User

from .. import actions
from ..forms_signing import PartAcceptForm, PartGiveForm, PartMoveForm, PartReasonForm
from ..models import BEFORE_APPROVAL, BEFORE_REVIEW, Case, Part, PartState


def _accept(part: Part, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.accept_part(part, **told, by=by, at=at)
    return _("%(who)s handles this part.") % {"who": told["handler"]}


def _give(part: Part, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.give_part(part, **told, by=by, at=at)
    return _("The part is given; the section that leads sees it.")


def _return(part: Part, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.return_part(part, **told, by=by, at=at)
    return _("The part is returned to the information section.")


def _move(part: Part, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.reassign_part(part, **told, by=by, at=at)
    return _("The part went to %(section)s.") % {"section": told["to"]}


def _leave_out(part: Part, told: dict[str, Any], by: User, at: datetime) -> str:
    actions.leave_out_part(part, **told, by=by, at=at)
    return _("The reply goes on without this part.")


@dataclass(frozen=True, slots=True)
class PartDeed:
    """A deed of the page: the post that grants it, while the part and the case stand how, its form, and the deed."""

    grant: str
    states: tuple[str, ...]
    form: Callable[..., Form]
    do: Callable[[Part, dict[str, Any], User, datetime], str]
    while_case: tuple[State, ...] = BEFORE_REVIEW
    of_case: bool = False

    def is_open(self, part: Part, case: Case, person: User) -> bool:
        stands = part.state in self.states and case.state in self.while_case
        return stands and policies.allows(person, self.grant, case if self.of_case else part)


HELD = (PartState.OPEN, PartState.ACCEPTED)
PART_DEEDS = {
    "accept": PartDeed("handling.part.accept", (PartState.OPEN,), PartAcceptForm, _accept),
    "give": PartDeed("handling.part.give", (*HELD, PartState.GIVEN), PartGiveForm, _give),
    "return": PartDeed("handling.part.accept", HELD, PartReasonForm, _return),
    "move": PartDeed("handling.part.assign", tuple(PartState), PartMoveForm, _move, BEFORE_APPROVAL),
    "leave_out": PartDeed(
        "handling.part.leave_out", (*HELD, PartState.RETURNED), PartReasonForm, _leave_out, of_case=True
    ),
}


@dataclass(slots=True)
class PartLine:
    """A part with the forms of what this person may do with it now, by the deed's name."""

    part: Part
    forms: dict[str, Form] = field(default_factory=dict)


def part_lines(case: Case, person: User) -> list[PartLine]:
    lines = []
    for part in case.parts.all():
        part.case = case
        deeds = {} if part.is_lead else PART_DEEDS
        open_ones = {name: each for name, each in deeds.items() if each.is_open(part, case, person)}
        lines.append(
            PartLine(part, {name: each.form(part, auto_id=form_id(part, name)) for name, each in open_ones.items()})
        )
    return lines


def form_id(part: Part, name: str) -> str:
    return f"part-{part.pk}-{name}-%s"
