"""What a template sees: numbers that stay cited, texts, and groups and lists of facts, by English and Chinese names."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from math import isfinite
from typing import Any, Final

from huiying.reporting.papers.citing import cite, uncited
from huiying.reporting.papers.wording import quantity

NOTHING = "—"
CHINESE: Final[Mapping[str, str]] = {
    "organ": "单位",
    "period": "时段",
    "from": "起",
    "to": "止",
    "taken_on": "取数日",
    "occasion": "来文",
    "notice": "通知",
    "number": "文号",
    "regulation": "规则",
    "version": "版本",
    "name": "名称",
    "channels": "渠道",
    "form": "形式",
    "received": "来件",
    "replied": "答复",
    "figures": "指标",
    "previous": "上期指标",
    "topics": "热点",
    "description": "描述",
    "voices": "件数",
    "heat": "热度",
    "answered": "已答复",
    "published": "已公开",
    "late_by_section": "科室超期",
    "section": "科室",
    "late": "超期",
    "closed": "办结",
    "monthly": "各月",
    "month": "月份",
    "on_time": "按时",
    "terms": "时限",
    "title": "标题",
    "text": "内容",
    "citation": "依据",
    "themes": "领域",
    "kinds": "类别",
    "criteria": "回应标准",
    "emergencies": "突发事件",
    "rumours": "疑似谣言",
    "sections": "科室数",
    "staff": "人员数",
    "handlers": "承办人数",
    "group": "领导小组",
    "head": "组长",
    "deputies": "副组长数",
    "members": "成员数",
    "liaisons": "联络员数",
    "information_section": "综合科室",
    "body": "正文",
}
"""Chinese names of facts; a fact without one has its English name alone."""
ENGLISH: Final = {chinese: english for english, chinese in CHINESE.items()}
PARTS_OF_A_NUMBER: Final = {"value": "值", "unit": "计量单位", "label": "名称", "formula": "口径"}


class UnknownName(Exception):
    """A template names what is not there; `near` are the names most like it."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)[:3]


class Number:
    """A figure as it is printed, with its unit, and cited where a snapshot keeps its rows; compared by its value."""

    __slots__ = ("facts", "reference")

    def __init__(self, facts: Mapping[str, Any], reference: str) -> None:
        self.facts, self.reference = facts, reference

    @property
    def value(self) -> float | None:
        value = self.facts.get("value")
        known = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        return value if known else None

    def __str__(self) -> str:
        if self.value is None:
            return NOTHING
        told = quantity(self.value, str(self.facts.get("unit") or ""))
        return cite(told, self.reference) if self.reference else told

    def __bool__(self) -> bool:
        return bool(self.value)

    def named(self, name: str) -> Any:
        for english, chinese in PARTS_OF_A_NUMBER.items():
            if name in (english, chinese):
                return self.value if english == "value" else uncited(str(self.facts.get(english) or ""))
        raise UnknownName(name, [*PARTS_OF_A_NUMBER, *PARTS_OF_A_NUMBER.values()])

    def _other(self, other: Any) -> Any:
        return other.value if isinstance(other, Number) else other

    def __eq__(self, other: object) -> bool:
        return bool(self.value == self._other(other))

    def __lt__(self, other: Any) -> bool:
        return self.value is not None and bool(self.value < self._other(other))

    def __le__(self, other: Any) -> bool:
        return self.value is not None and bool(self.value <= self._other(other))

    def __gt__(self, other: Any) -> bool:
        return self.value is not None and bool(self.value > self._other(other))

    def __ge__(self, other: Any) -> bool:
        return self.value is not None and bool(self.value >= self._other(other))

    __hash__ = None  # type: ignore[assignment]  # equal to plain numbers, and never a key


class Group:
    """Facts by name."""

    __slots__ = ("facts",)

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts

    def named(self, name: str) -> Any:
        for key in (name, ENGLISH.get(name, name)):
            if key in self.facts:
                return wrapped(self.facts[key])
        raise UnknownName(name, self.names())

    def names(self) -> list[str]:
        return [name for key in self.facts for name in (key, CHINESE.get(key, "")) if name]

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[Any]:
        """Each with its name, as a list of 名称 and 值 is told: {% for 类 in 类别 %}{{ 类.名称 }}{{ 类.值 }}."""
        return (Entry(key, wrapped(value)) for key, value in self.facts.items())


class Entry:
    __slots__ = ("name", "value")

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value = name, value

    def named(self, name: str) -> Any:
        if name in ("name", "名称"):
            return uncited(self.name)
        if name in ("value", "值"):
            return self.value
        raise UnknownName(name, ("name", "名称", "value", "值"))


class Blocks:
    """Parts of the paper as it is composed, ready to stand for a paragraph: {{p 正文 }}."""

    __slots__ = ("markup",)

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def __bool__(self) -> bool:
        return bool(self.markup)

    def __html__(self) -> str:
        return self.markup


def wrapped(value: Any) -> Any:
    """A value of the facts as a template may see it."""
    if isinstance(value, Mapping):
        return Number(value, str(value.get("reference") or "")) if _is_number(value) else Group(value)
    if isinstance(value, list | tuple):
        return [wrapped(item) for item in value]
    return uncited(value) if isinstance(value, str) else value


def _is_number(facts: Mapping[str, Any]) -> bool:
    return {"value", "label", "formula", "unit"} <= facts.keys()
