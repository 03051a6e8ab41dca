"""Charts as specifications, drawn to SVG on this machine: the same on screen and on paper, with no script in
the page.
"""

from collections.abc import Mapping, Sequence

import altair as alt
import vl_convert

INK, QUIET, LINE, BLUE = "#1d2733", "#5b6773", "#dde3e8", "#1f5fae"
FONT = "PingFang SC, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, sans-serif"


def monthly_chart(months: Sequence[Mapping[str, object]]) -> str:
    """Bars of letters by month, zero-based, each with its number; the answered part in the accent colour. SVG."""
    rows = [{"month": str(m["month"])[2:], "received": m["received"], "replied": m["replied"]} for m in months]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("month:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False, domainColor=LINE))
    )
    scale = alt.Y("received:Q", axis=None)
    bars = base.mark_bar(color=LINE, size=30).encode(y=scale)
    answered = base.mark_bar(color=BLUE, size=30).encode(y=alt.Y("replied:Q", axis=None))
    labels = base.mark_text(dy=-8, color=INK, fontSize=12).encode(y=scale, text="received:Q")
    return drawn((bars + answered + labels).properties(width=760, height=180))


def drawn(chart: alt.LayerChart | alt.Chart) -> str:
    """A chart as SVG in the house's type and colours, on a clear ground."""
    styled = chart.configure(background="transparent", font=FONT).configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(styled.configure_axis(labelColor=QUIET, labelFontSize=12).to_dict()))
