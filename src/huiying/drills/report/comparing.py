"""五、与以往演练比较 · Against earlier drills of the same sort in the same unit: the total, and each point."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Final

from huiying.reporting.official import Align, Block, Paragraph, Table
from huiying.reporting.papers.wording import listed, number

from .saying import SORTS, Told, day, plain

RIGHT: Final[Align] = "right"
MOST: Final = 3
"""Earlier drills in one table: more have no room."""
CHANGED: Final = 10.0
"""Points that are worth a sentence."""


def blocks(told: Told, earlier: Sequence[Told]) -> Iterator[Block]:
    sort = SORTS[told["drill"]["sort"]]
    before = list(earlier)[-MOST:]
    if not before:
        yield Paragraph(f"本单位以往没有评分的{sort}类演练，本次结果作为以后比较的基础。")
        return
    yield Paragraph(_total(told, earlier, sort))
    if changed := _changed(told, before[-1]):
        yield Paragraph(changed)
    yield _table(told, before)


def _total(told: Told, earlier: Sequence[Told], sort: str) -> str:
    last = earlier[-1]
    best = max(each["score"] for each in earlier)
    change = told["score"] - last["score"]
    turned = f"提高{number(change)}分" if change > 0 else f"降低{number(-change)}分" if change < 0 else "与其持平"
    rank = "高于" if told["score"] > best else "等于" if told["score"] == best else "低于"
    most = f"，{rank}以往最高的{number(best)}分" if len(earlier) > 1 else ""
    return (
        f"本单位以往评分的{sort}类演练{len(earlier)}次，最近一次为{day(last['ended_at'])}的“{last['drill']['scenario_title']}”，"
        f"得{number(last['score'])}分；本次{number(told['score'])}分，{turned}{most}。"
    )


def _changed(told: Told, last: Told) -> str:
    """The points that rose or fell by much."""
    pairs = [(point["name"], point["points"], _of(last, point["key"])) for point in told["points"]]
    both = [(name, now, before) for name, now, before in pairs if now is not None and before is not None]
    up = [f"{name}由{number(before)}分升至{number(now)}分" for name, now, before in both if now - before >= CHANGED]
    down = [f"{name}由{number(before)}分降至{number(now)}分" for name, now, before in both if before - now >= CHANGED]
    parts = [
        f"提高10分以上的有{len(up)}项：{listed(up)}" if up else "",
        f"降低10分以上的有{len(down)}项：{listed(down)}" if down else "",
    ]
    said = [part for part in parts if part]
    return f"与最近一次相比，{'；'.join(said)}。" if said else ""


def _of(told: Told, key: str) -> float | None:
    found: float | None = next((point["points"] for point in told["points"] if point["key"] == key), None)
    return found


def _table(told: Told, before: Sequence[Told]) -> Table:
    header = ("评分项", *(day(each["ended_at"]) for each in before), "本次", "与上次相比")
    rows = [
        (
            point["name"],
            *(plain(_of(each, point["key"])) for each in before),
            plain(point["points"]),
            _change(point["points"], _of(before[-1], point["key"])),
        )
        for point in told["points"]
    ]
    totals = (*(number(each["score"]) for each in before), number(told["score"]))
    rows.append(("总分", *totals, _change(told["score"], before[-1]["score"])))
    sides: tuple[Align, ...] = ("center", *repeat(RIGHT, len(before) + 2))
    return Table(header, tuple(rows), "表3  与以往演练比较（分）", aligns=sides)


def _change(now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return "不可比"
    change = round(now - before, 1)
    return f"+{number(change)}" if change > 0 else number(change) if change < 0 else "0"
