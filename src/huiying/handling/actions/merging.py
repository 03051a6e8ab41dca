"""并案 · Letters about one matter are answered together: one case leads, and its reply goes to every writer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.core.lifecycle import Move
from huiying.people.models import User

from .. import rulebook, telling
from ..clocks import clockwork
from ..models import Case, Reply, Stopped
from . import slips
from .declining import checked, refuse_with_others
from .indexing import index_again
from .moving import move, require, tell_ledger

# What one answer to opinion or an emergency may answer too; the law has an answer of its own for every other kind.
TAKEN_IN = ("letter", "suggestion", "error", *rulebook.INCIDENTS)


@transaction.atomic
def merge(cases: Sequence[Case], *, into: Case, by: User, at: datetime) -> None:
    """Merge `cases` into one that is open; their clocks stop, their writers get its reply. A handler merges what is
    theirs into what is theirs.
    """
    require(by, "handling.merge", into)
    _lock(into, *cases)
    _leading(into)
    for case in cases:
        require(by, "handling.merge", case)
        _check_alike(case, into)
        before = slips.remembered(case)
        move(case, Move.MERGE, closed_at=at, merged_into=into)
        refuse_with_others(case)
        clockwork.stop_all(case, at=at, because=Stopped.MERGED)
        tell_ledger("case.merged", case, by, at, into=into.number)
        slips.keep(case, before, "case.merged", by=by, at=at)
    tell_ledger("case.took_in", into, by, at, cases=[case.number for case in cases])


@transaction.atomic
def unmerge(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """Part a case again from the one it was merged into, while that is open: it is assigned anew, and its clock runs as
    if it had never been merged.
    """
    require(by, "handling.merge", case)
    reason = checked(reason, case, _("reason"), needed=True)
    into = case.merged_into
    if into is not None:
        _leading(into)
        _check_waits(case, into)
    move(case, Move.UNMERGE, closed_at=None, merged_into=None)
    assert into is not None
    case.parts.all().delete()
    clockwork.run_again(case, Stopped.MERGED, at=at)
    tell_ledger("case.unmerged", case, by, at, into=into.number, reason=reason)
    tell_ledger("case.let_go", into, by, at, cases=[case.number], reason=reason)


def answer_merged(case: Case, reply: Reply, *, by: User, at: datetime) -> None:
    """The reply of `case` goes to the writers of those merged into it: its words alone, nothing of the letter."""
    waiting = Case.objects.waiting_with(case)
    if not waiting.exists():  # as nearly always
        return
    for merged in waiting.select_related("voice__channel"):
        # Not for publication: the answer is shown once, with the case that leads.
        told = {"text": reply.text, "signed_as": reply.signed_as, "make_public": False, "delivered_at": at}
        if not Case.objects.filter(pk=merged.pk, merged_into=case).update(answered_at=at):
            continue  # it has just been parted
        same = Reply.objects.create(case=merged, **told)
        same.files.set(reply.files.all())
        tell_ledger("reply.delivered", merged, by, at, into=case.number)
        index_again([merged.voice_id])
        telling.reply(same, at=at)


def _lock(*cases: Case) -> None:
    """In one order whoever asks, so that two who merge each into the other's do not wait for each other."""
    list(Case.objects.select_for_update().filter(pk__in=[case.pk for case in cases]).order_by("pk"))


def _leading(into: Case) -> None:
    """The case that leads, locked: it is open, and stays so until the deed is done."""
    now = Case.objects.select_for_update().get(pk=into.pk)
    if not now.is_open:
        raise RuleError(
            _("Case %(number)s is over.") % {"number": into.number},
            where=into.number,
            fix=_("Only an open case takes others in, or lets them go."),
        )


def _check_waits(case: Case, into: Case) -> None:
    if not Case.objects.waiting_with(into).filter(pk=case.pk).exists():
        raise RuleError(
            _("Its writer has had the common answer already."),
            where=case.number,
            fix=_("If it did not help, the writer has the case reopened."),
        )


def _check_alike(case: Case, into: Case) -> None:
    if case.pk == into.pk:
        raise RuleError(_("A case is not merged into itself."), where=case.number)
    if case.unit_id != into.unit_id:
        raise RuleError(_("Only cases of one unit are answered together."), where=case.number)
    if case.kind == into.kind or (into.kind in rulebook.INCIDENTS and case.kind in TAKEN_IN):
        return
    raise RuleError(
        _("Only cases of one kind are answered together."),
        where=case.number,
        fix=_("Set the kind of one of them first."),
    )
