"""The curve of the gap: month by month, the share of those who ask whom a page answers."""

from collections.abc import Sequence

import altair as alt
import vl_convert

from ..models import GapMonth

INK, QUIET, LINE, BLUE = "#1d2733", "#5b6773", "#dde3e8", "#1f5fae"
FONT = "PingFang SC, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, sans-serif"
MONTHS = 13
WIDTHS = {"narrow": 300, "large": 720}


def share_chart(months: Sequence[GapMonth], *, at_size: str | None = None) -> str:
    """Bars of all who ask, the answered part in the accent colour, each with its share; zero-based. SVG."""
    rows = [
        {
            "month": f"{one.month:%y-%m}",
            "whole": 1.0 if one.served else 0.0,
            "answered": one.share,
            "label": f"{one.share:.0%}" if one.served else "–",
        }
        for one in months[-MONTHS:]
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("month:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False, domainColor=LINE))
    )
    scale = alt.Scale(domain=[0, 1])
    whole = base.mark_bar(color=LINE, size=24).encode(y=alt.Y("whole:Q", axis=None, scale=scale))
    answered = base.mark_bar(color=BLUE, size=24).encode(y=alt.Y("answered:Q", axis=None, scale=scale))
    labels = base.mark_text(dy=-8, color=INK, fontSize=12).encode(
        y=alt.Y("answered:Q", axis=None, scale=scale), text="label:N"
    )
    chart = (whole + answered + labels).properties(width=WIDTHS.get(at_size or "", WIDTHS["large"]), height=160)
    styled = chart.configure(background="transparent", font=FONT).configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(styled.configure_axis(labelColor=QUIET, labelFontSize=12).to_dict()))
