"""简报 · The daily digest of a snapshot: what leaders read in a minute, what asks for somebody first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from huiying.reporting.official import Align, Block, Heading, OfficialDocument, Paragraph, Table

from .bulletin_head import bulletin
from .told import NO_VALUE, Told, narrowed
from .wording import DIGITS, clauses, listed, numbered, statements, the_day

Row = Mapping[str, Any]
STANDING: Final = ("due", "late_standing", "in_review", "releases_waiting", "instructions_open", "orders_open")
DEMANDS: Final = (
    ("待审签的答复", "in_review", ""),
    ("待签发的发布稿", "releases_waiting", ""),
    ("未办结的领导批示", "instructions_open", "instructions_late"),
    ("未办结的督办单", "orders_open", "orders_late"),
)
NOTHING: Final = "当日没有来件，没有需要处置的舆情，没有到期、超期、待签和督办未结事项。"
MANY: Final = 2
"""So many times the mean of thirty days is far more than usual."""


def daily(facts: Mapping[str, Any]) -> OfficialDocument:
    digest = _Digest(facts)
    day = the_day(facts["period"]["to"])
    return bulletin("政务舆情简报", f"{day}政务舆情和来件情况", tuple(digest.blocks()), facts)


class _Digest:
    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts, self._told = facts, Told(facts)

    def blocks(self) -> Iterator[Block]:
        if self._is_empty():
            yield Paragraph(NOTHING)
            return
        heads = (
            ("当日来件概况", [Paragraph(self._came())]),
            ("重点舆情", list(self._topics())),
            ("突发事件和谣言", list(map(Paragraph, self._alarming()))),
            ("到期和超期", list(self._terms())),
            ("待签、批示和督办落实", list(self._demands())),
            ("建议关注", list(map(Paragraph, self._attention()))),
        )
        told = [(head, blocks) for head, blocks in heads if blocks]
        for place, (head, blocks) in enumerate(told, start=1):
            yield Heading(f"{DIGITS[place]}、{head}")
            yield from blocks

    def _is_empty(self) -> bool:
        keys = ("received", "answered_within", "incidents_running", *STANDING)
        tomorrow = self._told.some(self._tomorrow)
        return not tomorrow and not self._facts["topics"] and not any(self._told.some(key) for key in keys)

    @property
    def _tomorrow(self) -> str:
        return f"due@{self._facts['spans']['tomorrow']}"

    @property
    def _mean(self) -> str:
        return f"received_a_day@{self._facts['spans']['month']}"

    # ── 当日来件概况 ──

    def _came(self) -> str:
        told, weekday = self._told, f"received@{self._facts['spans']['same_weekday']}"
        came = f"当日收到来件{told.said('received')}" if told.some("received") else "当日没有收到来件"
        channels = [row for row in self._facts["channels"] if told.some(narrowed("received", row["by"]))]
        by_channel = listed([f"{row['name']}{told.said(narrowed('received', row['by']))}" for row in channels])
        return (
            clauses(came, f"前30日日均{told.said(self._mean)}", f"上周同日{told.said(weekday)}")
            + (f"其中{by_channel}。" if len(channels) > 1 else "")
            + clauses(f"当日答复{told.said('answered_within')}", f"在办{told.said('in_hand')}")
        )

    # ── 重点舆情 ──

    def _topics(self) -> Iterator[Block]:
        topics: Sequence[Row] = self._facts["topics"]
        if not topics:
            return
        yield Paragraph(_bursting(topics) or "近日热点如下，没有来件量突增的。")
        rows = tuple(self._topic(place, topic) for place, topic in enumerate(topics, start=1))
        header = ("序号", "热点和判定", "当日", "前7日日均", "累计", "未答复", "办理情况")
        sides: tuple[Align, ...] = ("center", "left", "right", "right", "right", "right", "left")
        yield Table(header, rows, "表1  热点来件（按热度排列，单位：件）", (7, 36, 8, 14, 8, 10, 25), sides)

    def _topic(self, place: int, topic: Row) -> tuple[str, ...]:
        told = self._told
        judged = "；".join(
            filter(None, (topic["level"], "、".join(topic["criteria"]), "突增" if topic["burst"] else ""))
        )
        stage = "\n".join(filter(None, (topic["state"], "、".join(topic["sections"]), _until(topic["due"]))))
        today = told.cell(narrowed("received", topic["by"]))
        counts = (told.cell(topic[key]) for key in ("usual", "whole", "waiting"))
        return (str(place), f"{topic['name']}（{judged}）", today, *counts, stage or NO_VALUE)

    # ── 突发事件和谣言 ──

    def _alarming(self) -> Iterator[str]:
        told = self._told
        if told.some("incidents_running"):
            each = "；".join(_incident(incident) for incident in self._facts["incidents"])
            yield f"正在处置的舆情和突发事件{told.said('incidents_running')}：{each}。"
        if told.some("emergencies"):
            yield f"当日来件中涉及突发事件的{told.said('emergencies')}。"
        if told.some("rumours"):
            names = "".join(f"“{name}”" for name in self._facts["rumours"])
            yield f"当日来件中疑似谣言的{told.said('rumours')}：{names}，未经核实，核实前不作为事实引用。"

    # ── 到期和超期 ──

    def _terms(self) -> Iterator[Block]:
        told = self._told
        named = (("已超期", "late_standing"), ("今日到期未办结", "due"), ("明日到期", self._tomorrow))
        counts = [f"{name}{told.said(key)}" for name, key in named if told.some(key)]
        if not counts:
            return
        yield Paragraph(clauses(*counts))
        rows = [
            (name, row["number"], row["title"], _who(row), row["due"])
            for name, key in (("超期", "late"), ("今日", "due"), ("明日", "tomorrow"))
            for row in self._facts[key]
        ]
        sides: tuple[Align, ...] = ("center", "center", "left", "left", "left")
        header = ("情形", "编号", "事项", "承办", "到期")
        yield Table(header, tuple(rows), "表2  到期和超期事项（每类至多列十件）", (8, 17, 37, 22, 16), sides)

    # ── 待签、批示和督办 ──

    def _demands(self) -> Iterator[Block]:
        told = self._told
        counts = [f"{name}{told.said(key)}{self._late(late)}" for name, key, late in DEMANDS if told.some(key)]
        if not counts:
            return
        yield Paragraph(statements(*counts))
        sides: tuple[Align, ...] = ("center", "left", "left", "center")
        caption = "表3  待签、批示和督办事项（每类至多列十件）"
        yield Table(("类别", "事项", "承办", "到期"), tuple(self._demanded()), caption, (12, 50, 22, 16), sides)

    def _late(self, key: str) -> str:
        return f"，其中已超期{self._told.said(key)}" if key and self._told.some(key) else ""

    def _demanded(self) -> Iterator[tuple[str, ...]]:
        for row in self._facts["reviews"]:
            yield "待审签", f"{row['number']} {row['title']}", _who(row), NO_VALUE
        for title in self._facts["releases"]:
            yield "待签发", title, NO_VALUE, NO_VALUE
        for row in self._facts["instructions"]:
            reported = row["sections"] or "各科室均已报结，待认可"
            yield "批示", f"{row['subject']}\n{row['by']}：“{row['text']}”", reported, row["due"]
        for row in self._facts["orders"]:
            yield "督办单", f"{row['number']} {row['subject']}", row["section"], row["due"]

    # ── 建议关注 ──

    def _attention(self) -> list[str]:
        return numbered(self._points())

    def _points(self) -> Iterator[str]:
        told = self._told
        for topic in self._facts["topics"]:
            if topic["burst"] and not topic["incident"]:
                who = f"由{'、'.join(topic['sections'])}" if topic["sections"] else "由综合信息科"
                yield f"“{topic['name']}”来件突增，{who}当日核实情况，会商是否启动舆情处置。"
        if told.some("late_standing"):
            sections = list(dict.fromkeys(row["section"] for row in self._facts["late"]))
            yield f"已超期{told.said('late_standing')}，涉及{listed(sections)}，当日说明原因和答复时间。"
        if told.some("rumours"):
            yield "疑似谣言由责任科室尽快核实，需要澄清的按程序发布。"
        if self._far_more():
            yield f"当日来件明显多于前30日日均（{told.said(self._mean)}），综合信息科安排人员及时登记交办。"

    def _far_more(self) -> bool:
        mean, today = self._told.some(self._mean), self._told.some("received")
        return today >= 10 and today >= MANY * mean


def _bursting(topics: Sequence[Row]) -> str:
    names = "".join(f"“{topic['name']}”" for topic in topics if topic["burst"])
    return f"{names}近几小时来件明显多于往日同一时段。" if names else ""


def _until(due: str) -> str:
    return f"{due}到期" if due else ""


def _incident(incident: Row) -> str:
    coming = f"，{incident['next']}时限{incident['next_at']}" if incident["next"] else ""
    level = f"，{incident['level']}" if incident["level"] else ""
    return f"“{incident['title']}”（{incident['sort']}{level}，{incident['since']}启动{coming}）"


def _who(row: Row) -> str:
    return "\n".join(filter(None, (row["section"], row["handler"])))
