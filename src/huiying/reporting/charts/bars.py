"""Bars: parts of a whole by name, clocks kept and missed, and small multiples."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from .chart import BLUE, INK, LINE, PALE, WIDE, Spec, rows_of

BAR: Final = 22
"""Pixels for a bar with the room between."""
ROOM: Final = 12
"""A piece as high as the most divided by this has room for its number."""
NAMES: Final = 130
"""Pixels for the names of bars; a longer name is cut by the library with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with its count; `before` is the same in the period that it is compared with."""

    name: str
    value: int
    before: int | None = None


def bars(rows: Sequence[Bar]) -> Spec:
    """Lying bars from zero in the order given, each with its number; a thin bar below for the period before."""
    names = [row.name for row in rows]
    data = alt.Chart(rows_of(*({"name": row.name, "value": row.value} for row in rows)))
    y, x = _names(names), _lengths(rows)
    drawn = data.mark_bar(color=BLUE, height=12).encode(y=y, x=x)
    told = data.mark_text(align="left", dx=5, fontSize=12, color=INK).encode(y=y, x=x, text="value:Q")
    layers = [drawn, told]
    before = [{"name": row.name, "value": row.before} for row in rows if row.before is not None]
    if before:
        ticks = alt.Chart(rows_of(*before)).mark_tick(color=INK, thickness=2, size=16)
        layers.append(ticks.encode(y=y, x=x))
    return alt.layer(*layers).properties(width=WIDE - NAMES - 40, height=BAR * max(len(rows), 1))


def _names(names: Sequence[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=NAMES, ticks=False, domainColor=LINE, labelColor=INK)
    return alt.Y("name:N", sort=list(names), axis=axis, scale=alt.Scale(padding=0.2))


def _lengths(rows: Sequence[Bar]) -> alt.X:
    most = max((max(row.value, row.before or 0) for row in rows), default=0)
    return alt.X("value:Q", axis=None, scale=alt.Scale(domainMin=0, domainMax=max(most, 1) * 1.08, nice=False))


@dataclass(frozen=True, slots=True)
class Kept:
    """How clocks of a span ended: in time, or too late or not at all."""

    time: str
    kept: int
    late: int


def clocks(rows: Sequence[Kept], height: int = 160) -> Spec:
    """Upright bars of clocks by month: kept below in grey, missed above in ink, each with its number."""
    axis = alt.Axis(title=None, labelAngle=0, ticks=False, domainColor=LINE)
    x = alt.X("time:O", sort=[row.time for row in rows], axis=axis)
    most = max((row.kept + row.late for row in rows), default=0)
    scale = alt.Scale(domainMin=0, domainMax=max(most, 1) * 1.1, nice=False)
    bottom, middle, top = (alt.Y(f"{place}:Q", axis=None, scale=scale) for place in ("from", "middle", "to"))
    kept = [_piece(row.time, 0, row.kept) for row in rows if row.kept]
    late = [_piece(row.time, row.kept, row.late) for row in rows if row.late]
    layers = [
        alt.Chart(rows_of(*pieces)).mark_bar(color=colour, size=28).encode(x=x, y=bottom, y2="to:Q")
        for pieces, colour in ((kept, PALE), (late, INK))
    ]
    told = alt.Chart(rows_of(*(piece for piece in kept if piece["count"] * ROOM >= most)))
    layers.append(told.mark_text(fontSize=11, color=INK).encode(x=x, y=middle, text="count:Q"))
    over = alt.Chart(rows_of(*(piece | {"word": f"超{piece['count']}"} for piece in late)))
    layers.append(over.mark_text(dy=-7, fontSize=11, color=INK).encode(x=x, y=top, text="word:N"))
    return alt.layer(*layers).properties(width=WIDE, height=height)


def _piece(time: str, start: int, count: int) -> dict[str, Any]:
    return {"time": time, "from": start, "to": start + count, "count": count, "middle": start + count / 2}


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts on the same scale."""

    name: str
    values: tuple[int, ...]


def small_multiples(times: Sequence[str], panels: Sequence[Panel], columns: int = 3) -> Spec:
    """The same span for several names, side by side on one scale, so that heights compare."""
    rows = [
        {"name": panel.name, "time": time, "value": value}
        for panel in panels
        for time, value in zip(times, panel.values, strict=True)
    ]
    ends = [times[0], times[-1]]
    base = alt.Chart(rows_of(*rows)).mark_bar(color=BLUE)
    chart = base.encode(
        x=alt.X("time:O", sort=list(times), axis=alt.Axis(title=None, labelAngle=0, values=ends, ticks=False)),
        y=alt.Y("value:Q", axis=alt.Axis(title=None, format="d", tickCount=2, gridColor=LINE, domain=False)),
    )
    columns = min(columns, len(panels))
    width = (WIDE - 60 * columns) // columns
    names = [panel.name for panel in panels]
    by_name = alt.Facet("name:N", sort=names, header=alt.Header(title=None))
    faceted: alt.FacetChart = chart.properties(width=width, height=70).facet(facet=by_name, columns=columns)
    return faceted
