"""The demo office has a public board: letters read and shown, one joined, one not shown, some that still wait."""

from datetime import datetime, timedelta
from itertools import islice

from huiying.handling import board
from huiying.handling.models import Case
from huiying.project.demo.staffing import Cast
from huiying.project.demo.world.chance import Chance
from huiying.publication.actions.board import join_letter, refuse_letter, show_letter
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.board.hiding import Passage, proposed
from huiying.publication.models import BoardThread

SHOWN = 14
WAIT = 4  # newest letters that nobody has read yet
READ_AFTER = timedelta(hours=5)
MOST_SAME = 40


def fill_board(cast: Cast, seed: int, now: datetime) -> None:
    """Read the board's letters of the last months in their order, all but the newest."""
    by, chance = cast.information[0], Chance(seed)
    cases = list(board.letters(now))[: -WAIT or None]
    told = iter(cases[-SHOWN - 2 :])
    for case in islice(told, SHOWN):
        show_letter(case, passages=_passages(case), by=by, at=_read_at(case, now))
    for case, thread in zip(islice(told, 1), BoardThread.objects.filter(theme__gt="").order_by("-pk"), strict=False):
        join_letter(case, reference=thread.reference, by=by, at=_read_at(case, now))
    for case in told:
        note = "来信内容与已办结的来信相同，办理结果可凭查询码查看。"
        refuse_letter(case, ground="repeated", note=note, by=by, at=_read_at(case, now))
    for thread in BoardThread.objects.order_by("pk"):
        thread.same += int(MOST_SAME * chance.random() ** 3)
        thread.save(update_fields=["same"])
    keep_up(at=now)


def _passages(case: Case) -> list[Passage]:
    letter = board.board_letter(case)
    return proposed(letter.title, letter.text)


def _read_at(case: Case, now: datetime) -> datetime:
    return min(case.opened_at + READ_AFTER, now)
