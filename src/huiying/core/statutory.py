"""法定节假日 · The days that are off by statute (全国年节及纪念日放假办法 art. 2): what a year without a notice goes
by, and what no year with one may lack.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from huiying.core.reading import Table, read_table
from huiying.core.words import Words

FOLDER = Path(__file__).parent / "calendars"
DAY = timedelta(days=1)
SPRING_FESTIVAL = "春节"
# Since the amendment of 2024 four days from the eve, before it three from day one.
EVE_SINCE = 2025
# The decree of 2007 made them days off.
MOON_SINCE = 2008


@dataclass(frozen=True, slots=True)
class Statutory:
    """The statutory days: solar ones as (month, day) → (feast, first year), lunar ones by date where known."""

    names: Mapping[str, Words]
    solar: Mapping[tuple[int, int], tuple[str, int]]
    lunar: Mapping[date, str]
    lunar_years: frozenset[int]

    def feast(self, day: date) -> str:
        """The feast for which `day` is off by statute, empty where it is off for none."""
        name, since = self.solar.get((day.month, day.day), ("", 0))
        return self.lunar.get(day) or (name if day.year >= since else "")

    def words(self, feast: str) -> Words:
        return self.names.get(feast) or Words.same(feast)

    def days(self, year: int) -> list[tuple[date, str]]:
        """Every day off that the statute grants in `year`, by date; two where two feasts fall on one day."""
        solar = [(date(year, *day), name) for day, (name, since) in self.solar.items() if year >= since]
        return sorted([*solar, *((day, name) for day, name in self.lunar.items() if day.year == year)])

    def moon_feasts(self, year: int) -> frozenset[str]:
        """The feasts that `year` must have, whose dates the moon decides (清明节: the sun)."""
        return frozenset(self.lunar.values()) if year >= MOON_SINCE else frozenset()


@cache
def load() -> Statutory:
    """The statutory days that ship."""
    return read_statutory(FOLDER / "statutory.toml")


def read_statutory(path: Path) -> Statutory:
    """The statutory days written in `path`."""
    top = read_table(path)
    names = {name: _name(name, row) for name, row in top.named_tables("names").items()}
    solar = dict(_solar(row, names) for row in top.tables("solar"))
    lunar_table = top.table("lunar")
    dates = {lunar_table.known(name, names): lunar_table.days(name) for name in lunar_table}
    top.done()
    lunar = {day: name for name, days in dates.items() for first in days for day in _days_of(name, first)}
    return Statutory(names, solar, lunar, frozenset(day.year for day in dates.get(SPRING_FESTIVAL, ())))


def _name(name: str, row: Table) -> Words:
    words = Words(name, row.text("zh-hant"), row.text("en"))
    row.done()
    return words


def _solar(row: Table, names: Mapping[str, Words]) -> tuple[tuple[int, int], tuple[str, int]]:
    day = (row.number("month"), row.number("day"))
    told = (row.choice("name", names), row.number("since") if row.has("since") else 0)
    row.done()
    return day, told


def _days_of(feast: str, first: date) -> list[date]:
    if feast != SPRING_FESTIVAL:
        return [first]
    return [first + DAY * n for n in range(-1 if first.year >= EVE_SINCE else 0, 3)]
