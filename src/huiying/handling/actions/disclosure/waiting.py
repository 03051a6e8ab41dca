"""停表 · The clock stands still while somebody outside is asked, and runs on from the day on which the wait was over,
also where that is written down later (arts. 30, 33).
"""

from datetime import datetime

from huiying.core.lifecycle import Move
from huiying.people.models import User

from ...clocks import clockwork
from ...clocks.partterms import wind_parts_of
from ...models import Case, Question
from ..moving import move


def stand_still(case: Case, why: str, *, text: str, by: User, at: datetime) -> Question:
    """Let the case wait for `why`."""
    move(case, Move.ASK)
    asked = Question.objects.create(case=case, why=why, text=text, asked_at=at, by=by)
    clockwork.halt(case, at=at)
    clockwork.start(case, why, at=at)
    wind_parts_of(case)
    return asked


def run_on(case: Case, asked: Question, *, since: datetime, because: str, at: datetime, anew: bool = False) -> None:
    """The wait was over at `since`; the clock runs on from then, or anew."""
    over = min(max(since, asked.asked_at), at)
    asked.ended_at, asked.ended_because = at, because[:300]
    asked.save(update_fields=["ended_at", "ended_because"])
    move(case, Move.RESUME)
    clockwork.happened(case, "resumed", at=at)
    clockwork.go_on(case, at=over, anew=anew)
    wind_parts_of(case)
