"""The two charts of a drill: what the public said, with the notices as marks; and how heated it was."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from huiying.reporting.charts import Spec, curve
from huiying.reporting.charts.chart import BLUE, INK, LINE, WIDE, rows_of

from .watching.curves import Curves, Point

MOST_TICKS = 12


def voices_chart(told: Curves) -> Spec:
    times = [point.time for point in told.points]
    return curve(times, [point.voices for point in told.points], told.marks)


def temper_chart(told: Curves, height: int = 120) -> Spec:
    """A line of steps from zero, its last value beside its end, and the calm of the beginning as a dashed line."""
    points = told.points
    x = alt.X("time:O", sort=[point.time for point in points], axis=_axis(points), scale=alt.Scale(padding=0.4))
    most = max((point.temper for point in points), default=1.0)
    y = alt.Y(
        "temper:Q",
        scale=alt.Scale(domainMin=0, domainMax=max(most, 2.0) * 1.1, nice=False),
        axis=alt.Axis(title=None, tickCount=4, gridColor=LINE, domain=False, ticks=False),
    )
    rows: list[dict[str, Any]] = [{"time": point.time, "temper": round(point.temper, 2)} for point in points]
    line = alt.Chart(rows_of(*rows)).mark_line(
        color=BLUE, strokeWidth=2.5, interpolate="step-after", point=len(rows) == 1
    )
    last = rows[-1:] and [{**rows[-1], "name": f"×{rows[-1]['temper']:.1f}"}]
    named = alt.Chart(rows_of(*last)).mark_text(align="right", dy=-9, fontSize=12, color=INK)
    calm = alt.Chart(rows_of({"temper": 1.0})).mark_rule(color=INK, strokeDash=[4, 3]).encode(y=y)
    layers = [calm, line.encode(x=x, y=y), named.encode(x=x, y=y, text=alt.Text("name:N"))]
    return alt.layer(*layers).properties(width=WIDE, height=height)


def _axis(points: Sequence[Point]) -> alt.Axis:
    """Each n-th point, so that no label is turned or lost."""
    step = -(-len(points) // MOST_TICKS) or 1
    return alt.Axis(
        title=None, labelAngle=0, ticks=False, domainColor=LINE, values=[point.time for point in points][::step]
    )
