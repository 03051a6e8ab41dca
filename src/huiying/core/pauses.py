"""计时暂停 · While the citizen is asked, the clock stands still: which stretches of a term do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from huiying.core.errors import RuleError
from huiying.core.term import Term
from huiying.core.zone import in_office_zone

Pause = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """A pause that has ended, in the office's zone. By days, the day it began does not count, the day it ended does."""

    start: datetime
    end: datetime

    @property
    def first(self) -> date:
        return self.start.date()

    @property
    def resumed(self) -> date:
        return self.end.date()


def checked(pauses: Iterable[Pause], term: Term) -> tuple[tuple[Stop, ...], datetime | None]:
    """The ended pauses in their order, and since when the clock stands still now, if it does.

    RuleError, citing the term's act, where a pause ends before it starts or two of them overlap.
    """
    ordered = sorted(
        ((in_office_zone(start), end and in_office_zone(end)) for start, end in pauses), key=lambda pause: pause[0]
    )
    for n, (start, end) in enumerate(ordered):
        if end is not None and end < start:
            raise _refused(term, f"暂停的结束 {_told(end)} 早于开始 {_told(start)}")
        following = ordered[n + 1][0] if n + 1 < len(ordered) else None
        if following is not None and (end is None or following < end):
            raise _refused(term, f"{_told(start)} 与 {_told(following)} 开始的两次暂停重叠")
    since = ordered[-1][0] if ordered and ordered[-1][1] is None else None
    return tuple(Stop(start, end) for start, end in ordered if end is not None), since


def restarted_at(restarted: datetime, received: datetime, term: Term) -> datetime:
    """The moment of the restart in the office's zone; RuleError, citing the act, where it lies before receipt."""
    moment = in_office_zone(restarted)
    if moment < received:
        raise _refused(term, f"补正材料收到的时刻 {_told(moment)} 早于来件收到的时刻 {_told(received)}")
    return moment


def _refused(term: Term, what: str) -> RuleError:
    return RuleError(what, where=term.title_zh, fix=f"依据：{term.citation}")


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
