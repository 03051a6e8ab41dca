"""The days of a count as months of weeks, Monday first, and as lines to be read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from huiying.core.dates import MONTHS, Dates
from huiying.core.words import LANGUAGES, Words

DAY = timedelta(days=1)
MOST_MONTHS = 13
JOINED = Words("、", "、", ", ")
MERGED = ("counted", "off", "paused")
NAMED = ("off", "worked")


class Walked(Protocol):
    """A day of a count, as `core.daybook` tells it. `n` is its number, None where it is not counted."""

    @property
    def day(self) -> date: ...
    @property
    def mark(self) -> str: ...
    @property
    def n(self) -> int | None: ...
    @property
    def name(self) -> Words | None: ...


@dataclass(frozen=True, slots=True)
class Square:
    """A day of a month; `mark` is empty where the count does not touch it."""

    day: date
    mark: str = ""
    n: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month that the count touches, under its name; None stands outside the month."""

    title: str
    weeks: tuple[tuple[Square | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Days that follow one another and count alike, numbered `n` to `last_n`; `when` says which they are."""

    when: str
    mark: str
    n: int | None
    last_n: int | None
    name: str


def squares(days: Sequence[Walked], language: str, *, every_day: bool = False) -> tuple[Square, ...]:
    """The days with their names in `language`. Where `every_day` counts, one worked in exchange is none of note."""
    index = LANGUAGES.index(language)
    told = []
    for each in days:
        mark = "counted" if every_day and each.mark == "worked" else str(each.mark)
        told.append(Square(each.day, mark, each.n, each.name[index] if each.name and mark in NAMED else ""))
    return tuple(told)


def months(days: Sequence[Square], language: str) -> tuple[Month, ...]:
    """The months that the count touches, at most MOST_MONTHS of them: the last one is always there."""
    by_day = {square.day: square for square in days}
    firsts = list(dict.fromkeys(square.day.replace(day=1) for square in days))
    if len(firsts) > MOST_MONTHS:
        firsts = [*firsts[: MOST_MONTHS - 1], firsts[-1]]
    return tuple(_month(first, by_day, language) for first in firsts)


def _month(first: date, by_day: dict[date, Square], language: str) -> Month:
    following = (first + 31 * DAY).replace(day=1)
    days = [first + n * DAY for n in range((following - first).days)]
    row: list[Square | None] = [None] * first.weekday()
    row += [by_day.get(day, Square(day)) for day in days]
    row += [None] * (-len(row) % 7)
    weeks = (tuple(row[n : n + 7]) for n in range(0, len(row), 7))
    return Month(_title(first, language), tuple(week for week in weeks if any(day and day.mark for day in week)))


def _title(first: date, language: str) -> str:
    return f"{MONTHS[first.month - 1]} {first.year}" if language == "en" else f"{first.year}年{first.month}月"


def lines(days: Sequence[Square], language: str) -> tuple[Line, ...]:
    """The same days in order, those merged that follow one another and count alike."""
    told, dates = [], Dates(language)
    for _alike, group in groupby(enumerate(days), key=lambda pair: alike(*pair)):
        run = [square for _place, square in group]
        when = dates.full(run[0].day) if len(run) == 1 else dates.run(run[0].day, run[-1].day)
        names = dict.fromkeys(square.name for square in run if square.name)
        told.append(Line(when, run[0].mark, run[0].n, run[-1].n, JOINED[LANGUAGES.index(language)].join(names)))
    return tuple(told)


def alike(place: int, square: Square) -> tuple[str, int]:
    """What two neighbours share if they are told as one; a day of a mark that stands alone shares it with none."""
    return square.mark, 0 if square.mark in MERGED else place + 1
