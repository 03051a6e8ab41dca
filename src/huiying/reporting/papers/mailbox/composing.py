"""The statistics as an official document and as a workbook, from facts alone: both say the same numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huiying.reporting.official import Align, Block, Heading, OfficialDocument, Paragraph, Table
from huiying.sheets import Book, Cell, Look, Row, Sheet

from ..book import cited, note
from ..citing import cite
from ..wording import clauses, listed, quantity, the_period, we
from .gathering import COLUMNS, SHORT

NOTHING: Final = "本期没有收到来件。"
SPANS: Final = ("本期", "上期", "上年同期")
NUMERALS: Final = "一二三四五六"
DASH: Final = "—"
LATE: Final = "超期件清单"
NOT_ALL: Final = "超期件较多，清单只列到期最早的部分。"
DASH_MEANS: Final = "注：“—”表示没有可供计算的数据，或者不足五件、不计算比率，或者上期和上年同期来件过少、不作比较。"


@dataclass(frozen=True, slots=True)
class Statistics:
    """One content in two forms."""

    title: str
    document: OfficialDocument
    book: Book


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table with its head, as both forms draw it. `cells` are cited texts."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def compose(facts: Mapping[str, Any]) -> Statistics:
    period = the_period(facts["period"]["from"], facts["period"]["to"])
    title = f"{facts['organ']}{period}信箱办理情况{'' if facts['public'] else '统计'}"
    taken = date.fromisoformat(facts["taken_on"])
    shown = list(_tables(facts)) if _received(facts) else []
    remarks = list(_remarks(facts)) if shown else []
    blocks = (Paragraph(_opening(facts, period)), *_blocks(shown), *map(Paragraph, remarks))
    document = OfficialDocument(title=title, blocks=blocks, organ=facts["organ"], dated=taken)
    return Statistics(title, document, _book(facts, title, taken, shown, remarks))


def _received(facts: Mapping[str, Any]) -> int:
    return int(facts["total"]["numbers"][0][1] or 0)


def _opening(facts: Mapping[str, Any], period: str) -> str:
    """What came, what was answered, what is late, what the writers said; of nothing nothing is reckoned."""
    if not _received(facts):
        return f"{period}，{NOTHING}"
    told = dict(zip(COLUMNS, facts["total"]["numbers"], strict=True))
    said = {key: _said(told[key], "%" if key.endswith("_rate") else "件") for key in COLUMNS}
    ways = listed(facts["channels"])
    came = clauses(f"{period}，{we(facts['organ'])}通过{ways}共收到来件{said['received']}", *_moved(facts))
    answered = clauses(f"截至期末，已答复{said['replied']}", f"未答复{said['open']}")
    term = clauses(
        f"按时答复{said['on_time']}",
        f"超期答复{said['late_closed']}",
        f"超期未答复{said['overdue_open']}",
        f"按时答复率为{said['on_time_rate']}" if told["on_time_rate"][1] is not None else "",
    )
    return f"{came}{answered}{term}{_satisfied(facts, said)}"


def _moved(facts: Mapping[str, Any]) -> Iterator[str]:
    """More or fewer than before, where there was something before."""
    received = next(line["numbers"] for line in facts["compared"] if line["key"] == "received")
    for (reference, moved), earlier, span in zip(facts["moved"], received[1:], SPANS[1:], strict=True):
        if earlier and earlier[1] and moved is not None:
            if not moved:
                yield f"与{span}持平"
            else:
                yield f"比{span}{'增加' if moved > 0 else '减少'}{cite(quantity(abs(moved), '件'), reference)}"


def _satisfied(facts: Mapping[str, Any], said: Mapping[str, str]) -> str:
    rated, satisfied = facts["satisfied"]
    if not rated[1]:
        return "来件人未作评价。"
    return f"来件人评价{_said(rated, '件')}，其中满意{_said(satisfied, '件')}，满意率为{said['satisfaction_rate']}。"


def _said(told: Sequence[Any], unit: str) -> str:
    reference, value = told
    return cite(DASH if value is None else quantity(value, unit), reference)


def _cell(told: Sequence[Any] | None) -> str:
    if told is None:
        return DASH
    reference, value = told
    return cited(value, reference)


def _tables(facts: Mapping[str, Any]) -> Iterator[_Shown]:
    labels = facts["labels"]
    heads = tuple(_head(labels[key]) for key in COLUMNS)
    boxes = [*facts["boxes"], facts["total"]]
    yield _Shown("各渠道办理情况", ("渠道", *heads), tuple(map(_line, boxes)))
    compared = tuple((_head(labels[line["key"]]), *map(_cell, line["numbers"])) for line in facts["compared"])
    yield _Shown("与上期和上年同期比较", ("项目", *SPANS), compared)
    short = tuple(_head(labels[key]) for key in SHORT)
    for group in facts["groups"]:
        if group["lines"]:
            yield _Shown(f"按{group['title']}统计", (group["title"], *short), tuple(map(_line, group["lines"])))
    if facts["late"]:
        rows = tuple(tuple(cell or DASH for cell in row) for row in facts["late"])
        yield _Shown(LATE, ("办件编号", "标题", "承办科室", "到期时间", "答复时间"), rows)


def _head(label: str) -> str:
    """A share says that it is one: its cells hold bare numbers."""
    return f"{label}（%）" if label.endswith("率") else label


def _line(line: Mapping[str, Any]) -> tuple[str, ...]:
    return (line["name"], *map(_cell, line["numbers"]))


def _blocks(shown: Sequence[_Shown]) -> Iterator[Block]:
    for place, table in enumerate(shown):
        words = table.title == LATE
        sides: tuple[Align, ...] = ("left", *(("left" if words else "right",) * (len(table.header) - 1)))
        first = 20.0 if words or len(table.header) > 6 else 28.0
        rest = (100.0 - first) / (len(table.header) - 1)
        widths = (20.0, 32.0, 16.0, 16.0, 16.0) if words else (first, *(rest,) * (len(table.header) - 1))
        yield Heading(f"{NUMERALS[place]}、{table.title}")
        yield Table(table.header, table.rows, "", widths, sides)


def _remarks(facts: Mapping[str, Any]) -> Iterator[str]:
    yield DASH_MEANS
    if facts["late"] and len(facts["late"]) < (facts["late_count"][1] or 0):
        yield NOT_ALL


def _book(facts: Mapping[str, Any], title: str, taken: date, shown: Sequence[_Shown], remarks: Sequence[str]) -> Book:
    """All tables below each other on one sheet, lying; the list of late letters on its own."""
    columns = len(COLUMNS) + 1
    above = (
        Row((Cell(title, Look.TITLE, across=columns),)),
        note(f"填报单位：{facts['organ']}　填报日期：{taken.year}年{taken.month}月{taken.day}日", columns),
    )
    rows = (*_rows(shown), *(note(remark, columns) for remark in remarks)) or (
        Row((Cell(NOTHING, Look.MIDDLE, across=columns),)),
    )
    widths = (26.0, *(13.0,) * (columns - 1))
    return Book(title, (Sheet("统计", widths, above, rows),), organ=facts["organ"], dated=taken)


def _rows(shown: Sequence[_Shown]) -> Iterator[Row]:
    for place, table in enumerate(shown):
        yield Row((Cell(f"{NUMERALS[place]}、{table.title}", Look.LABEL, across=len(COLUMNS) + 1, align="left"),))
        look = Look.TEXT if table.title == LATE else Look.NUMBER
        yield Row(tuple(Cell(head, Look.HEAD) for head in table.header))
        for row in table.rows:
            yield Row((Cell(row[0], Look.TEXT), *(Cell(cell, look) for cell in row[1:])))
