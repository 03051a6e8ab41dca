"""A reference names one number: a figure, narrowed by dimensions, in a span of days.

received                     of the period itself
received:channel=3           only those of one channel
received@before              the period before; received@last_year the same days a year earlier
replied:section=2@2026-03    a month, or days 2026-03-01..2026-03-07, seen up to the end of the period
replied@2026-02-01..2026-02-28..2026-02-28   days seen up to another: what stood answered when February ended
difference(a,b) sum(a,b,…) share(a,b)   reckoned from other references

In a value the signs `% : @ , ( )` are written as in an address (`%3A`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import unquote

from .catalogue import BY_KEY
from .dimension import BY_DIMENSION, Dimension
from .figure import Figure, Rows, Value, share
from .period import Period, last_of

BEFORE, LAST_YEAR = "before", "last_year"
SPANS: Final = (BEFORE, LAST_YEAR)
NAMED = re.compile(r"(?P<key>[a-z0-9_]+)(?P<slices>(?::[a-z_]+=[^:@,()]*)*)(?:@(?P<span>[a-z_0-9.-]+))?")
RECKONED = re.compile(r"(?P<sign>difference|sum|share)\((?P<parts>.+)\)")
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
DAYS = re.compile(rf"{DAY}\.\.{DAY}(?:\.\.{DAY})?")
SIGNS = re.compile(r"[%:@,()]")
OF_TWO = ("difference", "share")
DEEPEST = 8


class UnknownReference(ValueError):
    """No number has this name."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One figure over some rows of one span."""

    figure: Figure
    slices: tuple[tuple[Dimension, str], ...] = ()
    span: str = ""

    def __str__(self) -> str:
        narrowed = "".join(f":{dimension.key}={escaped(value)}" for dimension, value in self.slices)
        return f"{self.figure.key}{narrowed}{f'@{self.span}' if self.span else ''}"

    def rows(self, period: Period) -> Rows:
        return self._narrow(self.figure.rows(spanned(period, self.span)))

    def value(self, period: Period) -> Value:
        return self.figure.value(spanned(period, self.span), self._narrow)

    def _narrow(self, rows: Rows) -> Rows:
        for dimension, value in self.slices:
            rows = dimension.narrow(rows, value)
        return rows


def escaped(value: str) -> str:
    """A dimension's value as it stands in a reference."""
    return SIGNS.sub(lambda found: f"%{ord(found[0]):02X}", value)


def named(text: str) -> Reference:
    """The reference that a text names; `UnknownReference` where there is none."""
    found = NAMED.fullmatch(text)
    if found is None or found["key"] not in BY_KEY:
        raise UnknownReference(text)
    figure, span = BY_KEY[found["key"]], found["span"] or ""
    if span not in ("", *SPANS) and _days(span) is None:
        raise UnknownReference(text)
    pairs = [piece.split("=", 1) for piece in found["slices"].split(":")[1:]]
    return Reference(figure, tuple(_slice(figure, key, unquote(value), text) for key, value in pairs), span)


def _slice(figure: Figure, key: str, value: str, text: str) -> tuple[Dimension, str]:
    dimension = BY_DIMENSION.get(key)
    if dimension is None or not all(model in dimension.to for model in figure.models) or not dimension.has(value):
        raise UnknownReference(text)
    return dimension, value


def references(text: str) -> Iterator[Reference]:
    """Every reference that a text is reckoned from."""
    if RECKONED.fullmatch(text):
        for part in parts(text)[1]:
            yield from references(part)
    else:
        yield named(text)


def parts(text: str) -> tuple[str, tuple[str, ...]]:
    """The sign and the parts of a reckoned reference; UnknownReference of any other."""
    found = RECKONED.fullmatch(text)
    if found is None:
        raise UnknownReference(text)
    pieces, depth, deepest, start = [], 0, 0, 0
    told = found["parts"]
    for place, mark in enumerate(told):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        deepest = max(deepest, depth)
        if depth < 0:
            raise UnknownReference(text)
        if mark == "," and not depth:
            pieces.append(told[start:place])
            start = place + 1
    pieces.append(told[start:])
    if depth or deepest > DEEPEST or (found["sign"] in OF_TWO and len(pieces) != 2):
        raise UnknownReference(text)
    return found["sign"], tuple(pieces)


def reckon(sign: str, values: tuple[Value, ...]) -> Value:
    """None wherever a part has no value."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    if sign == "sum":
        return sum(known)
    first, second = known
    return share(first, second) if sign == "share" else round(first - second, 1)


def spanned(period: Period, span: str) -> Period:
    """The days that a span names, as seen from a period: of a month that it cuts the part that lies in it."""
    if not span:
        return period
    if span == BEFORE:
        return period.before
    if span == LAST_YEAR:
        return period.last_year
    days = _days(span)
    if days is None:
        raise UnknownReference(span)
    start, end, seen = days
    if MONTH.fullmatch(span) and start <= period.end and end >= period.start:
        start, end = max(start, period.start), min(end, period.end)
    return Period(start, end, period.units, seen or max(period.until or period.end, end))


def _days(span: str) -> tuple[date, date, date | None] | None:
    """First and last day of a month, or of days, and the day up to which they are seen where it is told; None where it
    is neither.
    """
    try:
        if month := MONTH.fullmatch(span):
            start = date(int(month[1]), int(month[2]), 1)
            return start, last_of(start), None
        if told := DAYS.fullmatch(span):
            start, end = date.fromisoformat(told[1]), date.fromisoformat(told[2])
            seen = date.fromisoformat(told[3]) if told[3] else None
            return (start, end, seen) if start <= end <= (seen or end) else None
    except ValueError:
        return None
    return None
