"""自定日 · Days that an office sets for itself: a local holiday, a day closed for a typhoon, a weekend worked to make
up. They stand over the State Council's arrangement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huiying.core.quoting import one_line, quoted
from huiying.core.reading import Table, toml_table
from huiying.core.spans import spans
from huiying.core.years import DAY, FIRST_YEAR, LAST_YEAR

# A row longer than a quarter is a slip in its year or month.
MOST_DAYS = 92
NAME_LENGTH, GROUND_LENGTH = 40, 200


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day, off or worked, by the `name` that reasons tell; `ground` is the paper that it rests on."""

    day: date
    off: bool
    name: str
    ground: str = ""


def parse_days(text: str, *, where: str) -> tuple[OwnDay, ...]:
    """The days of `[[day]]` rows {from, to, off, name, ground}, in order; `to` and `ground` may be absent.

    InputError naming `where`, the row and what is allowed; two rows may not speak of one day.
    """
    top = toml_table(text, where=where)
    rows = top.tables("day")
    top.done()
    found: dict[date, OwnDay] = {}
    for row in rows:
        for own in _days(row):
            if own.day in found:
                raise row.refuse("from", f"{own.day} 已定为“{found[own.day].name}”", "一天只能定一次")
            found[own.day] = own
    return tuple(found[day] for day in sorted(found))


def _days(row: Table) -> list[OwnDay]:
    first = row.day("from")
    last = row.day("to") if row.has("to") else first
    off, name = row.flag("off"), one_line(row, "name", most=NAME_LENGTH)
    ground = one_line(row, "ground", "", most=GROUND_LENGTH)
    row.done()
    if last < first:
        raise row.refuse("to", f"结束日 {last} 早于开始日 {first}")
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise row.refuse("from", f"{first} 至 {last} 超出日历范围", f"可用 {FIRST_YEAR} 年至 {LAST_YEAR} 年的日子")
    if (last - first).days >= MOST_DAYS:
        raise row.refuse("to", f"{first} 至 {last} 超过 {MOST_DAYS} 天", "请核对年份和月份，或分成几段")
    return [OwnDay(first + DAY * n, off, name, ground) for n in range((last - first).days + 1)]


def to_toml(days: Iterable[OwnDay]) -> str:
    """The days as rows, those that follow one another alike in one; `parse_days` reads them back equal."""
    alike = {each.day: (each.off, each.name, each.ground) for each in days}
    return "\n".join(_row(first, last, *told) for told, first, last in spans(alike))


def _row(first: date, last: date, off: bool, name: str, ground: str) -> str:
    to = f"to = {last}\n" if last != first else ""
    rest = f"ground = {quoted(ground)}\n" if ground else ""
    return f"[[day]]\nfrom = {first}\n{to}off = {'true' if off else 'false'}\nname = {quoted(name)}\n{rest}"
