"""过程图 · Voices by time, what the office did below them, and the temper: three strips on one axis of time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import altair as alt

from huiying.reporting.charts import Chart, Spec
from huiying.reporting.charts.chart import BLUE, INK, LINE, PALE, WIDE, rows_of

from .saying import Told, hour, moment

LANES: Final[Mapping[str, tuple[str, str]]] = {
    "release": ("发布", "triangle-up"),
    "post": ("发布", "triangle-up"),
    "call_answered": ("来电", "circle"),
    "call_missed": ("来电", "cross"),
    "opened": ("处置", "diamond"),
    "handed_over": ("处置", "square"),
    "closed": ("处置", "diamond"),
    "down": ("渠道", "triangle-down"),
    "up": ("渠道", "triangle-up"),
}
"""In which lane each stands and by which shape, so that a copy in grey reads like the original."""
ORDER: Final = ("发布", "来电", "处置", "渠道")
NAMES, ENDS = 44, 44
"""Pixels for the names at the left of each strip, and for what stands behind its end."""
BARS, LANE, TEMPER = 120, 22, 80
TICKS: Final = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440)
MOST_TICKS: Final = 8
HEADER: Final = ("时间", "公众声音（条）", "时段末情绪", "本单位的处置")


def course(told: Told) -> Chart:
    finding = _finding(told)
    strips = [_bars(told), *([_lanes(told)] if _marks(told) else []), _temper(told)]
    spec = alt.vconcat(*strips, spacing=6).resolve_scale(x="shared", shape="independent")
    alt_text = (
        f"上为每{told['series']['step']}分钟的公众声音条数，中为本单位的发布、来电答复和处置，下为公众情绪。{finding}。"
    )
    return Chart(spec, finding, alt_text, HEADER, tuple(_rows(told)), "（没有声音和处置的时段不列）")


def _finding(told: Told) -> str:
    """What the chart shows, in figures: when most was said, and how the temper went to its worst."""
    buckets, temper = told["series"]["buckets"], told["series"]["temper"]
    most = max(buckets, key=lambda each: each["count"], default=None)
    worst = max(temper, key=lambda each: each["value"])
    if most is None or not most["count"]:
        return "演练中没有公众声音"
    began = told["began_at"]
    said = f"{moment(most['at'], began)}起{told['series']['step']}分钟内公众声音最多，为{most['count']}条"
    if worst["value"] <= 1:
        return f"{said}，情绪没有高于常态"
    return f"{said}；情绪最高{worst['value']:.2f}（{moment(worst['at'], began)}）"


def _x(told: Told, *, labelled: bool) -> alt.X:
    last = float(told["minutes"]) or 1.0
    step = next((tick for tick in TICKS if last / tick <= MOST_TICKS), TICKS[-1])
    first = datetime.fromisoformat(told["began_at"])
    offset = first.hour * 60 + first.minute
    minute = f"({offset} + datum.value)"
    clock = f"floor({minute} / 60) % 24 + ':' + pad(toString({minute} % 60), 2, '0', 'left')"
    axis = alt.Axis(
        title=None,
        values=list(range(0, int(last) + 1, step)),
        labelExpr=clock,
        labels=labelled,
        ticks=labelled,
        grid=False,
        domainColor=LINE,
        tickColor=LINE,
    )
    return alt.X("minute:Q", axis=axis, scale=alt.Scale(domain=[0, last], nice=False))


def _y(field: str, most: float, **more: Any) -> alt.Y:
    axis = alt.Axis(
        title=None, tickCount=3, gridColor=LINE, domain=False, ticks=False, minExtent=NAMES, maxExtent=NAMES
    )
    return alt.Y(field, axis=axis, scale=alt.Scale(domainMin=0, domainMax=most, nice=False), **more)


def _bars(told: Told) -> Spec:
    """Upright bars from zero, each as wide as its stretch; the highest bears its number."""
    step, buckets = told["series"]["step"], told["series"]["buckets"]
    rows = [_bar(each, step, float(told["minutes"]) or 1.0) for each in buckets if each["count"]]
    most = max((row["count"] for row in rows), default=1)
    x, y = _x(told, labelled=False), _y("count:Q", most * 1.25)
    drawn = alt.Chart(rows_of(*rows)).mark_rect(color=PALE, stroke=BLUE, strokeWidth=0.75)
    peak = [row | {"minute": (row["minute"] + row["end"]) / 2} for row in rows if row["count"] == most][:1]
    label = alt.Chart(rows_of(*peak)).mark_text(dy=-7, fontSize=12, color=INK)
    title = alt.TitleParams("公众声音（条）", anchor="start", fontSize=12, fontWeight="normal", color=INK)
    layers = (drawn.encode(x=x, x2="end:Q", y=y, y2="zero:Q"), label.encode(x=x, y=y, text="count:Q"))
    return alt.layer(*layers).properties(width=WIDE - NAMES - ENDS, height=BARS, title=title)


def _bar(bucket: Told, step: int, last: float) -> dict[str, Any]:
    """A bar that ends with the drill, even where its stretch goes on."""
    start = min(float(bucket["minute"]), last)
    return {"minute": start, "end": min(start + step, last), "zero": 0, "count": bucket["count"]}


def _marks(told: Told) -> list[dict[str, Any]]:
    """What the office did, in its lanes; releases bear their numbers."""
    marks, releases = [], 0
    for event in told["timeline"]:
        if event["kind"] not in LANES:
            continue
        lane, shape = LANES[event["kind"]]
        releases += lane == "发布"
        name = str(releases) if lane == "发布" else ""
        marks.append({"minute": event["minute"], "lane": lane, "shape": shape, "name": name})
    return marks


def _lanes(told: Told) -> Spec:
    marks = _marks(told)
    lanes = [lane for lane in ORDER if any(mark["lane"] == lane for mark in marks)]
    axis = alt.Axis(
        title=None,
        grid=True,
        gridColor=LINE,
        domain=False,
        ticks=False,
        labelColor=INK,
        minExtent=NAMES,
        maxExtent=NAMES,
    )
    y = alt.Y("lane:N", sort=lanes, axis=axis)
    x = _x(told, labelled=False)
    data = alt.Chart(rows_of(*marks))
    drawn = data.mark_point(size=70, color=INK, fill=INK, opacity=1).encode(
        x=x, y=y, shape=alt.Shape("shape:N", scale=None)
    )
    named = data.mark_text(dx=9, dy=1, align="left", fontSize=11, color=INK).encode(x=x, y=y, text="name:N")
    return alt.layer(drawn, named).properties(width=WIDE - NAMES - ENDS, height=LANE * len(lanes))


def _temper(told: Told) -> Spec:
    """A line of steps; what is usual is drawn as a thin rule, and the last value stands at the end."""
    points = [{"minute": each["minute"], "value": each["value"]} for each in told["series"]["temper"]]
    last = {"minute": float(told["minutes"]), "value": points[-1]["value"]}
    most = max([1.0, *(point["value"] for point in points)]) * 1.25
    x, y = _x(told, labelled=True), _y("value:Q", most)
    line = alt.Chart(rows_of(*points, last)).mark_line(interpolate="step-after", color=INK, strokeWidth=2)
    usual = alt.Chart(rows_of({"value": 1})).mark_rule(color=BLUE, strokeDash=[4, 3])
    end = alt.Chart(rows_of(last | {"name": f"{last['value']:.2f}"}))
    label = end.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(x=x, y=y, text="name:N")
    title = alt.TitleParams("公众情绪（虚线为常态）", anchor="start", fontSize=12, fontWeight="normal", color=INK)
    layers = (line.encode(x=x, y=y), usual.encode(y=alt.Y("value:Q")), label)
    return alt.layer(*layers).properties(width=WIDE - NAMES - ENDS, height=TEMPER, title=title)


def _rows(told: Told) -> list[tuple[str, ...]]:
    """What is drawn, by stretches: the table behind the chart."""
    step = told["series"]["step"]
    rows: list[tuple[str, ...]] = []
    for bucket in told["series"]["buckets"]:
        start = bucket["minute"]
        done = [event["what"] for event in _within(told["timeline"], start, step) if event["kind"] in LANES]
        if bucket["count"] or done:
            temper = _value_at(told["series"]["temper"], start + step)
            rows.append((hour(bucket["at"]), str(bucket["count"]), f"{temper:.2f}", "；".join(done)))
    return rows


def _within(timeline: Sequence[Told], start: float, step: float) -> list[Told]:
    return [event for event in timeline if start <= event["minute"] < start + step]


def _value_at(temper: Sequence[Told], minute: float) -> float:
    before = [each["value"] for each in temper if each["minute"] < minute]
    return float(before[-1]) if before else 1.0
