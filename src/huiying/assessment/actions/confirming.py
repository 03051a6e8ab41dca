"""A person's word on what the machine proposed; from then on it is what stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User
from huiying.people.structure import refuse_foreign

from ..models import Confirmation, Kind, Level, Proposal


@transaction.atomic
def confirm(
    proposal: Proposal,
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
    """Confirm or correct a proposal: what was proposed, what stands now, who said so. Each correction teaches
    the judge. `rumour` None says nothing of whether it may be one.
    """
    policies.require(by, "assessment.confirm", proposal.voice)
    refuse_foreign([lead, *co_sections], proposal.voice.channel.unit_id)
    if kind not in Kind.values or level not in Level.values:
        raise InputError(_("Unknown kind or level: %(what)s") % {"what": f"{kind} {level}"})
    before = standing(proposal, rumour=rumour is not None)
    proposal.kind, proposal.theme, proposal.level, proposal.lead = kind, theme, level, lead
    proposal.rumour = proposal.rumour if rumour is None else rumour
    proposal.confirmed_at = at
    proposal.save(update_fields=["kind", "theme", "level", "lead", "rumour", "confirmed_at"])
    proposal.co_sections.set([s for s in co_sections if s != lead])
    after = standing(proposal, rumour=rumour is not None)
    changed = sorted(key for key in after if after[key] != before[key])
    record("proposal.confirmed", about=f"voice:{proposal.voice.number}", by=by, at=at, changed=changed, **after)
    return Confirmation.objects.create(proposal=proposal, by=by, at=at, before=before, after=after)


def standing(proposal: Proposal, *, rumour: bool = False) -> dict[str, Any]:
    """What stands of a proposal now, as plain words; with `rumour` also whether it may be one."""
    told = {"rumour": proposal.rumour} if rumour else {}
    return told | {
        "kind": proposal.kind,
        "theme": proposal.theme,
        "level": proposal.level,
        "lead": proposal.lead.name if proposal.lead else "",
        "co_sections": [s.name for s in proposal.co_sections.all()],
    }
