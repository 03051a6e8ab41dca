"""下步关注 · What the figures of a bulletin ask for next: a point for each that ought not to be as it is."""

from collections.abc import Iterator
from typing import Final

from .bulletin_words import Speaker
from .told import ENOUGH
from .wording import numbered

LOW_SATISFACTION: Final = 80
MANY_RETURNS: Final = 3
NOTHING: Final = "从所列指标看，暂无需要专门关注的事项。"


def attention(speaker: Speaker) -> list[str]:
    return numbered(_points(speaker)) or [NOTHING]


def _points(speaker: Speaker) -> Iterator[str]:
    told = speaker.told
    if told.some("overdue_standing"):
        yield f"期末超期未办的{told.said('overdue_standing')}，由责任科室逐件说明原因和答复时间，综合信息科跟踪督办。"
    if told.some("unanswered_topics"):
        yield f"来件均未答复的热点{told.said('unanswered_topics')}，由综合信息科商责任科室确定答复口径和时间。"
    if told.some("rumours"):
        yield f"疑似谣言的{told.said('rumours')}，由责任科室核实，需要澄清的及时发布，涉嫌违法的移送线索。"
    if told.some("rated") >= ENOUGH and told.some("satisfaction_rate") < LOW_SATISFACTION:
        yield f"满意率为{told.said('satisfaction_rate')}，由综合信息科对评价不满意的件逐件回访。"
    if told.some("returned") >= MANY_RETURNS:
        yield f"科室退回{told.said('returned')}，由综合信息科核对退回原因，明确相近事项的责任科室。"
    gaps = [] if speaker.is_empty else speaker.rows("gaps")
    if gaps:
        first = f"“{gaps[0]['name']}”（{gaps[0]['ruling']}）"
        yield f"公开缺口中涉及人数最多的{first}，由责任科室拟定公开内容，按审签程序发布。"
    if told.some("instructions_open"):
        yield f"未办结的领导批示{told.said('instructions_open')}，由责任科室按期反馈落实情况。"
    if told.some("orders_open"):
        yield f"未办结的督办单{told.said('orders_open')}，由责任科室按期回复。"
