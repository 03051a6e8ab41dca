"""The facts of the report as it is composed: numbers by their references, cited where they are printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huiying.reporting.figures.reference import RECKONED, parts, reckon
from huiying.reporting.papers.citing import cite

from .lines import COLUMNS, UNSAID, Line, table

NOT_ENTERED = "未填报"


@dataclass(frozen=True, slots=True)
class Told:
    facts: Mapping[str, Any]

    @property
    def year(self) -> int:
        return int(self.facts["year"])

    @property
    def organ(self) -> str:
        return str(self.facts["organ"])

    def value(self, reference: str) -> float | None:
        if RECKONED.fullmatch(reference):
            sign, pieces = parts(reference)
            return reckon(sign, tuple(self.value(piece) for piece in pieces))
        value = (self.facts["numbers"].get(reference) or {}).get("value")
        return None if value is None else value

    def some(self, reference: str) -> float:
        return self.value(reference) or 0

    def cell(self, reference: str) -> str:
        """A number in a table, 未填报 where nobody entered it."""
        value = self.value(reference)
        return NOT_ENTERED if value is None else cite(written(value), reference)

    def told(self, reference: str, unit: str) -> str:
        """A number in a sentence, with its unit."""
        value = self.value(reference)
        return "" if value is None else cite(f"{written(value)}{unit}", reference)

    def words(self, item: str) -> str:
        return str((self.facts["entries"].get(item) or {}).get("words") or "")

    @property
    def lines(self) -> Sequence[Line]:
        return table(self.results)

    @property
    def results(self) -> tuple[Line, ...]:
        return tuple(Line(*line) for line in self.facts["lines"])

    @property
    def columns(self) -> Sequence[str]:
        """The sorts of applicant; one more where some requests do not say it."""
        unsaid = any(self.some(line.at(UNSAID)) for line in self.lines)
        return (*COLUMNS, *((UNSAID,) if unsaid else ()))


def written(value: float) -> str:
    """Whole numbers plain, amounts with as many places as they were entered with."""
    return str(int(value)) if float(value).is_integer() else f"{value:.6f}".rstrip("0")
