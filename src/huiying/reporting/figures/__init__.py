"""指标 · Every figure is a query with a name, a unit and a formula in words; one number wherever it is shown."""

from .catalogue import BY_KEY, FIGURES, value_of
from .desk import DESK
from .dimension import BY_DIMENSION, DIMENSIONS, Dimension
from .figure import Count, Figure, Quantile, Share, Value
from .numbers import Behind, Number, Numbers, Taken
from .period import Period
from .reference import Reference, UnknownReference, named, references

__all__ = [
    "BY_DIMENSION",
    "BY_KEY",
    "DESK",
    "DIMENSIONS",
    "FIGURES",
    "Behind",
    "Count",
    "Dimension",
    "Figure",
    "Number",
    "Numbers",
    "Period",
    "Quantile",
    "Reference",
    "Share",
    "Taken",
    "UnknownReference",
    "Value",
    "named",
    "references",
    "value_of",
]
