"""Figures, dates, telephone numbers and cited documents in a text, each in a plain form that can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 400
_HAN = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_UNIT = (
    r"元|平方米|平米|㎡|公顷|亩|公里|千米|米|吨|公斤|千瓦时|度|户|人|名|家|套|栋|台|辆|个工作日|工作日|个月|个小时|小时|天|日内|年|"
    r"%|个百分点|倍|折|次|处|岁|分贝|学位|车位|个"
)
_FIGURE = re.compile(
    rf"(?<![\d.第])(?P<number>\d{{1,12}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,4}})?|[零〇一二两三四五六七八九十百千]{{2,12}})"
    rf" ?(?P<big>[万亿]?)(?:余|多)? ?(?P<unit>{_UNIT})"
)
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2}) ?[年.\-/] ?)?(?<!\d)(?P<month>1[0-2]|0?[1-9]) ?"
    r"(?:月|(?<=\d)[.\-/](?=\d{1,2}(?!\d))) ?(?P<day>3[01]|[12]\d|0?[1-9])(?: ?[日号]|(?!\d))"
)
_PHONE = re.compile(
    r"(?<![\d\-])(?:0\d{2,3} ?[\-—－–]{1,2} ?)?[2-9]\d{6,7}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)400[\- ]?\d{3}[\- ]?\d{4}(?!\d)|(?<=[话线拨打])[\" “”]{0,2}(?:1\d{4}|1\d{2})(?!\d)"
)
_DOCUMENT = re.compile(
    r"《(?P<title>[^》《\n]{2,80})》"
    r"|[\u4e00-\u9fa5]{1,8}[〔\[【(（﹝](?P<year>(?:19|20)\d{2})[〕\]】)）﹞] ?第? ?(?P<no>\d{1,4}) ?号"
)
_SAME_UNIT = {
    "平米": "平方米",
    "㎡": "平方米",
    "千米": "公里",
    "名": "人",
    "个工作日": "工作日",
    "个小时": "小时",
    "日内": "天",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a text states that can be looked up: its `kind`, its place, and what it comes to."""

    kind: str
    start: int
    end: int
    value: str
    unit: str = ""


def facts(text: str) -> list[Fact]:
    """At most 400 facts of a folded text, in order, none within another. Kinds: document, date, phone, figure."""
    taken: list[Fact] = []
    for fact in (*_documents(text), *_dates(text), *_phones(text), *_figures(text)):
        if not any(fact.start < other.end and other.start < fact.end for other in taken):
            taken.append(fact)
        if len(taken) == MOST:
            break
    return sorted(taken, key=lambda fact: (fact.start, fact.end))


def _documents(text: str) -> Iterator[Fact]:
    for match in _DOCUMENT.finditer(text):
        title = match["title"]
        value = "".join(c for c in title if c.isalnum()) if title else f"{match['year']}-{int(match['no'])}"
        yield Fact("document", *match.span(), value)


def _dates(text: str) -> Iterator[Fact]:
    """`value` is month-day, `unit` the year, "" where none is said."""
    for match in _DATE.finditer(text):
        yield Fact("date", *match.span(), f"{int(match['month'])}-{int(match['day'])}", match["year"] or "")


def _phones(text: str) -> Iterator[Fact]:
    for match in _PHONE.finditer(text):
        yield Fact("phone", *match.span(), "".join(c for c in match[0] if c.isdigit()))


def _figures(text: str) -> Iterator[Fact]:
    for match in _FIGURE.finditer(text):
        number = number_of(match["number"])
        if number is not None:
            value = number * _BIG.get(match["big"], 1)
            yield Fact("figure", *match.span(), f"{value:.4f}".rstrip("0").rstrip("."), _plain_unit(match["unit"]))


def _plain_unit(unit: str) -> str:
    return _SAME_UNIT.get(unit, unit)


def number_of(said: str) -> float | None:
    """`3,500.5`, `三百二十`, `二〇` as a number; None for what is none."""
    if said[0].isdigit():
        return float(said.replace(",", ""))
    if not any(char in _TENS for char in said):
        return float("".join(str(_HAN[char]) for char in said))
    total, unit = 0, 0
    for char in said:
        if char in _TENS:
            total, unit = total + max(unit, 1) * _TENS[char], 0
        else:
            unit = _HAN[char]
    return float(total + unit)


def agrees(fact: Fact, other: Fact) -> bool:
    """Whether two facts are one: a date without a year agrees with any year, a telephone with or without its area."""
    if fact.kind != other.kind:
        return False
    if fact.kind == "date":
        return fact.value == other.value and (not fact.unit or not other.unit or fact.unit == other.unit)
    if fact.kind == "phone":
        return fact.value.endswith(other.value) or other.value.endswith(fact.value)
    if fact.kind == "document":
        return fact.value in other.value or other.value in fact.value
    return fact.value == other.value and fact.unit == other.unit
