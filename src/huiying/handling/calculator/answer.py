"""What the page says of a due date: when, how sure, how long still, why, and day by day."""

from dataclasses import dataclass
from datetime import datetime

from huiying.core.calendar import Calendar
from huiying.core.dates import WEEKDAYS, Dates
from huiying.core.daybook import walk
from huiying.core.deadline import Deadline, remaining, say
from huiying.core.term import Term, Unit, counted
from huiying.core.words import LANGUAGES

from .months import MOST_MONTHS, Line, Month, Square, lines, months, squares


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One due date in the reader's language. `left` is empty where nothing runs now; `left_out` where there are more
    months than are shown.
    """

    title: str
    amount: str
    day: str
    close: str
    provisional: bool
    still_paused: bool
    has_passed: bool
    left: str
    because: str
    basis: str
    unit: Unit
    squares: tuple[Square, ...]
    months: tuple[Month, ...]
    left_out: bool
    lines: tuple[Line, ...]

    weekdays: tuple[str, ...]

    @property
    def marks(self) -> frozenset[str]:
        """The marks that occur, for the key under the months."""
        return frozenset(square.mark for square in self.squares)


def answer(due: Deadline, term: Term, *, calendar: Calendar, language: str, now: datetime) -> Answer:
    index = LANGUAGES.index(language)
    day, close = _end(due, term, language)
    days = squares(walk(due, calendar), language, every_day=term.unit is Unit.CALENDAR_DAY)
    left = remaining(now, due.at, calendar, unit=term.unit)
    still_paused = any(step["step"] == "paused" for step in due.because)
    runs = due.received <= now and not left.overdue and not still_paused
    return Answer(
        title=term.title[index],
        amount=counted(term.unit, term.amount)[index],
        day=day,
        close=close,
        provisional=due.provisional,
        still_paused=still_paused,
        has_passed=left.overdue and not still_paused,
        left=left.say(language).split(" · ")[0] if runs else "",
        because=say(due.because, language),
        basis=term.cited[index],
        unit=term.unit,
        squares=days,
        months=months(days, language),
        left_out=len({(each.day.year, each.day.month) for each in days}) > MOST_MONTHS,
        lines=lines(days, language),
        weekdays=tuple(day.removeprefix("周").removeprefix("週") for day in WEEKDAYS[language]),
    )


def _end(due: Deadline, term: Term, language: str) -> tuple[str, str]:
    """The last day with its weekday, and the hour of that day: 24:00, not the midnight that begins the next."""
    if term.unit is Unit.HOUR:
        return Dates(language).full(due.at.date()), f"{due.at:%H:%M}"
    return Dates(language).full(due.due_date), term.close
