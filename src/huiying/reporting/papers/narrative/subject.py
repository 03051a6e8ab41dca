"""What is told of: a series as composition reads it from the facts, each amount with its reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any, Final, Literal

from huiying.reporting.papers.wording import quoted

from .amounts import Amount

Kind = Literal["count", "rate", "length"]
LEAST: Final = 10
"""No rate and no median is told over fewer rows: the counts are."""
LENGTHS: Final = frozenset({"天", "小时", "分钟", "个工作日"})
SUFFIXES: Final = {"theme": "领域", "kind": "类", "level": "等级"}
OTHERS: Final = {
    "channel": "渠道",
    "section": "科室",
    "theme": "领域",
    "kind": "类别",
    "level": "等级",
    "topic": "热点",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One value of the series in its course: a span before, or a month within."""

    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Place:
    """One channel, section, theme…: `name` as a sentence has it, and its own figure."""

    name: str
    slice: str


@dataclass(frozen=True)
class Subject:
    told: Mapping[str, Any]
    numbers: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        return str(self.told["name"])

    @property
    def kind(self) -> Kind:
        unit = self.told["unit"]
        return "rate" if unit == "%" else "length" if unit in LENGTHS else "count"

    @property
    def words(self) -> Mapping[str, str]:
        """What the period and the one before are called."""
        words: Mapping[str, str] = self.told["words"]
        return words

    @property
    def from_the_beginning(self) -> bool:
        return bool(self.told["from_the_beginning"])

    @cached_property
    def now(self) -> Amount | None:
        return self.amount()

    @cached_property
    def before(self) -> Amount | None:
        """The span before, where it is covered and of a rate holds enough."""
        return self._compared(self.told["steps"][-1]["span"]) if self.told["steps"] else None

    @cached_property
    def last_year(self) -> Amount | None:
        return self._compared(self.told["last_year"]) if self.told["last_year"] else None

    @cached_property
    def steps(self) -> Sequence[Stage]:
        """The spans just before the period, oldest first; they begin after the last that holds too little."""
        stages: list[Stage] = []
        for step in self.told["steps"]:
            amount = self._compared(step["span"])
            stages = [*stages, Stage(step["name"], amount)] if amount else []
        return stages

    @cached_property
    def months(self) -> Sequence[Stage]:
        amounts = [(step["name"], self.amount(span=step["span"])) for step in self.told["months"]]
        return [Stage(name, amount) for name, amount in amounts if amount]

    @property
    def span_before(self) -> str:
        return str(self.told["steps"][-1]["span"]) if self.told["steps"] else ""

    def amount(self, *, key: str = "", within: str | None = None, span: str = "") -> Amount | None:
        """A figure of the series in a place and a span, None where it has no value."""
        narrowed = self.told["slice"] if within is None else within
        reference = f"{key or self.told['key']}{narrowed}{f'@{span}' if span else ''}"
        number = self.numbers.get(reference) or {}
        value = number.get("value")
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return None
        return Amount(value, str(number.get("unit") or self.told["unit"]), reference)

    def base(self, *, within: str | None = None, span: str = "") -> float | None:
        """How many rows a rate or a median stands on; None of a count, which stands on itself."""
        if self.kind == "count":
            return None
        amounts = [self.amount(key=key, within=within, span=span) for key in self._under()]
        return sum(amount.value for amount in amounts if amount)

    def holds_enough(self, *, within: str | None = None, span: str = "") -> bool:
        base = self.base(within=within, span=span)
        return base is None or not self._under() or base >= LEAST

    def _under(self) -> Sequence[str]:
        return [*self.told.get("whole", ()), *([self.told["over"]] if self.told.get("over") else ())]

    def _compared(self, span: str) -> Amount | None:
        return self.amount(span=span) if self.holds_enough(span=span) else None

    def places(self, dimension: str) -> Sequence[Place]:
        return [Place(_named(dimension, part["name"]), part["slice"]) for part in self.told["by"].get(dimension, ())]

    @property
    def dimensions(self) -> Sequence[str]:
        return list(self.told["by"])

    def counted(self, *, within: str | None = None, span: str = "") -> str:
        """The counts behind a rate or a median: 评价3件中满意2件, 按时答复2件、超期答复1件."""
        if over := self.told.get("over"):
            return self._count(over, within, span)
        part, whole = self.told["part"], self.told["whole"]
        counts = [told for key in whole if (told := self._count(key, within, span))]
        if part in whole:
            return "、".join(counts)
        return f"{'、'.join(counts)}中{self._count(part, within, span) or '没有' + self._label(part)}" if counts else ""

    def _count(self, key: str, within: str | None, span: str) -> str:
        amount = self.amount(key=key, within=within, span=span)
        return f"{self._label(key)}{amount}" if amount and amount.value else ""

    def _label(self, key: str) -> str:
        number = self.numbers.get(f"{key}{self.told['slice']}") or {}
        return str(number.get("label") or "").removesuffix("件数").removesuffix("次数").removesuffix("数")


def _named(dimension: str, name: str) -> str:
    if dimension == "topic":
        return f"{quoted([name])}热点"
    return f"{name}{SUFFIXES.get(dimension, '')}"
