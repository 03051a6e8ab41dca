"""An amount knows the reference that it was counted by, and so does what is reckoned from two of them."""

from dataclasses import dataclass
from typing import Final

from huiying.reporting.papers.citing import cite
from huiying.reporting.papers.wording import quantity

POINTS: Final = "个百分点"


@dataclass(frozen=True, slots=True)
class Amount:
    value: float
    unit: str
    reference: str

    def __str__(self) -> str:
        """As a sentence has it, cited: 12件, 95.2%, 3.1个百分点."""
        return cite(quantity(self.value, self.unit), self.reference)

    def apart(self, other: "Amount") -> "Amount":
        """By how much two amounts differ; two percentages differ by points."""
        more, less = (self, other) if self.value >= other.value else (other, self)
        unit = POINTS if self.unit == "%" else self.unit
        return Amount(round(more.value - less.value, 1), unit, f"difference({more.reference},{less.reference})")

    def out_of(self, whole: "Amount") -> "Amount":
        """Its share of another amount, which is not nothing."""
        return Amount(round(100 * self.value / whole.value, 1), "%", f"share({self.reference},{whole.reference})")
