"""The numbers of a snapshot as a paper prints them: each cited by the reference that it was counted by."""

from collections.abc import Iterable, Mapping
from typing import Any

from huiying.reporting.figures.figure import Value
from huiying.reporting.figures.numbers import Behind, Number, Numbers
from huiying.reporting.figures.reference import RECKONED, parts, reckon

from .citing import cite
from .wording import number, quantity

NO_VALUE = "—"
ENOUGH = 10
"""Fewer than so many rows make a share that one letter more would turn round: such shares are not compared."""
LEAST = 5
"""Of fewer rows a table shows no share at all."""


def take_all(numbers: Numbers, references: Iterable[str]) -> None:
    for reference in references:
        numbers.take(reference)


def narrowed(key: str, by: str, span: str = "") -> str:
    """`received` of one channel, before: received:channel=3@before. `by` is "" for all."""
    return f"{key}{f':{by}' if by else ''}{f'@{span}' if span else ''}"


class Told:
    """Numbers by their references. What was not taken while the facts were gathered has no number: KeyError."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._numbers: Mapping[str, Number] = facts["numbers"]
        self._behind: Mapping[str, Behind] = facts.get("rows", {})

    def value(self, reference: str) -> Value:
        if not RECKONED.fullmatch(reference):
            return self._numbers[reference]["value"]
        sign, pieces = parts(reference)
        return reckon(sign, tuple(self.value(piece) for piece in pieces))

    def some(self, reference: str) -> float:
        """0 where there is no value: for asking whether there is anything to say."""
        return self.value(reference) or 0

    def unit(self, reference: str) -> str:
        if not RECKONED.fullmatch(reference):
            return self._numbers[reference]["unit"]
        sign, pieces = parts(reference)
        return "%" if sign == "share" else self.unit(pieces[0])

    def said(self, reference: str) -> str:
        """With its unit, for a sentence; "" where it has no value."""
        value = self.value(reference)
        return "" if value is None else cite(quantity(value, self.unit(reference)), reference)

    def cell(self, reference: str) -> str:
        """Without its unit, for a table; percentages keep theirs, and are not shown of a few rows."""
        value = self.value(reference)
        is_share = self.unit(reference) == "%"
        if value is None or (is_share and reference in self._behind and self._behind[reference]["count"] < LEAST):
            return NO_VALUE
        return cite(quantity(value, "%") if is_share else number(value), reference)

    def bare(self, reference: str) -> int:
        """A count, for a chart."""
        return int(self.some(reference))

    def moved(self, reference: str, then: str, words: tuple[str, str, str] = ("增加", "减少", "持平")) -> str:
        """增加3件, 减少3件, 持平: against another number of the same unit; "" where one of the two has no value."""
        now, before = self.value(reference), self.value(then)
        if now is None or before is None:
            return ""
        more, fewer, same = words
        if now == before:
            return same
        if now > before:
            return f"{more}{self._points(f'difference({reference},{then})')}"
        return f"{fewer}{self._points(f'difference({then},{reference})')}"

    def _points(self, reference: str) -> str:
        """A difference of percentages is one of percentage points."""
        value, unit = self.some(reference), self._difference_unit(reference)
        return cite(f"{number(value)}{unit}", reference)

    def _difference_unit(self, reference: str) -> str:
        unit = self.unit(reference)
        return "个百分点" if unit == "%" else unit
