"""The reply goes out, the file is closed, and it is opened again where the answer did not help."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.lifecycle import Move, State
from huiying.core.loops import Loop, missing
from huiying.ledger.actions import PUBLIC
from huiying.people.models import User

from .. import telling
from ..chain import is_signed_off
from ..clocks import clockwork
from ..models import Case, Clock, Decision, Draft, Reply
from ..standing import course_of, inquiry_of, is_suggestion
from .advancing import newest
from .disclosure.answering import answered
from .enclosing import go_out
from .indexing import index_again
from .inquiring import conclude_anew
from .merging import answer_merged
from .moving import move, require, tell_ledger
from .supervising import refuse_bound


@transaction.atomic
def deliver(case: Case, *, seen: Sequence[str] = (), by: User, at: datetime) -> Reply:
    """Give the approved text to the writer, byte for byte as it was signed; the reply clock stops here, in time or not.
    What the writer added since the text was sent into review must have been `seen`, by its numbers.
    """
    require(by, "handling.deliver", case)
    move(case, Move.DELIVER, answered_at=at)
    draft = newest(case)
    _refuse_unsigned(draft)
    added = _refuse_unseen(draft, seen)
    part = case.parts.select_related("section__unit").get(is_lead=True)
    reply = Reply.objects.create(
        case=case,
        draft=draft,
        text=draft.text,
        signed_as=f"{part.section.unit} {part.section}",
        make_public=draft.make_public,
        delivered_at=at,
    )
    go_out(reply, draft)
    late = _stopped(case, at)
    more = {"additions": added} if added else {}
    tell_ledger("reply.delivered", case, by, at, version=draft.version, late=late, digest=draft.digest, **more)
    telling.reply(reply, at=at)
    answered(case, reply, by=by, at=at)
    answer_merged(case, reply, by=by, at=at)
    index_again([case.voice_id])
    return reply


def _refuse_unsigned(draft: Draft) -> None:
    """Only what every step has signed goes out, and only as the last of them signed it."""
    if not is_signed_off(draft):
        raise RuleError(_("The text of this reply has not been signed off."), where=draft.case.number)
    signed = draft.reviews.filter(decision=Decision.APPROVED).order_by("at", "id").last()
    if signed and signed.digest and signed.digest != draft.digest:
        raise RuleError(
            _("The text is not the one that was signed."),
            where=draft.case.number,
            fix=_("Withdraw it to drafting, and have it signed anew."),
        )


def additions_since(draft: Draft) -> list[str]:
    """The numbers of what the writer added since the draft was sent into review, oldest first."""
    more = draft.case.voice.continued_by.filter(taken_at__gt=draft.submitted_at or draft.at)
    return list(more.order_by("id").values_list("number", flat=True))


def _refuse_unseen(draft: Draft, seen: Sequence[str]) -> list[str]:
    added = additions_since(draft)
    if unseen := [number for number in added if number not in seen]:
        raise RuleError(
            _("The writer has added something since: %(numbers)s.") % {"numbers": "、".join(unseen)},
            where=draft.case.number,
            fix=_("Read it; then send the reply as it is, or withdraw the text to drafting."),
        )
    return added


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
    refuse_bound(case)
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
