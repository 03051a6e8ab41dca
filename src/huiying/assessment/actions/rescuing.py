"""A voice that the machine could not read is looked at again, or assessed by a person without it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.intake.models import Voice
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User

from ..models import Confirmation, Proposal
from .confirming import confirm


@transaction.atomic
def try_again(voice: Voice, *, by: User, at: datetime) -> None:
    """Put a voice that was set aside on the shelf again: the next round of work looks at it."""
    policies.require(by, "assessment.confirm", voice)
    _taken_back(voice)
    record("voice.tried_again", about=f"voice:{voice.number}", by=by, at=at, error=voice.set_aside)
    voice.failures, voice.set_aside = 0, ""


@transaction.atomic
def assess_by_hand(
    voice: Voice,
    *,
    kind: str,
    theme: str,
    level: str,
    lead: Section,
    co_sections: Sequence[Section] = (),
    rumour: bool | None = None,
    by: User,
    at: datetime,
) -> Confirmation:
    """A person assesses a voice that was set aside; it is confirmed with that, and an example to learn from."""
    policies.require(by, "assessment.confirm", voice)
    _taken_back(voice, assessed_at=at)
    proposal = Proposal.objects.create(voice=voice, said={}, proposed_at=at)
    voice.failures, voice.set_aside, voice.assessed_at = 0, "", at
    told = {"kind": kind, "theme": theme, "level": level}
    return confirm(proposal, **told, lead=lead, co_sections=co_sections, rumour=rumour, by=by, at=at)


def _taken_back(voice: Voice, **more: datetime) -> None:
    """Take the voice back by a conditional update. Nothing changed means that somebody else was first."""
    waiting = Voice.objects.filter(pk=voice.pk, assessed_at=None).exclude(set_aside="")
    if not waiting.update(failures=0, set_aside="", **more):
        raise RuleError(
            _("This voice is not set aside any more."), where=voice.number, fix=_("Reload the page and look again.")
        )
