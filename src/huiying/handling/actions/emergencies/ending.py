"""终结 · An incident ends: with its final release, which then answers every letter, or with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.core.lifecycle import Move, moves_from
from huiying.people import wording
from huiying.people.models import User

from ... import telling
from ...clocks import clockwork
from ...emergencies.record import figures_of
from ...models import AfterAction, Case, Incident, Release, ReleaseSort, ReleaseState, Reply
from ..merging import answer_merged
from ..moving import move, require, tell_ledger
from .grading import running

MOST_REASON = 500


@transaction.atomic
def end_incident(incident: Incident, *, reason: str = "", by: User, at: datetime) -> AfterAction:
    """End the incident; the record of its review begins with the figures of this moment."""
    require(by, "handling.incident.end", incident.case)
    running(incident)
    last = incident.releases.last()
    if last is not None and last.state != ReleaseState.SIGNED:
        raise RuleError(
            _("A release is still being written or waits for its signature."),
            where=incident.number,
            fix=_("Sign it first."),
        )
    final = last if last is not None and last.sort == ReleaseSort.FINAL else None
    reason = wording.text(reason, "reason", most=MOST_REASON, needed=final is None)
    Incident.objects.filter(pk=incident.pk).update(ended_at=at, ended_by=by, end_reason=reason)
    incident.refresh_from_db()
    if final is not None:
        _answer(incident, final, by, at)
    review = AfterAction.objects.create(incident=incident, figures=figures_of(incident, at=at))
    facts = {"final": final.number if final else None, "reason": reason}
    tell_ledger("incident.ended", incident.case, by, at, **facts)
    return review


def _answer(incident: Incident, final: Release, by: User, at: datetime) -> None:
    """The words of the final release answer the case and the letters merged into it, where nothing else does yet."""
    case = Case.objects.select_for_update().select_related("voice__channel").get(pk=incident.case_id)
    if Move.RELEASE not in moves_from(case.state):
        return
    move(case, Move.RELEASE, answered_at=at)
    told = {"text": f"{final.title}\n\n{final.text}", "signed_as": str(incident.unit), "delivered_at": at}
    # Not for publication: the release itself stands on the portal.
    reply = Reply.objects.create(case=case, make_public=False, **told)
    late = case.clocks.late_at(at).exists()
    clockwork.stop_all(case, at=at)
    tell_ledger("reply.delivered", case, by, at, release=final.number, late=late)
    telling.reply(reply, at=at)
    answer_merged(case, reply, by=by, at=at)
