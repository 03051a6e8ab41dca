"""协办 · What a section that helps does with its part: a named person takes it, gives what the section has to say, or
returns it; the information section gives it to another section; the lead may go on without it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import State
from huiying.people.models import Section, User

from ..chain import chain_of
from ..clocks.partterms import wind_parts_of
from ..models import BEFORE_APPROVAL, BEFORE_REVIEW, WAITED_FOR, Case, Part, PartState
from .advancing import advance, ask_section, lapse, locked, newest
from .moving import require_part, tell_ledger

MOST_CONTRIBUTION = 5_000
MOST_REASON = 300
HELD = (PartState.OPEN, PartState.ACCEPTED)


@transaction.atomic
def accept_part(part: Part, *, handler: User, by: User, at: datetime) -> None:
    """A section that helps takes its part and names the person who handles it."""
    require_part(by, "handling.part.accept", part)
    case = _before(part, BEFORE_REVIEW)
    if not handler.is_active or not handler.posts.filter(section=part.section).exists():
        raise InputError(
            _("%(who)s holds no post in %(section)s.") % {"who": handler, "section": part.section},
            where="handler",
            fix=_("Choose a person of that section."),
        )
    _change(part, HELD, state=PartState.ACCEPTED, handler=handler, accepted_at=at)
    tell_ledger("part.accepted", case, by, at, section=part.section.name, handler=handler.ledger_name)


@transaction.atomic
def give_part(part: Part, *, text: str, by: User, at: datetime) -> None:
    """Give what the section has to say; until the text is in review it may be given anew."""
    require_part(by, "handling.part.give", part)
    case = _before(part, BEFORE_REVIEW)
    text = _written(text, "text", MOST_CONTRIBUTION, _("The contribution is empty."))
    told = {"contribution": text, "given_at": at, "given_by": by, "handler": part.handler or by}
    _change(part, (*HELD, PartState.GIVEN), state=PartState.GIVEN, accepted_at=part.accepted_at or at, **told)
    tell_ledger("part.given", case, by, at, section=part.section.name, characters=len(text))


@transaction.atomic
def return_part(part: Part, *, reason: str, by: User, at: datetime) -> None:
    """Give the part back with a reason; the case stays, and the information section finds another section."""
    require_part(by, "handling.part.accept", part)
    case = _before(part, BEFORE_REVIEW)
    reason = _written(reason, "reason", MOST_REASON, _("A part is returned with a reason."))
    _change(part, HELD, state=PartState.RETURNED, handler=None, accepted_at=None, reason=reason)
    tell_ledger("part.returned", case, by, at, section=part.section.name, reason=reason)


@transaction.atomic
def reassign_part(part: Part, *, to: Section, by: User, at: datetime) -> None:
    """Give the part to another section, until the reply is approved. While the text is in review the countersign of the
    first lapses and that of the other begins; what was given before is kept.
    """
    require_part(by, "handling.part.assign", part)
    case = locked(part.case)
    _before(part, BEFORE_APPROVAL)
    if case.parts.filter(section=to).exists():
        raise InputError(
            _("%(section)s has a part in this case already.") % {"section": to},
            where="to",
            fix=_("Choose another section."),
        )
    first, former = part.section, [*part.former, *_given(part)]
    told: dict[str, Any] = {"handler": None, "accepted_at": None, "assigned_at": at, "reason": "", "because": ""}
    told |= {"contribution": "", "given_at": None, "given_by": None, "former": former}
    _change(part, tuple(PartState), state=PartState.OPEN, section=to, **told)
    wind_parts_of(case)
    tell_ledger("part.reassigned", case, by, at, section=first.name, to=to.name)
    if case.state == State.IN_REVIEW:
        _countersign_anew(case, first, to, by=by, at=at)


@transaction.atomic
def leave_out_part(part: Part, *, reason: str, by: User, at: datetime) -> None:
    """The lead goes on without a part that did not come, with a reason; that section does not countersign either."""
    require_part(by, "handling.part.leave_out", part.case)
    case = _before(part, BEFORE_REVIEW)
    reason = _written(reason, "reason", MOST_REASON, _("Going on without a part needs a reason."))
    _change(part, WAITED_FOR, state=PartState.LEFT_OUT, reason=reason)
    tell_ledger("part.left_out", case, by, at, section=part.section.name, reason=reason)


def _given(part: Part) -> list[dict[str, str]]:
    """What the section gave, as it is kept once the part is another's."""
    if not part.contribution or part.given_at is None:
        return []
    told = {"section": part.section.name, "text": part.contribution, "at": part.given_at.isoformat()}
    return [{**told, "by": part.given_by.ledger_name if part.given_by else ""}]


def _countersign_anew(case: Case, first: Section, to: Section, *, by: User, at: datetime) -> None:
    draft = newest(case)
    if "countersign" not in chain_of(draft).steps:
        raise RuleError(
            _("Nobody countersigns this reply, so a part is not moved while it is in review."),
            where=case.number,
            fix=_("Have the draft taken or sent back first."),
        )
    lapse(draft, _("The part went to another section."), by=by, at=at, section=first.pk)
    if draft.reviews.filter(step="countersign").exists():
        ask_section(draft, to.pk, at=at)
    advance(draft, at=at)


def _before(part: Part, states: tuple[State, ...]) -> Case:
    case = Case.objects.get(pk=part.case_id)
    if part.is_lead:
        raise RuleError(_("This is the part of the section that leads."), where=case.number)
    if case.state not in states:
        raise RuleError(
            _("The reply is past this: %(state)s.") % {"state": case.get_state_display()},
            where=case.number,
            fix=_("While it is in review a section speaks by its countersign."),
        )
    return case


def _change(part: Part, states: tuple[str, ...], **told: Any) -> None:
    """Change the part where it still stands so; nothing changed means that somebody else was first."""
    if not Part.objects.filter(pk=part.pk, section=part.section_id, state__in=states).update(**told):
        raise RuleError(
            _("This part stands differently now: it was given, returned or moved."),
            where=part.section.name,
            fix=_("Reload the page and look at it again."),
        )
    part.refresh_from_db()


def _written(text: str, where: str, most: int, empty: str) -> str:
    text = text.strip()
    if not text:
        raise InputError(empty, where=where, fix=_("Write it first."))
    if len(text) > most:
        raise InputError(_("That is longer than %(limit)d characters.") % {"limit": most}, where=where)
    return text
