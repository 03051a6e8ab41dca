"""指标 · Every figure is a query with a name, a unit and a formula in words; one number wherever it is shown."""

from .catalogue import FIGURES, Figure, value_of
from .period import Period

__all__ = ["FIGURES", "Figure", "Period", "value_of"]
