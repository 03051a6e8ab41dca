"""百姓畅言 · Reviewed before shown (先审后发): a letter goes on the board as a redacted copy, with those that say the
same, or not at all, on a ground of the regulation that its writer is told.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.handling import board
from huiying.handling.models import Case
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..board.hiding import Passage, redacted
from ..models import BoardAside, BoardFollower, BoardThread, PublishedAnswer
from ..searching.findable import THREAD
from .finding import look_at

REVIEW = "publication.board"
MOST_NOTE = 500


@transaction.atomic
def show_letter(case: Case, *, passages: Sequence[Passage], by: User, at: datetime) -> BoardThread:
    """Show a letter on the board with these passages hidden."""
    letter = _to_review(case, by)
    copy = redacted(letter.title, letter.text, passages)
    thread = BoardThread.objects.create(
        reference=letter.reference,
        unit_id=letter.unit,
        title=copy.title,
        text=copy.text,
        channel=letter.channel,
        theme=letter.theme,
        accepted_on=letter.accepted_on,
        hidden=copy.hidden,
        shown_at=at,
        shown_by=by,
    )
    _hide_in_its_answer(thread)
    record("board.shown", about=case.ref, by=by, at=at, hidden=sum(copy.hidden.values()), reasons=copy.hidden)
    board.tell_shown(case, joined=False, link=link_of(thread), at=at)
    return thread


def _hide_in_its_answer(thread: BoardThread) -> None:
    """An answer that was published before asks in the words of the thread from now on: nothing that was hidden here is
    to be read there.
    """
    for answer in PublishedAnswer.objects.filter(reference=thread.reference):
        answer.title, answer.question = thread.title, thread.text
        answer.save(update_fields=["title", "question"])


@transaction.atomic
def refuse_letter(case: Case, *, ground: str, note: str = "", by: User, at: datetime) -> BoardAside:
    """Do not show a letter, on one of the regulation's grounds; it is answered all the same."""
    letter = _to_review(case, by)
    grounds = {each.id: each for each in board.grounds(case)}
    if ground not in grounds:
        raise InputError(_("Choose on which ground it is not shown."), where=case.number)
    note = _checked(note, case.number, needed=ground == "other")
    aside = BoardAside.objects.create(
        reference=letter.reference, unit_id=letter.unit, ground=ground, note=note, by=by, at=at
    )
    record("board.refused", about=case.ref, by=by, at=at, ground=grounds[ground].title, ground_id=ground, reason=note)
    board.tell_not_shown(case, ground=grounds[ground], note=note, at=at)
    return aside


@transaction.atomic
def join_letter(case: Case, *, reference: str, by: User, at: datetime) -> BoardThread:
    """Join a letter that says the same as a thread to it: it counts there, and gets its own answer."""
    letter = _to_review(case, by)
    thread = _thread_to_join(reference, case.unit_id)
    BoardAside.objects.create(reference=letter.reference, unit_id=letter.unit, joined_to=thread, by=by, at=at)
    BoardThread.objects.filter(pk=thread.pk).update(same=F("same") + 1)
    record("board.joined", about=case.ref, by=by, at=at, thread=thread.reference)
    board.tell_shown(case, joined=True, link=link_of(thread), at=at)
    return thread


@transaction.atomic
def join_thread(thread: BoardThread, *, reference: str, by: User, at: datetime) -> BoardThread:
    """Join a thread that stands on the board to another about the same matter; its page leads there from now on."""
    policies.require(by, REVIEW, thread)
    into = _thread_to_join(reference, thread.unit_id)
    if into.pk == thread.pk:
        raise InputError(_("A thread is not joined to itself."), where=thread.reference)
    if not BoardThread.objects.public().filter(pk=thread.pk).update(joined_to=into):
        raise RuleError(_("This thread does not stand on the board any more."), where=thread.reference)
    look_at(THREAD, [thread.pk])
    BoardThread.objects.filter(joined_to=thread).update(joined_to=into)
    _follow_along(thread, into)
    BoardThread.objects.filter(pk=into.pk).update(same=F("same") + 1 + thread.same)
    record("board.joined", about=f"board:{thread.reference}", by=by, at=at, thread=into.reference)
    return into


def _follow_along(thread: BoardThread, into: BoardThread) -> None:
    """Who followed a thread follows the one that tells of its matter now, each once."""
    there = into.followers.values("digest")
    thread.followers.filter(digest__in=there).delete()
    thread.followers.update(thread=into)


@transaction.atomic
def take_down(thread: BoardThread, *, reason: str, by: User, at: datetime) -> None:
    """Take a thread off the board, with a reason; what was shown and why it went is kept."""
    policies.require(by, REVIEW, thread)
    reason = _checked(reason, thread.reference, needed=True)
    standing = BoardThread.objects.filter(pk=thread.pk, taken_down_at=None)
    if not standing.update(taken_down_at=at, taken_down_because=reason):
        raise RuleError(_("This thread does not stand on the board any more."), where=thread.reference)
    BoardFollower.objects.filter(thread=thread).delete()  # nothing of it is told any more: no address is kept for it
    look_at(THREAD, [thread.pk])
    record("board.taken_down", about=f"board:{thread.reference}", by=by, at=at, reason=reason)


def link_of(thread: BoardThread) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('board-thread', args=[thread.reference])}"


def _to_review(case: Case, by: User) -> board.BoardLetter:
    """The letter of a case, if it may be shown and nobody decided on it yet."""
    policies.require(by, REVIEW, case)
    Case.objects.select_for_update().get(pk=case.pk)  # of two who decide at once the second finds it decided
    letter = board.board_letter(case)
    if not case.voice.wants_public or case.anonymised_at:
        raise RuleError(_("The writer did not agree to show this letter."), where=case.number)
    decided = (BoardThread.objects, BoardAside.objects)
    if any(rows.filter(reference=letter.reference).exists() for rows in decided):
        raise RuleError(_("This letter was decided on already."), where=case.number, fix=_("Reload the page."))
    return letter


def _thread_to_join(reference: str, unit: int | None) -> BoardThread:
    """A thread of the same unit: bureaus of one installation do not decide on each other's."""
    found = BoardThread.objects.public().filter(reference=reference.strip().upper()[:20], unit=unit).first()
    if found is None:
        raise InputError(
            _("No thread on the board has this number: %(number)s.") % {"number": reference[:20]},
            fix=_("Take the number from its page."),
        )
    return found


def _checked(text: str, where: str, *, needed: bool) -> str:
    text = text.strip()
    if needed and not text:
        raise InputError(_("Say why."), where=where)
    if len(text) > MOST_NOTE:
        raise InputError(_("At most %(most)d characters.") % {"most": MOST_NOTE}, where=where)
    return text
