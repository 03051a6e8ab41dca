"""周报、月报 · A weekly or monthly bulletin of a snapshot, and from nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from huiying.reporting.official import Align, Block, Heading, OfficialDocument, Paragraph, Table

from .bulletin_attention import attention
from .bulletin_head import bulletin, short_period
from .bulletin_words import Speaker
from .drawn import Gallery
from .periodical_charts import clocks_chart, curve_chart, has_a_curve, stars_chart, themes_chart, trend_chart
from .told import narrowed
from .wording import DIGITS, the_period

NUMBERS: Final[tuple[Align, ...]] = ("right",) * 8
Row = Mapping[str, Any]


def weekly(facts: Mapping[str, Any]) -> OfficialDocument:
    span = facts["period"]
    speaker = Speaker.of(facts, this="本周", last="上周")
    return _compose(facts, "政务舆情周报", short_period(span["from"], span["to"]), speaker)


def monthly(facts: Mapping[str, Any]) -> OfficialDocument:
    span = facts["period"]
    speaker = Speaker.of(facts, this="本月", last="上月")
    return _compose(facts, "政务舆情月报", the_period(span["from"], span["to"]), speaker)


def _compose(facts: Mapping[str, Any], name: str, period: str, speaker: Speaker) -> OfficialDocument:
    gallery = Gallery()
    blocks = tuple(_body(speaker, gallery))
    return bulletin(name, f"{period}政务舆情和来件办理情况", blocks, facts, gallery.attachment())


def _body(speaker: Speaker, gallery: Gallery) -> Iterator[Block]:
    heads = (
        ("总体情况", _overview(speaker, gallery)),
        *(() if speaker.is_empty else _when_something_came(speaker, gallery)),
        ("下步关注", map(Paragraph, attention(speaker))),
    )
    for place, (head, blocks) in enumerate(heads, start=1):
        yield Heading(f"{DIGITS[place]}、{head}")
        yield from blocks


def _when_something_came(speaker: Speaker, gallery: Gallery) -> tuple[tuple[str, Iterator[Block]], ...]:
    tables = _Tables(speaker)
    return (
        ("来件结构", _structure(speaker, gallery, tables)),
        ("热点", _hot(speaker, gallery, tables)),
        ("办理质效", _quality(speaker, gallery, tables)),
        ("满意度", _satisfaction(speaker, gallery)),
        ("公开与供需", _openness(speaker, tables)),
    )


def _overview(speaker: Speaker, gallery: Gallery) -> Iterator[Block]:
    yield Paragraph(speaker.overview())
    if not speaker.is_empty:
        yield gallery.hang(trend_chart(speaker))


def _structure(speaker: Speaker, gallery: Gallery, tables: "_Tables") -> Iterator[Block]:
    yield from map(Paragraph, speaker.structure())
    for name, rows, others in (("渠道", "channels", "其他"), ("类别", "kinds", "未归类"), ("领域", "themes", "其他")):
        if speaker.rows(rows):
            yield tables.compared(name, speaker.rows(rows), others)
    if speaker.rows("themes"):
        yield gallery.hang(themes_chart(speaker), told=True)


def _hot(speaker: Speaker, gallery: Gallery, tables: "_Tables") -> Iterator[Block]:
    yield Paragraph(speaker.hot())
    if speaker.rows("topics"):
        yield tables.topics()
        if has_a_curve(speaker):
            yield gallery.hang(curve_chart(speaker))


def _quality(speaker: Speaker, gallery: Gallery, tables: "_Tables") -> Iterator[Block]:
    yield from map(Paragraph, speaker.quality())
    if speaker.rows("sections"):
        yield tables.sections()
    if speaker.rows("clocks"):
        yield gallery.hang(clocks_chart(speaker))


def _satisfaction(speaker: Speaker, gallery: Gallery) -> Iterator[Block]:
    yield Paragraph(speaker.satisfaction())
    if speaker.told.some("rated"):
        yield gallery.hang(stars_chart(speaker))


def _openness(speaker: Speaker, tables: "_Tables") -> Iterator[Block]:
    yield Paragraph(speaker.openness())
    if speaker.rows("gaps"):
        yield tables.gaps()


class _Tables:
    """The tables of a bulletin, numbered as they come."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker, self._told, self._count = speaker, speaker.told, 0

    def _caption(self, text: str) -> str:
        self._count += 1
        return f"表{self._count}  {text}"

    def compared(self, name: str, rows: Sequence[Row], others: str) -> Table:
        """Letters by channel, kind or theme: this period, the one before and the change, the same last year."""
        spans = [("", self._speaker.this)]
        if self._speaker.facts["has_before"]:
            spans.append(("before", self._speaker.last))
        if self._speaker.facts["has_last_year"]:
            spans.append(("last_year", "上年同期"))
        body = [
            (str(row["name"]), *self._cells([narrowed("received", row["by"], span) for span, _ in spans]))
            for row in rows
        ]
        left = [_rest(rows, span) for span, _ in spans]
        if any(self._told.some(reference) for reference in left):
            body.append((others, *self._cells(left)))
        body.append(("合计", *self._cells([narrowed("received", "", span) for span, _ in spans])))
        heads = [told for _, told in spans]
        if self._speaker.facts["has_before"]:
            heads.insert(2, "增减")
        header = (name, *heads)
        return Table(header, tuple(body), self._caption(f"来件按{name}（件）"), aligns=("left", *NUMBERS[: len(heads)]))

    def _cells(self, references: Sequence[str]) -> list[str]:
        """The numbers side by side, the change after the first two where there is a period before."""
        cells = [self._told.cell(reference) for reference in references]
        if self._speaker.facts["has_before"]:
            cells.insert(2, self._told.cell(f"difference({references[0]},{references[1]})"))
        return cells

    def topics(self) -> Table:
        rows = tuple(
            (
                str(place),
                topic["name"],
                topic["level"],
                self._told.cell(narrowed("received", topic["by"])),
                self._told.cell(narrowed("replied", topic["by"])),
                self._told.cell(narrowed("open", topic["by"])),
            )
            for place, topic in enumerate(self._speaker.rows("topics"), start=1)
        )
        header = ("序号", "热点", "等级", "来件", "已答复", "未答复")
        sides: tuple[Align, ...] = ("center", "left", "center", "right", "right", "right")
        return Table(header, rows, self._caption("热点（按热度排列，单位：件）"), (8, 48, 11, 11, 11, 11), sides)

    def sections(self) -> Table:
        keys = ("received", "replied", "on_time_rate", "median_days", "p90_days", "satisfaction_rate")
        rows = tuple(
            (str(row["name"]), *(self._told.cell(narrowed(key, row["by"])) for key in keys))
            for row in self._speaker.rows("sections")
        )
        header = ("科室", "来件（件）", "已答复（件）", "按时答复率", "用时中位数（天）", "九成用时（天）", "满意率")
        caption = self._caption("分科室办理情况（“—”表示没有可供计算的数据，或者不足五件、不计算比率）")
        return Table(header, rows, caption, (24, 12, 12, 14, 14, 12, 12), ("left", *NUMBERS[:6]))

    def gaps(self) -> Table:
        rows = tuple(
            (str(place), gap["name"], gap["ruling"], self._told.cell(narrowed("gap_people", gap["by"])))
            for place, gap in enumerate(self._speaker.rows("gaps"), start=1)
        )
        sides: tuple[Align, ...] = ("center", "left", "center", "right")
        header = ("序号", "公众需求", "公开情况", "涉及（人）")
        return Table(header, rows, self._caption("涉及人数较多的公开缺口"), (8, 58, 18, 16), sides)


def _rest(rows: Sequence[Row], span: str) -> str:
    """Letters of none of the rows."""
    named = ",".join(narrowed("received", row["by"], span) for row in rows)
    return f"difference({narrowed('received', '', span)},sum({named}))"
