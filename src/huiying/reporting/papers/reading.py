"""A snapshot as a paper reads it: what was not gathered is absent, and never a zero that nobody counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from .wording import quantity

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    facts: Mapping[str, Any]

    def value(self, key: str) -> float | None:
        """The value of a figure, None where it is missing or could not be computed."""
        return _value(self.facts.get("figures"), key)

    def before(self, key: str) -> float | None:
        """The same figure in the period before."""
        return _value(self.facts.get("previous"), key)

    def some(self, key: str) -> float:
        """The value of a figure, 0 where there is none: for asking whether there is anything to say."""
        return self.value(key) or 0

    def told(self, key: str) -> str:
        """A figure with its unit, "" where it has no value."""
        value = self.value(key)
        return "" if value is None else quantity(value, self.unit(key))

    def told_before(self, key: str) -> str:
        value = self.before(key)
        return "" if value is None else quantity(value, self.unit(key))

    def unit(self, key: str) -> str:
        return str(self.facts["figures"][key].get("unit") or "")

    def rows(self, name: str) -> list[Row]:
        return list(self.facts.get(name) or ())

    def part(self, name: str) -> Row:
        """A group of facts, empty where it was not gathered."""
        return self.facts.get(name) or {}

    def count(self, name: str) -> int | None:
        """A plain count of the snapshot's first level."""
        value = self.facts.get(name)
        return int(value) if value is not None else None

    def name(self, key: str) -> str:
        return str(self.facts.get(key) or "")

    @property
    def is_empty(self) -> bool:
        """Whether it was counted that nothing came; where nobody counted, nothing is claimed."""
        return self.value("received") == 0


def _value(figures: Any, key: str) -> float | None:
    value = ((figures or {}).get(key) or {}).get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return value
