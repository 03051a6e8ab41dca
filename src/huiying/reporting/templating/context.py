"""The names that a template may use: every figure, every fact of its kind of paper, and the parts of the paper as it is
composed without a template.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from huiying.reporting.figures import FIGURES
from huiying.reporting.official import Block, Heading, OfficialDocument
from huiying.reporting.official.title import balanced
from huiying.reporting.papers.citing import plain
from huiying.reporting.papers.wording import the_day, the_period

from .values import CHINESE, Blocks, Group, Number, UnknownName, wrapped

Markup = Callable[[Iterable[Block]], str]
OWN = {
    "标题": "title",
    "标题分行": "title_lines",
    "单位": "organ",
    "成文日期": "dated",
    "时段": "span",
    "正文": "body",
    "附件": "appendices",
}
APART = frozenset({"figures", "numbers", "rows", "units"})
BLOCKS = frozenset({"正文", "body", "部分", "parts", "附件", "appendices"})


class Figures(Group):
    """Numbers by the key of a figure, its Chinese name, or a reference: 数["received:channel=3"]."""

    __slots__ = ("by_label",)

    def __init__(self, facts: Mapping[str, Any]) -> None:
        taken = {**(facts.get("figures") or {}), **(facts.get("numbers") or {})}
        cited = facts.get("numbers") or {}
        super().__init__({key: {**told, "reference": key if key in cited else ""} for key, told in taken.items()})
        self.by_label = {figure.label: figure.key for figure in FIGURES if figure.key in self.facts}

    def named(self, name: str) -> Any:
        key = self.by_label.get(name, name)
        if key not in self.facts:
            raise UnknownName(name, self.names())
        return Number(self.facts[key], self.facts[key]["reference"])

    def names(self) -> list[str]:
        return [*self.facts, *self.by_label]


class Parts(Group):
    """What stands under each heading of the first level, by the heading without its ordinal."""

    __slots__ = ()

    def named(self, name: str) -> Any:
        if name not in self.facts:
            raise UnknownName(name, self.names())
        return self.facts[name]

    def names(self) -> list[str]:
        return list(self.facts)


def context(facts: Mapping[str, Any], composed: OfficialDocument, markup: Markup) -> dict[str, Any]:
    """Everything by its names. Where two have the same name, a part of the paper goes before a figure, and a figure
    before a fact.
    """
    figures = Figures(facts)
    told: dict[str, Any] = {}
    for key, value in facts.items():
        if key not in APART:
            told[key] = told[CHINESE.get(key, key)] = wrapped(value)
    told |= {name: figures.named(name) for name in figures.names() if name.isidentifier()}
    told |= {"figures": figures, "指标": figures, "数": figures}
    return told | _own(facts, composed, markup)


def _own(facts: Mapping[str, Any], composed: OfficialDocument, markup: Markup) -> dict[str, Any]:
    span = facts["period"]
    own = {
        "title": composed.title,
        "title_lines": "\n".join(balanced(plain(composed.title))),
        "organ": plain(composed.organ),
        "dated": _day(composed.dated),
        "span": the_period(span["from"], span["to"]),
        "body": Blocks(markup(composed.blocks)),
        "appendices": [
            Group({"title": plain(one.title), "body": Blocks(markup(one.blocks))}) for one in composed.attachments
        ],
    }
    parts = Parts({name: Blocks(markup(blocks)) for name, blocks in _parts(composed.blocks).items()})
    chinese = {chinese: own[english] for chinese, english in OWN.items()}
    return own | chinese | {"parts": parts, "部分": parts}


def _parts(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    """The blocks under each heading of the first level; what stands before the first is 开头."""
    found: dict[str, list[Block]] = {"开头": []}
    under = "开头"
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            under = plain(block.text).partition("、")[2] or plain(block.text)
            found[under] = []
        else:
            found[under].append(block)
    return found


def _day(day: date | None) -> str:
    return the_day(day.isoformat()) if day else ""
