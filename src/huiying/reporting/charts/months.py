"""The months on the desk's home: letters, and of them those that are answered."""

from collections.abc import Mapping, Sequence

import altair as alt

from .chart import BLUE, INK, LINE, Spec, rows_of


def monthly_chart(months: Sequence[Mapping[str, object]]) -> Spec:
    """Bars of letters by month, zero-based, each with its number; the answered part in the accent colour."""
    rows = [{"month": str(m["month"])[2:], "received": m["received"], "replied": m["replied"]} for m in months]
    base = alt.Chart(rows_of(*rows)).encode(
        x=alt.X("month:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False, domainColor=LINE))
    )
    scale = alt.Y("received:Q", axis=None)
    bars = base.mark_bar(color=LINE, size=30).encode(y=scale)
    answered = base.mark_bar(color=BLUE, size=30).encode(y=alt.Y("replied:Q", axis=None))
    labels = base.mark_text(dy=-8, color=INK, fontSize=12).encode(y=scale, text="received:Q")
    return alt.layer(bars, answered, labels).properties(width=760, height=180)
