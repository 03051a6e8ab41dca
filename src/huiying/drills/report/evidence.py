"""附件 评分证据 · Each point with all that it was judged by: what, when, in which row, in which words."""

from collections.abc import Iterator
from typing import Final

from huiying.drills.scoring.rubric import GOOD
from huiying.reporting.official import Align, Block, Paragraph, Table
from huiying.reporting.papers.wording import brief

from .saying import Told, moment

HEADER: Final = ("评分项", "证据", "时间", "记录", "原文摘录")
MOST_SHORT, MOST_WORDS = 24, 70
MOST_OF_A_GOOD_POINT = 4
ROWS: Final = {
    "release": "通报",
    "manuscript": "稿件",
    "answer": "公开答复",
    "page": "页面",
    "reply": "答复",
    "call": "来电",
    "utterance": "公众声音",
    "voice": "来件",
    "case": "办件",
    "clue": "线索",
    "instruction": "批示",
    "task": "任务",
    "topic": "热点",
    "entry": "留痕",
}


def short(shown: Told) -> str:
    """In a cell of the table of scores: what it is, and its words where there is room."""
    own = shown["words"] and not shown["words"].startswith("摘要")
    words = f"：“{brief(shown['words'], MOST_SHORT)}”" if own else ""
    return f"{shown['what']}{words}"


def row_of(ref: str) -> str:
    """In which row it stands, as people call it: 办件2026-00012, 通报."""
    sort, _colon, key = ref.partition(":")
    if sort in ("case", "clue", "voice"):
        return f"{ROWS[sort]}{key}"
    return ROWS.get(sort, "")


def blocks(told: Told) -> Iterator[Block]:
    rows = tuple(
        (point["name"], shown["what"], _at(told, shown), row_of(shown["ref"]), brief(shown["words"], MOST_WORDS))
        for point in told["points"]
        if point["points"] is not None
        for shown in point["evidence"][: None if point["points"] < GOOD else MOST_OF_A_GOOD_POINT]
    )
    if not rows:
        yield Paragraph("没有应评的项，没有证据。")
        return
    sides: tuple[Align, ...] = ("center", "left", "center", "left", "left")
    yield Table(HEADER, rows, "", (13, 28, 14, 15, 30), sides)


def _at(told: Told, shown: Told) -> str:
    return moment(shown["at"], told["began_at"]) if shown["at"] else ""
