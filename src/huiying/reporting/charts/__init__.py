"""图 · Charts as specifications: the same on screen (`svg`) and on paper (`png`), drawn on this machine."""

from .bars import Bar, Kept, Panel, bars, clocks, small_multiples
from .chart import Chart, Spec, png, svg
from .months import monthly_chart
from .trend import LAST_YEAR, RECEIVED, REPLIED, Mark, Series, curve, trend

__all__ = [
    "LAST_YEAR",
    "RECEIVED",
    "REPLIED",
    "Bar",
    "Chart",
    "Kept",
    "Mark",
    "Panel",
    "Series",
    "Spec",
    "bars",
    "clocks",
    "curve",
    "monthly_chart",
    "png",
    "small_multiples",
    "svg",
    "trend",
]
