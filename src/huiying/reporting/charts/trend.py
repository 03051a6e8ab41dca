"""Charts along time: intake and replies with the year before, the curve of a matter with what was released on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from .chart import BLUE, INK, LINE, PALE, QUIET, WIDE, Spec, rows_of

RECEIVED, REPLIED, LAST_YEAR = "来件", "答复", "上年同期来件"
STYLES: Final[dict[str, dict[str, Any]]] = {
    RECEIVED: {"color": BLUE, "strokeWidth": 2.5},
    REPLIED: {"color": INK, "strokeWidth": 1.5, "strokeDash": [6, 3]},
    LAST_YEAR: {"color": QUIET, "strokeWidth": 1.5, "strokeDash": [1, 3]},
}
"""Lines differ by their dashes and bear their names, so that a copy in grey reads like the original."""
ROOM: Final = 84
"""Pixels to the right of the last point, for the names of the lines."""
NEAR: Final = 0.09
"""Names stand at least so much of the height apart."""
MOST_TICKS: Final = 12
STEPS, STEP = 4, 14
"""Names of marks stand on so many levels, so many pixels apart: one does not run into the next."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name (of STYLES) and a value for each point in time."""

    name: str
    values: tuple[int, ...]


def trend(times: Sequence[str], series: Sequence[Series], height: int = 170) -> Spec:
    """Lines over the same times from zero, each named at its end, its last value beside the name."""
    most = max((value for line in series for value in line.values), default=0)
    x = alt.X("time:O", sort=list(times), axis=_axis(times), scale=alt.Scale(padding=0.4))
    y = _count_axis(most)
    layers: list[alt.Chart] = []
    for line in series:
        rows = [{"time": time, "value": value} for time, value in zip(times, line.values, strict=True)]
        layers.append(alt.Chart(rows_of(*rows)).mark_line(**STYLES[line.name]).encode(x=x, y=y))
    named = alt.Chart(rows_of(*_names(times, series, most)))
    layers.append(
        named.mark_text(align="left", dx=8, fontSize=12, color=INK).encode(
            x=x, y=alt.Y("place:Q"), text=alt.Text("name:N")
        )
    )
    return alt.layer(*layers).properties(
        width=WIDE - ROOM, height=height, padding={"left": 6, "top": 10, "right": ROOM, "bottom": 6}
    )


def _names(times: Sequence[str], series: Sequence[Series], most: int) -> list[dict[str, Any]]:
    """The name of each line beside its end, moved up where another is in the way."""
    placed: list[dict[str, Any]] = []
    free, step = -1.0, max(most, 1) * NEAR
    for line in sorted(series, key=lambda each: each.values[-1]):
        place = max(float(line.values[-1]), free)
        free = place + step
        placed.append({"time": times[-1], "place": place, "name": f"{line.name} {line.values[-1]}"})
    return placed


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done on a day, marked in a curve: 首次发布, 续报, 答复."""

    time: str
    name: str


def curve(times: Sequence[str], values: Sequence[int], marks: Sequence[Mark] = (), height: int = 160) -> Spec:
    """Voices on one matter by day, an area from zero, its peak labelled; an upright line where the office spoke."""
    x = alt.X("time:O", sort=list(times), axis=_axis(times), scale=alt.Scale(padding=0.4))
    most = max(values, default=0)
    y = _count_axis(most)
    rows = [{"time": time, "value": value} for time, value in zip(times, values, strict=True)]
    data = alt.Chart(rows_of(*rows))
    area = data.mark_area(color=PALE, line={"color": BLUE, "strokeWidth": 2}).encode(x=x, y=y)
    single = data.mark_bar(color=BLUE, size=24).encode(x=x, y=y)
    peak = next((row for row in rows if row["value"] == most), None)
    layers: list[alt.Chart] = [single if len(rows) == 1 else area]
    if peak and most:
        top = alt.Chart(rows_of(peak)).encode(x=x, y=y, text=alt.Text("value:Q"))
        layers.append(top.mark_text(dy=-8, fontSize=12, color=INK))
    for place, mark in enumerate(_joined(marks, times)):
        at = alt.Chart(rows_of({"time": mark.time, "name": mark.name, "top": most}))
        layers.append(at.mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x))
        layers.append(
            at.mark_text(align="left", baseline="top", dx=4, fontSize=11, color=INK).encode(
                x=x, y=alt.value(place % STEPS * STEP), text=alt.Text("name:N")
            )
        )
    return alt.layer(*layers).properties(width=WIDE, height=height)


def _joined(marks: Sequence[Mark], times: Sequence[str]) -> list[Mark]:
    """One mark a day, with the names of all that was done on it; marks outside the curve are left out."""
    names: dict[str, list[str]] = {}
    for mark in marks:
        if mark.time in times:
            names.setdefault(mark.time, []).append(mark.name)
    return [Mark(time, "、".join(dict.fromkeys(told))) for time, told in names.items()]


def _axis(times: Sequence[str]) -> alt.Axis:
    """Every point where there are few, else each n-th, so that no label is turned or lost."""
    step = -(-len(times) // MOST_TICKS)
    return alt.Axis(title=None, labelAngle=0, ticks=False, domainColor=LINE, values=list(times)[::step])


def _count_axis(most: int) -> alt.Y:
    """An axis of whole voices that begins with none."""
    return alt.Y(
        "value:Q",
        scale=alt.Scale(domainMin=0, domainMax=max(most, 1) * 1.15, nice=False),
        axis=alt.Axis(
            title=None, format="d", tickCount=min(max(most, 1), 4), gridColor=LINE, domain=False, ticks=False
        ),
    )
