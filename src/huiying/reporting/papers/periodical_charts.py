"""The charts of weekly and monthly bulletins: the finding, the words for it, the table behind."""

from collections.abc import Mapping, Sequence
from typing import Any

from huiying.reporting.charts import (
    LAST_YEAR,
    RECEIVED,
    REPLIED,
    Bar,
    Chart,
    Kept,
    Mark,
    Series,
    bars,
    clocks,
    curve,
    trend,
)

from .bulletin_words import Speaker
from .told import Told, narrowed

Row = Mapping[str, Any]
DAYS = ("日期", "来件（件）")
QUIET_DAYS = "（没有来件的日期不列）"


def short(name: str) -> str:
    """A day or a month as there is room for below a chart: 11-3, 11月."""
    name = name.rsplit("年", maxsplit=1)[-1]
    return name.replace("月", "-").rstrip("日") if name.endswith("日") else name


def trend_chart(speaker: Speaker) -> Chart:
    """Letters and replies over time, with the letters of the year before where there were any."""
    told, rows = speaker.told, speaker.rows("trend")
    keys = [("received", RECEIVED), ("answered", REPLIED)]
    if any(told.some(row["last_year"]) for row in rows):
        keys.append(("last_year", LAST_YEAR))
    series = [Series(name, tuple(told.bare(row[key]) for row in rows)) for key, name in keys]
    cells = tuple((row["name"], *(told.cell(row[key]) for key, _ in keys)) for row in rows)
    finding = _highest(told, [(row["name"], row["received"]) for row in rows])
    return Chart(
        trend([short(row["name"]) for row in rows], series),
        finding,
        f"折线图，{rows[0]['name']}至{rows[-1]['name']}的来件和答复件数。{finding}。",
        ("时间", *(name for _, name in keys)),
        cells,
    )


def _highest(told: Told, points: Sequence[tuple[str, str]]) -> str:
    """What the last point is among the others: the most, the fewest, else where the most is."""
    name, last = points[-1]
    values = [told.some(reference) for _, reference in points]
    if len(points) > 2 and values[-1] == max(values) and values.count(max(values)) == 1:
        return f"{name}来件{told.said(last)}，为图中各期最多"
    if len(points) > 2 and values[-1] == min(values) and values.count(min(values)) == 1:
        return f"{name}来件{told.said(last)}，为图中各期最少"
    most, of = max(points, key=lambda point: told.some(point[1]))
    return f"{name}来件{told.said(last)}，图中最多的{most}为{told.said(of)}"


def themes_chart(speaker: Speaker) -> Chart:
    """Bars by theme; a stroke for the period before."""
    told, rows = speaker.told, speaker.rows("themes")
    compared = bool(speaker.facts["has_before"])
    drawn = [
        Bar(
            row["name"],
            told.bare(narrowed("received", row["by"])),
            told.bare(narrowed("received", row["by"], "before")) if compared else None,
        )
        for row in rows
    ]
    spans = ("", "before") if compared else ("",)
    cells = tuple((row["name"], *(told.cell(narrowed("received", row["by"], span)) for span in spans)) for row in rows)
    first = f"{rows[0]['name']}来件最多，为{told.said(narrowed('received', rows[0]['by']))}"
    finding = f"{first}（竖线为{speaker.last}）" if compared else first
    header = ("领域", speaker.this, speaker.last) if compared else ("领域", speaker.this)
    return Chart(bars(drawn), finding, f"条形图，{speaker.this}来件按领域的件数。{first}。", header, cells)


def has_a_curve(speaker: Speaker) -> bool:
    """Whether letters on the hottest matter came on more than one day."""
    return sum(speaker.told.bare(day["of"]) > 0 for day in speaker.facts["curve"]["days"]) > 1


def curve_chart(speaker: Speaker) -> Chart:
    """The hottest matter by day, with the days on which the office spoke."""
    told, shown = speaker.told, speaker.facts["curve"]
    days = shown["days"]
    peak = max(days, key=lambda day: told.some(day["of"]))
    spoke = "，竖线为发布时间" if shown["marks"] else ""
    finding = f"“{shown['name']}”来件{peak['name']}最多，为{told.said(peak['of'])}{spoke}"
    marks = [Mark(short(mark["at"]), mark["name"]) for mark in shown["marks"]]
    spec = curve([short(day["name"]) for day in days], [told.bare(day["of"]) for day in days], marks)
    cells = tuple((day["name"], told.cell(day["of"])) for day in days if told.some(day["of"]))
    return Chart(
        spec, finding, f"面积图，热度最高的热点逐日来件数。{finding}。", ("日期", "来件（件）"), cells, QUIET_DAYS
    )


def clocks_chart(speaker: Speaker) -> Chart:
    """Clocks by the month in which they began: kept, and missed whether answered since or not."""
    told = speaker.told
    rows = [
        (row["name"], f"on_time@{row['span']}", f"sum(late_closed@{row['span']},overdue_open@{row['span']})")
        for row in speaker.rows("clocks")
    ]
    drawn = [Kept(short(name), told.bare(kept), told.bare(late)) for name, kept, late in rows]
    worst = max(rows, key=lambda row: told.some(row[2]))
    missed = told.some(worst[2])
    finding = f"起算的时限中超期最多的是{worst[0]}，为{told.said(worst[2])}" if missed else "各月起算的时限没有超期"
    cells = tuple((name, told.cell(kept), told.cell(late)) for name, kept, late in rows)
    alt = f"柱形图，各月起算的时限按时和超期的件数，下段为按时，上段为超期。{finding}。"
    return Chart(
        clocks(drawn), f"{finding}（下段按时，上段超期）", alt, ("起算月份", "按时（件）", "超期（件）"), cells
    )


def stars_chart(speaker: Speaker) -> Chart:
    told, rows = speaker.told, speaker.rows("stars")
    drawn = [Bar(row["name"], told.bare(narrowed("rated", row["by"]))) for row in rows]
    most = max(rows, key=lambda row: told.some(narrowed("rated", row["by"])))
    finding = f"评价中{most['name']}最多，为{told.said(narrowed('rated', most['by']))}"
    cells = tuple((row["name"], told.cell(narrowed("rated", row["by"]))) for row in rows)
    return Chart(bars(drawn), finding, f"条形图，评价按星级的件数。{finding}。", ("星级", "评价（件）"), cells)
