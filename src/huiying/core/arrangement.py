"""Layer upon layer: weekends, the statutory days of years without a notice, the notices, the office's own days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiying.core.owndays import OwnDay
from huiying.core.statutory import Statutory
from huiying.core.words import Words
from huiying.core.years import FIRST_YEAR, LAST_YEAR, SATURDAY, Year

MADE_UP = Words("调休上班日", "調休上班日", "make-up working day")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The days that are not as their weekday says, by ordinal: `off` and why, `worked` and why."""

    off: Mapping[int, Words]
    worked: Mapping[int, Words]


def arrange(years: Mapping[int, Year], law: Statutory, own: Iterable[OwnDay]) -> Arrangement:
    """Later layers win: a notice over the one of the year before, the office's own day over every notice."""
    off, worked = _statutory(years, law), dict[int, Words]()
    for number in sorted(years):
        for day, name in years[number].off.items():
            _set(off, worked, day.toordinal(), law.words(name))
        for day in years[number].worked:
            _set(worked, off, day.toordinal(), MADE_UP)
    for each in own:
        _set_own(off, worked, each)
    return Arrangement(off, worked)


def _statutory(years: Mapping[int, Year], law: Statutory) -> dict[int, Words]:
    unknown = (number for number in range(FIRST_YEAR, LAST_YEAR + 1) if number not in years)
    return {day.toordinal(): law.words(law.feast(day)) for number in unknown for day, _ in law.days(number)}


def _set(here: dict[int, Words], there: dict[int, Words], ordinal: int, name: Words) -> None:
    there.pop(ordinal, None)
    here[ordinal] = name


def _set_own(off: dict[int, Words], worked: dict[int, Words], own: OwnDay) -> None:
    """An own working day that is an ordinary one anyway needs no word."""
    ordinal, name = own.day.toordinal(), Words.same(own.name)
    if own.off:
        _set(off, worked, ordinal, name)
    elif ordinal in off or own.day.weekday() >= SATURDAY:
        _set(worked, off, ordinal, name)
