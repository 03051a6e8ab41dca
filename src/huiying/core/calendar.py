"""工作日 · Which days are worked, and why not: holidays, and the weekends worked in exchange (调休), as the State
Council's notices arrange them. A year without a notice follows the statutory days and is provisional.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from huiying.core.errors import InputError
from huiying.core.words import Words
from huiying.core.years import DAY, SATURDAY, Notice, Statutory, Year, read_statutory, read_year

__all__ = ["Calendar", "DayNote", "Run", "load"]

FOLDER = Path(__file__).parent / "calendars"
FIRST_YEAR, LAST_YEAR = 2000, 2060
BASE = date(FIRST_YEAR, 1, 1).toordinal()
DAYS = date(LAST_YEAR, 12, 31).toordinal() - BASE + 1

WEEKEND = (Words("周六", "週六", "Saturday"), Words("周日", "週日", "Sunday"))
MADE_UP = Words("调休上班日", "調休上班日", "make-up working day")


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

    __slots__ = ("_days", "_feasts", "_statutory", "_upto", "_worked", "_years")

    def __init__(self, years: Iterable[Year], statutory: Statutory) -> None:
        self._years = {year.number: year for year in sorted(years, key=lambda y: y.number)}
        self._statutory = statutory
        self._feasts = self._gather_feasts()
        self._worked = frozenset(d.toordinal() for year in self._years.values() for d in year.worked)
        self._upto, self._days = self._count()

    def _gather_feasts(self) -> dict[int, Words]:
        found: dict[int, Words] = {}
        for number in range(FIRST_YEAR, LAST_YEAR + 1):
            first = date(number, 1, 1)
            if number not in self._years:
                days = (first + DAY * n for n in range((date(number, 12, 31) - first).days + 1))
                named = ((day, self._statutory.feast(day)) for day in days)
                found |= {day.toordinal(): self._statutory.words(name) for day, name in named if name}
        for year in self._years.values():
            found |= {day.toordinal(): self._statutory.words(name) for day, name in year.off.items()}
        return found

    def _count(self) -> tuple[list[int], list[int]]:
        """How many working days lie before each day of the span, and the ordinals of the working days."""
        upto, days = [0], []
        for ordinal in range(BASE, BASE + DAYS):
            # Ordinal 1 was a Monday, so that (ordinal - 1) % 7 is the weekday.
            is_weekday = (ordinal - 1) % 7 < SATURDAY
            if ordinal in self._worked or (is_weekday and ordinal not in self._feasts):
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
        return Calendar((self._years | {year.number: year for year in years}).values(), self._statutory)

    # ── days ──

    def is_working(self, day: date) -> bool:
        at = self._at(day)
        return self._upto[at + 1] > self._upto[at]

    def name_of(self, day: date) -> DayNote | None:
        """Why `day` is off, or worked although a weekend; None for an ordinary working day."""
        self._at(day)
        ordinal, provisional = day.toordinal(), day.year not in self._years
        if ordinal in self._worked:
            return DayNote("worked", MADE_UP, provisional)
        if ordinal in self._feasts:
            return DayNote("holiday", self._feasts[ordinal], provisional)
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

    def made_up(self, start: date, end: date) -> list[date]:
        """The weekends worked in exchange, after `start` and up to `end`."""
        span = range(start.toordinal() + 1, end.toordinal() + 1)
        return [date.fromordinal(n) for n in span if n in self._worked]

    def runs_off(self, first: date, last: date) -> Iterator[Run]:
        """The days off from `first` to `last`, merged where they follow one another."""
        run: list[int] = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            at = ordinal - BASE
            if self._upto[at + 1] == self._upto[at]:
                run.append(ordinal)
            elif run:
                yield self._run(run)
                run = []
        if run:
            yield self._run(run)

    def _run(self, ordinals: list[int]) -> Run:
        feasts = tuple(dict.fromkeys(self._feasts[n] for n in ordinals if n in self._feasts))
        has_weekend = any(n not in self._feasts for n in ordinals)
        return Run(date.fromordinal(ordinals[0]), date.fromordinal(ordinals[-1]), feasts, has_weekend)


@cache
def load() -> Calendar:
    """The calendar that ships: one file of `calendars/` for each published year."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.stem.isdigit())
    return Calendar((read_year(path) for path in paths), read_statutory(FOLDER / "statutory.toml"))
