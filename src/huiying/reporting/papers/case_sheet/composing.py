"""The form of a case, upright on A4: six columns, labels in the first and the fourth."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from huiying.reporting import blocks
from huiying.sheets import Book, Cell, Link, Look, Picture, Row, Sheet

WIDTHS: Final = (12.0, 18.0, 15.0, 12.0, 18.0, 15.0)
ACROSS: Final = 5
PAIRS: Final = (
    (("时间", "地点"), ("承办单位", "承办人"), ("首回时间", "办结时间")),
    (("转发情况", "转发数量"), ("转发平台", "发布平台")),
)
WIDE, HIGH = 520, 480


def compose(facts: Mapping[str, Any]) -> Book:
    taken = date.fromisoformat(facts["taken_on"])
    title = f"舆情办理单（{facts['number']}）"
    above = (
        Row((Cell("舆情办理单", Look.TITLE, across=6),)),
        Row(
            (
                Cell(f"填报单位：{facts['organ']}", Look.NOTE, across=3),
                None,
                None,
                Cell(
                    f"办件编号：{facts['number']}　{taken.year}年{taken.month}月{taken.day}日",
                    Look.NOTE,
                    across=3,
                    align="right",
                ),
            )
        ),
    )
    sheet = Sheet("舆情办理单", WIDTHS, above, tuple(_rows(facts)), upright=True)
    return Book(title, (sheet,), organ=facts["organ"], dated=taken)


def _rows(facts: Mapping[str, Any]) -> Iterator[Row]:
    fields, spread = {**facts["fields"], **facts["spread"]}, facts["spread"]
    yield _whole("标题", facts["title"])
    yield from (_pair(pair, fields) for pair in PAIRS[0])
    yield _whole("原贴摘要", fields["原贴摘要"])
    link = fields["始发链接"]
    yield Row((Cell("始发链接", Look.LABEL), Cell(Link(link, link) if link else None, Look.TEXT, across=ACROSS)))
    yield from (_pair(pair, fields) for pair in PAIRS[1])
    yield _whole("评论数量及趋势", spread["评论数量及趋势"])
    yield from _captures(facts["pictures"])
    yield _whole("办结回复", fields["办结回复"])
    yield from _deeds(facts["deeds"])


def _whole(label: str, text: str) -> Row:
    return Row((Cell(label, Look.LABEL), Cell(text or None, Look.TEXT, across=ACROSS)))


def _pair(labels: tuple[str, str], fields: Mapping[str, str]) -> Row:
    first, second = labels
    return Row(
        (
            Cell(first, Look.LABEL),
            Cell(fields[first] or None, Look.MIDDLE, across=2, align="left"),
            None,
            Cell(second, Look.LABEL),
            Cell(fields[second] or None, Look.MIDDLE, across=2, align="left"),
        )
    )


def _captures(pictures: list[list[str]]) -> Iterator[Row]:
    """Each capture has a row of its own, so that no page cuts it."""
    if not pictures:
        yield _whole("原文截图", "")
    for place, (digest, name) in enumerate(pictures):
        drawn = (Picture(blocks.found(digest), name, WIDE, HIGH),)
        label = Cell("原文截图", Look.LABEL, down=len(pictures)) if place == 0 else None
        yield Row((label, Cell(drawn, Look.TEXT, across=ACROSS)))


def _deeds(deeds: list[list[str]]) -> Iterator[Row]:
    if not deeds:
        yield _whole("处置情况", "")
    for place, (at, told) in enumerate(deeds):
        label = Cell("处置情况", Look.LABEL, down=len(deeds)) if place == 0 else None
        yield Row((label, Cell(at, Look.MIDDLE), Cell(told, Look.TEXT, across=4)))
