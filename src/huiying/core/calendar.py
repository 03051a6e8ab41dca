"""工作日 · Which days are worked, and why not: holidays, and the weekends worked in exchange (调休), as the State
Council's notices arrange them, and the office's own days. A year without a notice follows the statutory days and is
provisional.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from huiying.core.arrangement import MADE_UP, arrange
from huiying.core.errors import InputError
from huiying.core.owndays import OwnDay
from huiying.core.statutory import Statutory
from huiying.core.statutory import load as load_statutory
from huiying.core.words import Words
from huiying.core.years import FIRST_YEAR, LAST_YEAR, SATURDAY, Notice, Year, read_year

__all__ = ["FIRST_YEAR", "LAST_YEAR", "MADE_UP", "Calendar", "DayNote", "Run", "load"]

FOLDER = Path(__file__).parent / "calendars"

BASE = date(FIRST_YEAR, 1, 1).toordinal()
DAYS = date(LAST_YEAR, 12, 31).toordinal() - BASE + 1

WEEKEND = (Words("周六", "週六", "Saturday"), Words("周日", "週日", "Sunday"))


@dataclass(frozen=True, slots=True)
class DayNote:
    """Why a day is not an ordinary working day. `kind` is holiday, weekend or worked."""

    kind: str
    name: Words
    provisional: bool

    @property
    def off(self) -> bool:
        return self.kind != "worked"


@dataclass(frozen=True, slots=True)
class Run:
    """Days off without a break, with the feasts among them (none for a plain weekend)."""

    first: date
    last: date
    feasts: tuple[Words, ...]
    has_weekend: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Calendar:
    """The working days from 2000 to 2060. Immutable: `with_years` gives another one.

    A count of the working days before each day is made once, so that the n-th working day after a day, and the number
    of working days between two days, are each one look-up.
    """

    __slots__ = ("_days", "_off", "_own", "_statutory", "_upto", "_worked", "_years")

    def __init__(self, years: Iterable[Year], statutory: Statutory, own: Iterable[OwnDay] = ()) -> None:
        self._years = {year.number: year for year in sorted(years, key=lambda y: y.number)}
        self._statutory = statutory
        self._own = {each.day: each for each in own}
        arranged = arrange(self._years, statutory, self._own.values())
        self._off, self._worked = arranged.off, arranged.worked
        self._upto, self._days = self._count()

    def _count(self) -> tuple[list[int], list[int]]:
        """How many working days lie before each day of the span, and the ordinals of the working days."""
        upto, days = [0], []
        for ordinal in range(BASE, BASE + DAYS):
            # Ordinal 1 was a Monday, so that (ordinal - 1) % 7 is the weekday.
            is_weekday = (ordinal - 1) % 7 < SATURDAY
            if ordinal in self._worked or (is_weekday and ordinal not in self._off):
                days.append(ordinal)
            upto.append(len(days))
        return upto, days

    def _at(self, day: date) -> int:
        at = day.toordinal() - BASE
        if not 0 <= at < DAYS:
            raise InputError(f"{day:%Y-%m-%d} 超出日历范围", fix=f"可计算 {FIRST_YEAR} 年至 {LAST_YEAR} 年的日子")
        return at

    # ── what is known ──

    @property
    def known_until(self) -> date:
        """The last day of the years known without a gap."""
        last = min(self._years, default=FIRST_YEAR) - (not self._years)
        while last + 1 in self._years:
            last += 1
        return date(last, 12, 31)

    def known(self, year: int) -> bool:
        return year in self._years

    def notice(self, year: int) -> Notice | None:
        """The notice that arranges `year`, or None where it is not there."""
        return self._years[year].notice if year in self._years else None

    def knows_moon(self, year: int) -> bool:
        """Whether a year without a notice has at least its lunar feasts."""
        return year in self._statutory.lunar_years

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years without a notice among the days from `first` to `last`."""
        return tuple(y for y in range(first.year, last.year + 1) if y not in self._years)

    def with_years(self, *years: Year) -> "Calendar":
        """This calendar with `years` added, or in the place of those of the same number."""
        years_now = (self._years | {year.number: year for year in years}).values()
        return Calendar(years_now, self._statutory, self._own.values())

    def with_days(self, *own: OwnDay) -> "Calendar":
        """This calendar with the office's `own` days, which stand over the notices and over own days set before."""
        return Calendar(self._years.values(), self._statutory, [*self._own.values(), *own])

    # ── days ──

    def is_working(self, day: date) -> bool:
        at = self._at(day)
        return self._upto[at + 1] > self._upto[at]

    def name_of(self, day: date) -> DayNote | None:
        """Why `day` is off, or worked although a weekend; None for an ordinary working day."""
        self._at(day)
        ordinal, provisional = day.toordinal(), day.year not in self._years
        if ordinal in self._worked:
            return DayNote("worked", self._worked[ordinal], provisional)
        if ordinal in self._off:
            return DayNote("holiday", self._off[ordinal], provisional)
        if day.weekday() >= SATURDAY:
            return DayNote("weekend", WEEKEND[day.weekday() - SATURDAY], provisional)
        return None

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is itself not counted (民法典 art. 201)."""
        at = self._upto[self._at(day) + 1] + count - 1
        if not 0 <= at < len(self._days):
            raise InputError(f"{day:%Y-%m-%d} 起的第 {count} 个工作日超出日历范围", fix=f"日历到 {LAST_YEAR} 年为止")
        return date.fromordinal(self._days[at])

    def working_between(self, start: date, end: date) -> int:
        """Working days after `start`, up to and including `end`; negative where `end` is earlier."""
        return self._upto[self._at(end) + 1] - self._upto[self._at(start) + 1]

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the next that is (民法典 art. 203)."""
        at = self._upto[self._at(day)]
        if at == len(self._days):
            raise InputError(f"{day:%Y-%m-%d} 之后超出日历范围", fix=f"日历到 {LAST_YEAR} 年为止")
        return date.fromordinal(self._days[at])

    def made_up(self, first: date, last: date) -> dict[Words, list[date]]:
        """The days off by their weekday that are worked, from `first` to `last`, under what they are called."""
        found: dict[Words, list[date]] = {}
        for ordinal in [n for n in range(first.toordinal(), last.toordinal() + 1) if n in self._worked]:
            found.setdefault(self._worked[ordinal], []).append(date.fromordinal(ordinal))
        return found

    def runs_off(self, first: date, last: date) -> Iterator[Run]:
        """The days off from `first` to `last`, merged where they follow one another."""
        run: list[int] = []
        start = first.toordinal()
        upto = self._upto[start - BASE : last.toordinal() - BASE + 2]
        for n, (before, after) in enumerate(pairwise(upto)):
            if before == after:
                run.append(start + n)
            elif run:
                yield self._run(run)
                run = []
        if run:
            yield self._run(run)

    def _run(self, ordinals: list[int]) -> Run:
        named = [self._off[n] for n in ordinals if n in self._off]
        first, last = date.fromordinal(ordinals[0]), date.fromordinal(ordinals[-1])
        return Run(first, last, tuple(dict.fromkeys(named)), len(named) < len(ordinals))


@cache
def load() -> Calendar:
    """The calendar that ships: one file of `calendars/` for each published year."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.stem.isdigit())
    return Calendar((read_year(path) for path in paths), load_statutory())
