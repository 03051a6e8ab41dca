"""The demo office has a public board: letters read and shown, one joined, one not shown, some that still wait."""

from datetime import datetime, timedelta

from huiying.handling import board
from huiying.handling.models import Case
from huiying.project.demo.staffing import Cast
from huiying.project.demo.world.chance import Chance
from huiying.publication.actions.board import join_letter, refuse_letter, show_letter
from huiying.publication.actions.keeping_up import keep_up
from huiying.publication.board.alike import alike
from huiying.publication.board.hiding import Passage, proposed
from huiying.publication.models import BoardThread

WAIT = 2  # newest letters that nobody has read yet
READ_AFTER = timedelta(hours=5)
REPEATED = 6  # the letter about a matter that is known by then and is not shown any more
MOST_SAME = 40


def fill_board(cast: Cast, seed: int, now: datetime) -> None:
    """Read the board's letters of the last months in order, all but the newest; what was said before is joined."""
    by, chance = cast.information[0], Chance(seed)
    said_before = 0
    for case in list(board.letters(now))[:-WAIT]:
        at = min(case.opened_at + READ_AFTER, now)
        thread = _said_before(case)
        if thread is None:
            show_letter(case, passages=_passages(case), by=by, at=at)
            continue
        said_before += 1
        if said_before == REPEATED:
            note = "来信内容与此前已展示的来信相同，办理结果可凭查询码查看。"
            refuse_letter(case, ground="repeated", note=note, by=by, at=at)
        else:
            join_letter(case, reference=thread.reference, by=by, at=at)
    for thread in BoardThread.objects.order_by("pk"):
        thread.same += int(MOST_SAME * chance.random() ** 3)
        thread.save(update_fields=["same"])
    keep_up(at=now)


def _said_before(case: Case) -> BoardThread | None:
    letter = board.board_letter(case)
    found = alike(letter.title, letter.text, letter.unit)
    return next((thread for thread in found if thread.theme == letter.theme), None)


def _passages(case: Case) -> list[Passage]:
    letter = board.board_letter(case)
    return proposed(letter.title, letter.text, writers=letter.writers)
