"""The sentences there are, several for each thing that figures can show.

`{name}` is the figure, `{now}` and `{before}` its amounts, `{diff}` what lies between them, `{prev}` the period before
(上月) and `{this}` the one told of (本月). In every group at least one sentence begins with the figure's own name, so
that no two sentences of a paper need begin alike.
"""

from collections.abc import Mapping
from typing import Final

Wordings = Mapping[str, tuple[str, ...]]

COUNT: Final[Wordings] = {
    "rise": (
        "{name}{now}，比{prev}增加{diff}{growth}",
        "{prev}{name}{before}，{this}{now}，增加{diff}{growth}",
        "与{prev}的{before}相比，{name}增加{diff}，为{now}",
        "{name}由{prev}的{before}增加到{now}{growth}",
        "期内{name}{now}，较{prev}增加{diff}{growth}",
    ),
    "fall": (
        "{name}{now}，比{prev}减少{diff}{growth}",
        "{prev}{name}{before}，{this}{now}，减少{diff}{growth}",
        "与{prev}的{before}相比，{name}减少{diff}，为{now}",
        "{name}由{prev}的{before}减少到{now}{growth}",
        "期内{name}{now}，较{prev}减少{diff}{growth}",
    ),
    "flat": (
        "{name}{now}，与{prev}的{before}基本持平",
        "{name}变化不大，{prev}{before}，{this}{now}",
        "期内{name}{now}，{prev}为{before}，基本持平",
    ),
    "same": ("{name}{now}，与{prev}相同", "{name}与{prev}相同，为{now}", "期内{name}{now}，与{prev}一样"),
    "from_none": ("{name}{now}，{prev}没有", "{prev}没有{name}，{this}{now}", "期内{name}{now}，{prev}没有"),
    "to_none": ("{this}没有{name}，{prev}为{before}", "{prev}{name}{before}，{this}没有"),
    "none": ("{this}和{prev}都没有{name}", "期内没有{name}，{prev}也没有"),
    "alone": ("{name}{now}", "期内{name}{now}", "{this}{name}{now}"),
    "alone_none": ("期内没有{name}", "{this}没有{name}"),
}
RATE: Final[Wordings] = {
    "rise": (
        "{name}为{now}，比{prev}上升{diff}",
        "{name}由{prev}的{before}升至{now}",
        "期内{name}为{now}，高于{prev}的{before}",
        "与{prev}的{before}相比，{name}上升{diff}，为{now}",
    ),
    "fall": (
        "{name}为{now}，比{prev}下降{diff}",
        "{name}由{prev}的{before}降至{now}",
        "期内{name}为{now}，低于{prev}的{before}",
        "与{prev}的{before}相比，{name}下降{diff}，为{now}",
    ),
    "flat": ("{name}为{now}，与{prev}的{before}基本持平", "期内{name}为{now}，{prev}为{before}，基本持平"),
    "beside": ("{name}为{now}，{prev}为{before}", "期内{name}为{now}，{prev}为{before}"),
    "same": ("{name}为{now}，与{prev}相同", "期内{name}为{now}，与{prev}一样"),
    "alone": ("{name}为{now}", "期内{name}为{now}"),
    "few": ("{counted}，件数较少，不计算{name}", "{name}因件数较少不作计算，其中{counted}"),
    "nothing": ("期内没有可供计算{name}的记录", "{name}没有可供计算的记录"),
}
LENGTH: Final[Wordings] = {
    **RATE,
    "rise": (
        "{name}为{now}，比{prev}延长{diff}",
        "{name}由{prev}的{before}延长到{now}",
        "期内{name}为{now}，长于{prev}的{before}",
    ),
    "fall": (
        "{name}为{now}，比{prev}缩短{diff}",
        "{name}由{prev}的{before}缩短到{now}",
        "期内{name}为{now}，短于{prev}的{before}",
    ),
}
HEADS: Final[Mapping[str, Wordings]] = {"count": COUNT, "rate": RATE, "length": LENGTH}

UP: Final = {"count": "增加", "rate": "上升", "length": "延长"}
DOWN: Final = {"count": "减少", "rate": "下降", "length": "缩短"}
TOP: Final = {"count": "最多", "rate": "最高", "length": "最长"}
LOW: Final = {"count": "最少", "rate": "最低", "length": "最短"}
OVER: Final = {"count": "多于", "rate": "高于", "length": "长于"}
UNDER: Final = {"count": "少于", "rate": "低于", "length": "短于"}

TAILS: Final[Wordings] = {
    "year": ("比上年同期{way}{diff}", "较上年同期{way}{diff}"),
    "year_same": ("与上年同期相同",),
    "first": ("{since}以来首次出现", "此前自{since}起一直没有"),
    "first_ever": ("有记录以来首次出现",),
    "record": ("为{since}以来{top}", "是{since}以来{top}的"),
    "turn": ("此前自{since}起{each}{back}，{this}转为{way}", "{this}由{each}{back}转为{way}"),
    "run": ("自{since}起{each}{way}", "{each}{way}始于{since}"),
}
CAUSES: Final[Wordings] = {
    "count": (
        "{way}主要来自{place}，由{was}{way}到{is_now}",
        "{name}{way}主要来自{place}，{prev}{was}，{this}{is_now}",
        "从来源看，{place}{way}{moved}，是{name}{way}的主要部分",
    ),
    "count_from_none": (
        "{way}主要来自{place}，{prev}没有，{this}{is_now}",
        "{name}{way}主要来自{place}，{prev}没有，{this}{is_now}",
    ),
    "count_to_none": (
        "{way}主要来自{place}，{prev}{was}，{this}没有",
        "{name}{way}主要来自{place}，{prev}{was}，{this}没有",
    ),
    "rate": (
        "{way}主要在{place}，由{was}到{is_now}",
        "{name}{way}主要在{place}，{prev}{was}，{this}{is_now}",
    ),
    "rate_few": ("{way}主要在{place}，{counted}", "{name}{way}主要在{place}，{counted}"),
}
APART: Final[Wordings] = {
    "count": (
        "{place}{is_now}，{more}其他{others}，其次是{second}的{next_to}",
        "{name}较多的是{place}，为{is_now}，其次是{second}的{next_to}",
    ),
    "rate": (
        "{place}的{name}为{is_now}，{more}其他{others}，与之最近的是{second}的{next_to}",
        "{name}相差较大的是{place}，为{is_now}，与之最近的是{second}的{next_to}",
    ),
}
PEAKS: Final[Wordings] = {
    "both": (
        "各月中{most}最多，为{highest}；{fewest}最少，为{lowest}",
        "{name}最多的是{most}（{highest}），最少的是{fewest}（{lowest}）",
    ),
    "none": (
        "各月中{most}最多，为{highest}；{fewest}没有",
        "{name}最多的是{most}（{highest}），{fewest}没有",
    ),
    "most": ("各月中{most}最多，为{highest}", "{name}最多的是{most}（{highest}）"),
}
