"""How numbers, days and lists are written in a Chinese official paper (GB/T 15835-2011 for numerals)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

DIGITS = "零一二三四五六七八九十"
WE = {"局": "我局", "委": "我委", "厅": "我厅", "办": "我办", "院": "我院", "会": "我会", "部": "我部"}
MARKS = "。；，、"


def number(value: float) -> str:
    """Whole numbers plain, others to one decimal."""
    return str(int(value)) if float(value).is_integer() else f"{value:.1f}"


def quantity(value: float, unit: str) -> str:
    """A number with its unit; a percentage has one decimal, but none when it is all or nothing."""
    if unit == "%":
        return f"{number(value) if value in (0, 100) else f'{value:.1f}'}%"
    return f"{number(value)}{unit}"


def chinese(count: int) -> str:
    """A small count as a Chinese numeral, before 个: 两个, 十二个."""
    if count == 2:
        return "两"
    if count <= 10:
        return DIGITS[count]
    tens, ones = divmod(count, 10)
    head = "" if tens == 1 else DIGITS[tens]
    return f"{head}十{DIGITS[ones] if ones else ''}" if tens < 10 else str(count)


def listed(items: Sequence[str]) -> str:
    """甲、乙和丙."""
    return items[0] if len(items) == 1 else "、".join(items[:-1]) + "和" + items[-1] if items else ""


def quoted(items: Iterable[str], most: int = 24) -> str:
    """“甲”“乙”: titles side by side need no comma between them (GB/T 15834-2011, 4.5.3.5)."""
    return "".join(f"“{brief(item, most)}”" for item in items)


def brief(text: str, most: int) -> str:
    text = " ".join(text.split()).strip(MARKS).replace("“", "‘").replace("”", "’")
    return text if len(text) <= most else f"{text[:most]}…"


def clauses(*parts: str) -> str:
    """A sentence from those clauses that have something to say, "" if none has."""
    said = [part for part in parts if part]
    return f"{'，'.join(said)}。" if said else ""


def statements(*parts: str) -> str:
    """The same with semicolons between, for clauses that stand by themselves."""
    said = [part for part in parts if part]
    return f"{'；'.join(said)}。" if said else ""


def numbered(points: Iterable[str]) -> list[str]:
    """一是…… 二是…… for points that are not empty."""
    return [f"{DIGITS[place]}是{point}" for place, point in enumerate(filter(None, points), start=1)]


def the_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def the_month(year_month: str) -> str:
    year, month = year_month.split("-")[:2]
    return f"{int(year)}年{int(month)}月"


def the_period(start_iso: str, end_iso: str) -> str:
    """The shortest usual name: 2025年度, 2026年上半年, 2026年第一季度, 2026年3月, else from month or day to another."""
    start, end = date.fromisoformat(start_iso), date.fromisoformat(end_iso)
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not whole_months:
        last = f"{end.month}月{end.day}日" if start.year == end.year else the_day(end_iso)
        return the_day(start_iso) if start == end else f"{the_day(start_iso)}至{last}"
    first, last = the_month(start_iso), the_month(end_iso)
    if start.year != end.year:
        return f"{first}至{last}"
    return _part_of_year(start.year, start.month, end.month) or (first if first == last else f"{first}至{end.month}月")


def _part_of_year(year: int, first: int, last: int) -> str:
    parts = {(1, 12): "年度", (1, 6): "年上半年", (7, 12): "年下半年"}
    parts |= {(3 * q - 2, 3 * q): f"年第{DIGITS[q]}季度" for q in range(1, 5)}
    return f"{year}{parts[first, last]}" if (first, last) in parts else ""


def we(organ: str) -> str:
    """我局, 我委; 本单位 where the name does not tell."""
    return WE.get(organ[-1:], "本单位")
