"""The days of a year as the State Council's notice arranges them: the days off with their feast, and the weekends that
are worked in exchange (调休). Read from a file of `calendars/` or from what an office imports; written as TOML.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from huiying.core import statutory, yeartext
from huiying.core.quoting import one_line, quoted
from huiying.core.reading import Table, read_table, read_text
from huiying.core.spans import spans

__all__ = [
    "DAY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "SATURDAY",
    "Notice",
    "Year",
    "doubts",
    "parse_year",
    "read_year",
    "to_toml",
    "year_of",
]

DAY = timedelta(days=1)
SATURDAY = 5
FIRST_YEAR, LAST_YEAR = 2000, 2060
# 春节 of 2020 lasted ten days; a row far beyond that has a slip in its month.
MOST_DAYS = 31
NAME_LENGTH, TITLE_LENGTH = 40, 200


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


def read_year(path: Path) -> Year:
    """The year written in `path`, TOML or by its suffix JSON; InputError naming file, key and what is allowed."""
    if path.suffix.lower() == ".json":
        return parse_year(read_text(path), where=path.name, sort="json")
    return year_of(read_table(path))


def parse_year(text: str, *, where: str, sort: str = "toml") -> Year:
    """The year written in `text`, "toml" or "json"; InputError naming `where`, the key and what is allowed."""
    return year_of(yeartext.table(text, where=where, sort=sort))


def year_of(top: Table) -> Year:
    """The year of a table {year, worked, off, notice, amended_by}; InputError where a day is impossible, or where a
    feast is missing: half a year in force would give wrong dates in silence.
    """
    number = top.number("year")
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise top.refuse("year", f"{number} 年超出日历范围", f"可用 {FIRST_YEAR} 年至 {LAST_YEAR} 年")
    notice = _notice(top.table("notice"), tuple(_notice(row) for row in top.tables("amended_by")))
    off = _off(top, number)
    worked = _worked(top, number, off)
    top.done()
    _complete(top, number, off)
    return Year(number, notice, off, worked)


def _notice(row: Table, amended_by: tuple[Notice, ...] = ()) -> Notice:
    notice = Notice(
        one_line(row, "title", most=TITLE_LENGTH), one_line(row, "number", "", most=NAME_LENGTH), amended_by
    )
    row.done()
    return notice


def _off(top: Table, number: int) -> dict[date, str]:
    off: dict[date, str] = {}
    for row in top.tables("off"):
        name, first, last = one_line(row, "name", most=NAME_LENGTH), row.day("from"), row.day("to")
        row.done()
        if last < first:
            raise row.refuse("to", f"结束日 {last} 早于开始日 {first}")
        if (last - first).days >= MOST_DAYS:
            raise row.refuse("to", f"{first} 至 {last} 超过 {MOST_DAYS} 天", "请核对月份")
        for day in (first + DAY * n for n in range((last - first).days + 1)):
            _in_year(row, "from", day, number)
            if day in off:
                raise row.refuse("from", f"{day} 已属于“{off[day]}”", "两段假期不能重叠")
            off[day] = name
    return off


def _worked(top: Table, number: int, off: Mapping[date, str]) -> frozenset[date]:
    worked = sorted(top.days("worked"))
    for n, day in enumerate(worked):
        _in_year(top, "worked", day, number)
        if day in off or day.weekday() < SATURDAY:
            raise top.refuse("worked", f"{day} 不是需要上班的周末", "调休上班日应为未放假的周六或周日")
        if n and worked[n - 1] == day:
            raise top.refuse("worked", f"{day} 写了两次", "请核对是否漏写了另一天")
    return frozenset(worked)


def _in_year(row: Table, key: str, day: date, number: int) -> None:
    if day.year != number and (day.year, day.month) != (number - 1, 12):
        raise row.refuse(key, f"{day} 不在 {number} 年", "只能写当年的日子，或上一年 12 月里相连的日子")


def _complete(top: Table, number: int, off: Mapping[date, str]) -> None:
    """Every statutory day is off; where the moon's dates are not known, its feasts are at least named."""
    law = statutory.load()
    missing = {name: f"{name}（{day}）" for day, name in reversed(law.days(number)) if day not in off}
    if number not in law.lunar_years:
        named = "、".join(off.values())
        missing |= {name: name for name in sorted(law.moon_feasts(number)) if name not in named}
    if missing:
        told = "、".join(reversed(missing.values()))
        raise top.refuse(
            "off", f"{number} 年缺少法定节假日：{told}", "请补全这一年的放假安排，只导入一部分会算错到期日"
        )


def doubts(year: Year) -> tuple[str, ...]:
    """What an importer should look at twice. A notice moves weekends to lengthen feasts, so the weekdays off beyond the
    statutory days are as many as the weekends worked; not so when feasts are lengthened outright, as in 2020.
    """
    weekdays = sum(day.weekday() < SATURDAY for day in year.off)
    given = len(statutory.load().days(year.number))
    owed = weekdays - given - len(year.worked)
    if year.number not in statutory.load().lunar_years or owed == 0:
        return ()
    told = f"{year.number} 年工作日放假 {weekdays} 天，法定节假日 {given} 天，调休上班 {len(year.worked)} 天"
    return (f"{told}，两者不相抵（差 {abs(owed)} 天）。请核对通知，是否漏了{'调休上班日' if owed > 0 else '放假日'}",)


def to_toml(year: Year) -> str:
    """The year as a file of `calendars/` has it; `parse_year` reads it back equal."""
    rows = (f"    {{ name = {quoted(name)}, from = {a}, to = {b} }},\n" for name, a, b in spans(year.off))
    worked = ", ".join(day.isoformat() for day in sorted(year.worked))
    notices = [_written("[notice]", year.notice), *(_written("[[amended_by]]", n) for n in year.notice.amended_by)]
    return f"year = {year.number}\nworked = [{worked}]\noff = [\n{''.join(rows)}]\n" + "".join(notices)


def _written(head: str, notice: Notice) -> str:
    number = f"number = {quoted(notice.number)}\n" if notice.number else ""
    return f"\n{head}\ntitle = {quoted(notice.title)}\n{number}"
