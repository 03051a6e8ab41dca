"""The ledger as a workbook, from facts alone: 台账 in the official columns, lying on A3, and 汇总 on A4."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from huiying.reporting import blocks
from huiying.sheets import Book, Cell, Column, Link, Look, Picture, Row, Sheet, Value, headed

from ..book import cited, note
from ..wording import the_period

COLUMNS: Final = (
    Column("序号", 6, Look.MIDDLE),
    Column("巡查单位", 12),
    Column("发布时间", 16.5, Look.MOMENT),
    Column("发布平台", 10),
    Column("标题", 20),
    Column("链接", 9),
    Column("责任单位", 12),
    Column("涉及领域", 10),
    Column("首接人", 8, Look.MIDDLE),
    Column("交办时间", 16.5, Look.MOMENT),
    Column("首回时间", 16.5, Look.MOMENT),
    Column("办结时间", 16.5, Look.MOMENT),
    Column("关注量", 8, Look.NUMBER),
    Column("跟帖数", 7, Look.NUMBER),
    Column("原贴摘要", 30),
    Column("办结回复摘要", 30),
    Column("线上情况", 16),
    Column("线下情况", 18),
    Column("原文截图", 22),
    Column("备注", 20),
)
MOMENTS: Final = frozenset({2, 9, 10, 11})
LINK, LAST = 5, 18
WIDE, HIGH = 150, 110
NOTHING: Final = "本期没有符合收录范围的舆情。"


def compose(facts: Mapping[str, Any]) -> Book:
    """The workbook; the rows are read piece by piece while it is written."""
    period = the_period(facts["period"]["from"], facts["period"]["to"])
    title = f"{facts['organ']}舆情台账（{period}）"
    taken = date.fromisoformat(facts["taken_on"])
    left, right = f"填报单位：{facts['organ']}", f"填报日期：{taken.year}年{taken.month}月{taken.day}日"
    table = headed(
        "台账", COLUMNS, _rows(facts), title=title, left=left, right=right, fixed=5, paper="A3", filtered=True
    )
    return Book(title, (table, _summary(facts, title)), organ=facts["organ"], dated=taken)


def _rows(facts: Mapping[str, Any]) -> Iterator[Row | list[Value]]:
    if not facts["count"]:
        yield Row((Cell(NOTHING, Look.MIDDLE, across=len(COLUMNS)),))
    for told in blocks.rows_of(facts["blocks"]):
        *cells, remark, pictures, more = told
        yield [*map(_value, range(LAST), cells), _pictures(pictures, more), remark]


def _value(column: int, told: Any) -> Value:
    if column in MOMENTS:
        return datetime.fromisoformat(told) if told else None
    if column == LINK:
        return Link("查看原帖" if told.startswith("http") else told, told) if told else None
    return told if told != "" else None


def _pictures(pictures: list[list[str]], more: int) -> Value:
    """The captures; where none is drawn, how many there are."""
    if pictures:
        return tuple(Picture(blocks.found(digest), name, WIDE, HIGH) for digest, name in pictures)
    return f"截图{more}份，存于办件卷宗" if more else None


def _summary(facts: Mapping[str, Any], title: str) -> Sheet:
    labels = facts["labels"]
    columns = (Column("", 30, Look.TEXT), *(Column(label, 14, Look.NUMBER) for label in labels))
    heads = Row((Cell("项目", Look.HEAD), *(Cell(label, Look.HEAD) for label in labels)))
    above = (Row((Cell(f"{title}汇总", Look.TITLE, across=len(columns)),)), heads)
    return Sheet(
        "汇总",
        tuple(c.width for c in columns),
        above,
        tuple(_lines(facts, len(columns))),
        heads=1,
        fixed=1,
        upright=True,
    )


def _lines(facts: Mapping[str, Any], columns: int) -> Iterator[Row]:
    yield _line(facts["total"], Look.HEAD)
    for group in facts["groups"]:
        if group["lines"]:
            yield Row((Cell(group["title"], Look.HEAD, across=columns, align="left"),))
            yield from (_line(line, Look.TEXT) for line in group["lines"])
    scope = "；".join((facts["scope"], *facts["narrowed"]))
    yield note(f"收录范围：{scope}。发布时间在本期内的收录，其余各项截至期末。", columns)
    yield note("表内空白为没有相应记录；“—”为平台没有提供数据。个人信息已作遮盖处理。", columns)


def _line(line: Mapping[str, Any], look: Look) -> Row:
    numbers = (Cell(cited(value, reference), Look.NUMBER) for reference, value in line["numbers"])
    return Row((Cell(line["name"], look, align="left"), *numbers))
