"""附件: every figure with its formula, the terms with their acts, and counts by channel, month, section and topic."""

from collections.abc import Iterator, Sequence
from typing import Final

from huiying.reporting.official import Align, Attachment, Paragraph, Table

from . import promises
from .reading import Reading, in_place
from .wording import brief, number, the_month

CENTRES: Final[tuple[Align, ...]] = ("center",) * 6
NO_VALUE = "—"
FORMS = {
    "mailbox": "信箱",
    "board": "留言板",
    "social": "政务新媒体",
    "hotline": "热线",
    "file": "文件导入",
    "other": "其他",
}
NO_VALUE_MEANS = f"“{NO_VALUE}”表示没有可供计算的数据"
BEFORE_MEANS = "“上期”指自查期之前同样长度的一段时间"


def figures(reading: Reading) -> Attachment:
    """附件1: figures, values of this period and the one before, units, formulas; then the terms and their acts."""
    shown = in_place(reading.part("figures"))
    compared = bool(reading.facts.get("previous"))
    header = ("序号", "指标", "单位", "本期", *(("上期",) if compared else ()), "计算口径")
    rows = tuple(_figure(reading, place, key, compared) for place, key in enumerate(shown, start=1))
    widths = (7.0, 22.0, 8.0, 10.0, *((10.0,) if compared else ()), 43.0)
    sides: tuple[Align, ...] = ("center", "left", "center", "right", *(("right",) if compared else ()), "left")
    table = Table(header, rows, "表1  指标及计算口径", widths, sides)
    notes = (NO_VALUE_MEANS if any(NO_VALUE in row for row in rows) else "", BEFORE_MEANS if compared else "")
    note = "；".join(filter(None, notes))
    told = (Paragraph(f"注：{note}。"),) if note else ()
    return Attachment("政务舆情回应工作指标表", (table, *told, *_terms(reading)))


def _figure(reading: Reading, place: int, key: str, compared: bool) -> tuple[str, ...]:
    figure = reading.part("figures")[key]
    unit = str(figure.get("unit") or "")
    now, before = (
        reading.cited(_cell(value, unit), name) if value is not None else NO_VALUE
        for value, name in ((reading.value(key), key), (reading.before(key), f"{key}@before"))
    )
    told = (str(place), str(figure.get("label") or key), unit, now)
    return (*told, *((before,) if compared else ()), str(figure.get("formula") or ""))


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return NO_VALUE
    return f"{value:.1f}" if unit == "%" else number(value)


def _terms(reading: Reading) -> Iterator[Table]:
    rows = tuple((term["title"], term["text"], term["citation"]) for term in reading.rows("terms"))
    if rows:
        yield Table(("事项", "时限", "依据"), rows, "表2  办理时限及依据", (32, 16, 52), ("left", "center", "left"))


def counts(reading: Reading) -> Attachment | None:
    """附件2: counts by channel, month, section and topic; None where there is nothing to count."""
    drawn = [table for table in (*_counted(reading), promises.table(reading)) if table]
    tables = tuple(
        Table(table.header, table.rows, f"表{place}  {table.caption}", table.widths, table.aligns)
        for place, table in enumerate(drawn, start=1)
    )
    return Attachment("来件和答复情况统计表", tables) if tables else None


def _counted(reading: Reading) -> Iterator[Table | None]:
    yield from (_channels(reading), _months(reading), _sections(reading), _topics(reading))


def _channels(reading: Reading) -> Table | None:
    rows = [
        (
            str(c["name"]),
            FORMS.get(c["form"], FORMS["other"]),
            *(_number(reading, c[key], f"{key}:channel={c.get('id')}") for key in ("received", "replied")),
        )
        for c in reading.rows("channels")
    ]
    header = ("渠道", "类型", "收到（件）", "答复（件）")
    return _table("分渠道来件和答复情况", header, rows, (37, 21, 21, 21))


def _months(reading: Reading) -> Table | None:
    rows = [
        (
            the_month(m["month"]),
            *(_number(reading, m[key], f"{key}@{m['month']}") for key in ("received", "replied", "on_time")),
        )
        for m in reading.rows("monthly")
    ]
    header = ("来件月份", "收到（件）", "答复（件）", "按时答复（件）")
    return _table("分月来件和答复情况", header, rows, (31, 23, 23, 23))


def _sections(reading: Reading) -> Table | None:
    rows = [
        (
            str(s["section"]),
            _number(reading, s["closed"], f"replied:section={s.get('id')}"),
            _number(reading, s["late"], f"late_closed:section={s.get('id')}"),
        )
        for s in reading.rows("late_by_section")
    ]
    return _table("分科室答复和超期情况", ("科室", "答复（件）", "其中超期（件）"), rows, (52, 24, 24))


def _topics(reading: Reading) -> Table | None:
    rows = [
        (
            brief(t["description"], 40),
            _number(reading, t["voices"], f"received:topic={t.get('id')}"),
            _tick(t["answered"]),
            _tick(t["published"]),
        )
        for t in reading.rows("topics")
    ]
    header = ("热点", "来件（件）", "已答复", "已公开回应")
    return _table("热点及回应情况", header, rows, (55, 15, 13, 17), first="left")


def _table(
    caption: str,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    first: Align = "left",
) -> Table | None:
    return Table(header, tuple(rows), caption, widths, (first, *CENTRES[1 : len(header)])) if rows else None


def _number(reading: Reading, count: int, reference: str) -> str:
    return reading.cited(str(count), reference)


def _tick(done: bool) -> str:
    return "是" if done else "否"
