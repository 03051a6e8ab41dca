"""The reply goes out, the file is closed, and it is opened again where the answer did not help."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move, State
from huiying.core.loops import Loop, missing
from huiying.ledger.actions import PUBLIC
from huiying.people.models import User

from .. import rulebook, telling
from ..clocks import clockwork
from ..models import Case, Clock, Decision, Reply, Review
from ..standing import course_of, inquiry_of, is_suggestion
from .inquiring import conclude_anew
from .merging import answer_merged
from .moving import move, require, tell_ledger


@transaction.atomic
def deliver(case: Case, *, by: User, at: datetime) -> Reply:
    """Give the approved text to the writer; the reply clock stops here, in time or late."""
    require(by, "handling.deliver", case)
    move(case, Move.DELIVER, answered_at=at)
    draft = case.drafts.last()
    if draft is None or not _signed_off(case, draft.pk):
        raise RuleError(_("The text of this reply has not been signed off."), where=case.number)
    part = case.parts.select_related("section__unit").get(is_lead=True)
    reply = Reply.objects.create(
        case=case,
        draft=draft,
        text=draft.text,
        signed_as=f"{part.section.unit} {part.section}",
        make_public=draft.make_public,
        delivered_at=at,
    )
    late = _stopped(case, at)
    tell_ledger("reply.delivered", case, by, at, version=draft.version, late=late)
    telling.reply(reply, at=at)
    answer_merged(case, reply, by=by, at=at)
    return reply


def _signed_off(case: Case, draft: int) -> bool:
    approved = set(Review.objects.filter(draft=draft, decision=Decision.APPROVED).values_list("step", flat=True))
    return approved >= set(rulebook.review_chain(case.regulation, case.kind))


def _stopped(case: Case, at: datetime) -> bool:
    late = case.clocks.late_at(at).exists()
    clockwork.stop_all(case, at=at)
    return late


@transaction.atomic
def close(case: Case, *, summary: str = "", by: User, at: datetime) -> None:
    """Close the file of an answered case: who replied also files and summarises. A complaint whose loop is open, or a
    suggestion of which nobody said what became, stays open.
    """
    require(by, "handling.close", case)
    _check_whole(case)
    move(case, Move.CLOSE, closed_at=at, summary=summary.strip())
    tell_ledger("case.closed", case, by, at)


def _left_open(loop: Loop, *, found: bool) -> tuple[str, str]:
    """What is missing of a complaint, and what to do."""
    if loop is Loop.CONCLUDE:
        return _("The investigation of this complaint is not concluded."), _("Write down how it ended.")
    if found:
        return _("This complaint is justified and not investigated yet."), _("Write down what was checked.")
    return _("Nobody has said yet whether this complaint is justified."), _("Say so, and on what evidence.")


def _check_whole(case: Case) -> None:
    fresh = Case.objects.select_related("voice__proposal", "inquiry").get(pk=case.pk)
    if (left := missing(course_of(fresh))) is not None:
        what, fix = _left_open(left, found=inquiry_of(fresh) is not None)
        raise RuleError(what, where=case.number, fix=fix)
    if is_suggestion(fresh) and not fresh.adoption:
        raise RuleError(
            _("Nobody has said yet whether this suggestion is adopted."),
            where=case.number,
            fix=_("Say what became of it, and why."),
        )


@transaction.atomic
def reopen(case: Case, *, reason: str, at: datetime) -> None:
    """The writer says that the answer did not help: the case opens again, with a new clock from that moment; one that
    was answered with another goes its own way.
    """
    if not reason.strip():
        raise InputError(_("A case is reopened with a reason."), where=case.number, fix=_("Say why."))
    if case.state == State.MERGED and not case.replies.filter(delivered_at__gte=case.closed_at).exists():
        raise RuleError(_("This case waits for the reply of another."), where=case.number)
    move(case, Move.REOPEN, closed_at=None, merged_into=None)
    conclude_anew(case)
    Clock.objects.bulk_create(clockwork.at_reopening(case, at=at))
    tell_ledger("case.reopened", case, PUBLIC, at)
