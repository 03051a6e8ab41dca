"""主动公开期限 · What the law says of when a text must be out: within twenty working days of its forming
(政府信息公开条例 art. 26), counted by the office's calendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from huiying.core.deadline import Deadline, due
from huiying.core.regulation import Regulation
from huiying.core.zone import ZONE
from huiying.handling.rulebook import calendar, regulation

from ..models import Manuscript

TERM = "publish.proactive"


@dataclass(frozen=True, slots=True)
class Statutory:
    """By when, why, and whether that was kept: `days` are working days left, below zero those that it is late."""

    deadline: Deadline
    late: bool
    done: bool
    days: int


def statutory(manuscript: Manuscript, *, today: date) -> Statutory | None:
    """The check of one text; None where nobody said when it was formed."""
    if manuscript.formed_on is None:
        return None
    return of_day(manuscript.formed_on, _out_on(manuscript), today, regulation(today))


def of_day(formed: date, out: date | None, today: date, rules: Regulation) -> Statutory:
    end = due(TERM, datetime.combine(formed, time(12), ZONE), calendar=calendar(), regulation=rules)
    reached, last = out or today, end.due_date
    left = calendar().working_between(reached, last)
    return Statutory(end, reached > last, out is not None, left)


def _out_on(manuscript: Manuscript) -> date | None:
    return timezone.localdate(manuscript.published_at) if manuscript.published_at else None
