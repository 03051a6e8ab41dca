"""A snapshot as a paper reads it: what was not gathered is absent, and never a zero that nobody counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from huiying.reporting.figures.reference import parts

from .citing import cite, uncited
from .wording import quantity

Row = Mapping[str, Any]
ENOUGH = 20
"""Rows that a share or a quantile has to be taken of before it is compared."""


@dataclass(frozen=True, slots=True)
class Reading:
    facts: Mapping[str, Any]

    @classmethod
    def of(cls, snapshot: Mapping[str, Any]) -> "Reading":
        """Of facts whose words cannot pretend to be numbers."""
        return cls(_without_marks(snapshot))

    def cited(self, text: str, reference: str) -> str:
        """`text` with the reference that it was counted by, where the snapshot holds that number; of a snapshot that
        was taken before numbers had references the text alone.
        """
        known = self.facts.get("numbers") or {}
        return cite(text, reference) if all(basic in known for basic in _basics(reference)) else text

    def many(self, count: int | float, unit: str, reference: str) -> str:
        """12件, cited."""
        return self.cited(quantity(count, unit), reference)

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
        return "" if value is None else self.many(value, self.unit(key), key)

    def told_before(self, key: str) -> str:
        value = self.before(key)
        return "" if value is None else self.many(value, self.unit(key), f"{key}@before")

    def number(self, reference: str) -> float | None:
        """The value of a number by its reference, None where the snapshot holds none."""
        return _value(self.facts.get("numbers"), reference)

    def enough(self, key: str) -> bool:
        """Whether a share or a quantile was taken of enough in both periods for the two to be compared."""
        wholes = [((self.facts.get(when) or {}).get(key) or {}).get("of") for when in ("figures", "previous")]
        return all(whole is None or whole >= ENOUGH for whole in wholes)

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


def _basics(reference: str) -> list[str]:
    """The references that one is reckoned from, itself where it is not reckoned."""
    if not reference.endswith(")"):
        return [reference]
    return [basic for part in parts(reference)[1] for basic in _basics(part)]


def _without_marks(thing: Any) -> Any:
    match thing:
        case str():
            return uncited(thing)
        case Mapping():
            return {key: _without_marks(value) for key, value in thing.items()}
        case list():
            return [_without_marks(value) for value in thing]
    return thing


def in_place(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Figures in the order of their table; those of a snapshot from before they had places as they come."""
    return dict(sorted(figures.items(), key=lambda pair: pair[1].get("place", 0)))
