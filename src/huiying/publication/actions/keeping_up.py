"""The board keeps up with what it is about: the states of its matters, the answers that were published, and how many
meet the same.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.handling import board
from huiying.ledger.remembering import until_the_next_deed

from ..models import BoardFollower, BoardSame, BoardState, BoardThread, PublishedAnswer
from .following import GOOD_FOR, tell_followers

MOVES_FOR = timedelta(days=60)  # after its end a matter may still be opened again, or its answer published


def keep_up(*, at: datetime) -> int:
    """Bring the threads that may still move to where their matters stand; returns how many moved."""
    today = timezone.localtime(at).date()
    moved: list[int] = []

    def bring() -> bool:
        moved.append(_bring(today, at))
        return True

    until_the_next_deed(f"board-kept-up-{today}", bring)  # whatever moves a matter is a deed
    _tell_support()
    BoardSame.objects.filter(day__lt=today).delete()
    BoardFollower.objects.filter(confirmed_at=None, asked_at__lt=at - GOOD_FOR).delete()
    return sum(moved)


def _bring(today: date, at: datetime) -> int:
    threads = {each.reference: each for each in BoardThread.objects.unsettled(today - MOVES_FOR)}
    standings = list(board.standings(list(threads))) if threads else []
    answers = _answers(each.answered_under for each in standings if each.state == "done")
    return sum(_move(threads[each.reference], each, answers.get(each.answered_under), at) for each in standings)


def _answers(references: Iterable[str]) -> dict[str, date]:
    rows = PublishedAnswer.objects.filter(reference__in=list(references))
    return dict(rows.values_list("reference", "replied_on"))


@transaction.atomic
def _move(thread: BoardThread, standing: board.Standing, answered: date | None, at: datetime) -> bool:
    """One thread, if anything of it changed; its followers are told of a new state and of the answer."""
    if standing.state != "done":
        answered = None  # opened again: what was answered before is not the last word
    now = {
        "state": standing.state,
        "ending": standing.ending,
        "running_on": standing.running_on,
        "done_on": standing.done_on,
        "answered_on": answered,
        "answered_under": standing.answered_under if answered else "",
    }
    before = {name: getattr(thread, name) for name in now}
    if before == now:
        return False
    if not BoardThread.objects.filter(pk=thread.pk, **before).update(**now):
        return False  # another worker was first
    if answered and not thread.answered_on:
        tell_followers(thread, _("The answer stands on the board."), about=f"answer-{answered}", at=at)
    elif standing.state != thread.state:
        word = BoardState(standing.state).label
        told = _("It is now: %(state)s.") % {"state": word}
        tell_followers(thread, told, about=f"{standing.state}-{timezone.localtime(at).date()}", at=at)
    return True


def _tell_support() -> None:
    """What is pressed on the board weighs in the heat of the matter, where the desk looks."""
    changed = list(BoardThread.objects.public().exclude(told_same=F("same")).values_list("pk", "reference", "same"))
    if not changed:
        return
    board.note_support({reference: same for _pk, reference, same in changed})
    for pk, _reference, same in changed:
        BoardThread.objects.filter(pk=pk).update(told_same=same)
