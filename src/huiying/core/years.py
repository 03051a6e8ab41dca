"""The days of a year as a TOML file of `calendars/`: the State Council's notice, the days off with their feast, and the
weekends that are worked in exchange (调休); and the statutory days for a year whose notice is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from huiying.core.reading import Table, read_table
from huiying.core.words import Words

DAY = timedelta(days=1)
SATURDAY = 5
SPRING_FESTIVAL = "春节"
# 全国年节及纪念日放假办法 art. 2: since the amendment of 2024 four days from the eve, before it three from day one.
EVE_SINCE = 2025


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that arranges a year, and those that changed it in mid-year."""

    title: str
    number: str
    amended_by: tuple["Notice", ...] = ()

    def __str__(self) -> str:
        told = f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"
        return "、".join([told, *(str(each) for each in self.amended_by)])


@dataclass(frozen=True, slots=True)
class Year:
    """A year as its notice has it. Days may lie in the December before, as at the turn of 2018 to 2019."""

    number: int
    notice: Notice
    off: Mapping[date, str]
    worked: frozenset[date]


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


def read_year(path: Path) -> Year:
    """The year written in `path`; InputError naming the file, the key and what is allowed."""
    top = read_table(path)
    number = top.number("year", least=1949)
    notice = _notice(top.table("notice"), tuple(_notice(row) for row in top.tables("amended_by")))
    off = _off(top, number)
    worked = frozenset(top.days("worked"))
    for day in sorted(worked):
        _in_year(top, "worked", day, number)
        if day in off or day.weekday() < SATURDAY:
            raise top.refuse("worked", f"{day} 不是需要上班的周末", "调休上班日应为未放假的周六或周日")
    top.done()
    return Year(number, notice, off, worked)


def _notice(row: Table, amended_by: tuple[Notice, ...] = ()) -> Notice:
    notice = Notice(row.text("title"), row.text("number", ""), amended_by)
    row.done()
    return notice


def _off(top: Table, number: int) -> dict[date, str]:
    off: dict[date, str] = {}
    for row in top.tables("off"):
        name, first, last = row.text("name"), row.day("from"), row.day("to")
        row.done()
        if last < first:
            raise row.refuse("to", f"结束日 {last} 早于开始日 {first}")
        for day in (first + DAY * n for n in range((last - first).days + 1)):
            _in_year(row, "from", day, number)
            if day in off:
                raise row.refuse("from", f"{day} 已属于“{off[day]}”", "两段假期不能重叠")
            off[day] = name
    return off


def _in_year(row: Table, key: str, day: date, number: int) -> None:
    if day.year != number and (day.year, day.month) != (number - 1, 12):
        raise row.refuse(key, f"{day} 不在 {number} 年", "只能写当年的日子，或上一年 12 月里相连的日子")


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
