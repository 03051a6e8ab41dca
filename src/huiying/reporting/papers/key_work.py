"""重点工作信息公开情况报告 · What of the year's key work was to be published, what is out, when, where, and what is not
and why; with the twenty working days of 政府信息公开条例 art. 26, and what people asked about it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, TypedDict

from django.utils import timezone

from huiying.handling.rulebook import regulation
from huiying.publication.manuscripts.statutory import TERM, of_day
from huiying.publication.models import Demand, PlannedItem
from huiying.reporting.asked import Asked
from huiying.reporting.facts import common
from huiying.reporting.figures import BY_KEY, Numbers
from huiying.reporting.official import Attachment, Block, Heading, OfficialDocument, Paragraph, Table

from .findings import asked_for
from .reading import Reading, Row
from .wording import brief, clauses, listed, quoted, statements, the_day, the_period, we

State = Literal["published", "elsewhere", "waiting", "late"]
STATES: Final = {"published": "已公开", "elsewhere": "已办结", "waiting": "未到期", "late": "逾期未公开"}
WITHIN: Final = {"kept": "期限内", "late": "超期", "": "—"}
COUNTED: Final = (
    *("key_work", "key_work_published", "key_work_elsewhere", "key_work_open"),
    *("key_work_rate", "key_work_dated", "key_work_kept", "key_work_kept_rate"),
)
LOOKED_AT, MOST_ASKED, MOST_NAMED, LEAST = 60, 5, 4, 4
NONE = "—"
ENOUGH = 10
"""Items from which a share of them is told."""


class ItemFacts(TypedDict):
    """`within` says whether it was out in twenty working days: kept, late, "" where that cannot be told."""

    title: str
    section: str
    kind: str
    due: str
    state: State
    on: str
    page: str
    within: str
    reason: str


class AskedFacts(TypedDict):
    id: int
    matter: str
    item: str
    asked: int
    best: str
    ruling: str


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    """The items planned for the period, and the demands that speak of them."""
    for key in COUNTED:
        numbers.take(key)
    rows = BY_KEY["key_work"].rows(numbers.period).select_related("section", "manuscript")
    items = [_item(row, timezone.localtime(asked.at).date()) for row in rows.order_by("day", "pk")]
    term = regulation().terms[TERM]
    return {
        **common(asked),
        "items": items,
        "asked": _asked(numbers, [item["title"] for item in items]),
        "term": {"text": term.amount_zh, "citation": term.citation},
    }


def _item(row: PlannedItem, today: date) -> ItemFacts:
    text = row.manuscript
    out = text.published_at if text and text.published_at else None
    state: State = "published" if out else "elsewhere" if row.done_at else "late" if row.day < today else "waiting"
    day = timezone.localtime(out).date() if out else None
    within = ""
    if day and text and text.formed_on:
        within = "late" if of_day(text.formed_on, day, today, regulation(today)).late else "kept"
    return {
        "title": row.title,
        "section": row.section.name,
        "kind": row.kind,
        "due": row.day.isoformat(),
        "state": state,
        "on": day.isoformat() if day else "",
        "page": (text.page or text.title) if out and text else "",
        "within": within,
        "reason": row.note if state in ("late", "elsewhere") else "",
    }


def _asked(numbers: Numbers, titles: Sequence[str]) -> list[AskedFacts]:
    """Demands that share words with an item, the most asked first."""
    found: list[AskedFacts] = []
    for demand in Demand.objects.filter(numbers.period.within("unit")).served_most()[:LOOKED_AT]:
        item = next((title for title in titles if _is_about(demand.matter, title)), "")
        if not item:
            continue
        row: AskedFacts = {
            "id": demand.pk,
            "matter": demand.matter,
            "item": item,
            "asked": numbers.count(f"asked:demand={demand.pk}"),
            "best": demand.best_title if demand.ruling != "missing" else "",
            "ruling": demand.ruling,
        }
        found.append(row)
    return sorted((row for row in found if row["asked"]), key=lambda row: -row["asked"])[:MOST_ASKED]


def _is_about(matter: str, title: str) -> bool:
    """Whether the two share a run of four characters."""
    runs = {matter[place : place + LEAST] for place in range(len(matter) - LEAST + 1)}
    return any(run in title for run in runs)


def compose(snapshot: Mapping[str, Any]) -> OfficialDocument:
    reading = Reading.of(snapshot)
    organ, span = reading.name("organ"), reading.part("period")
    period = the_period(span["from"], span["to"])
    items = reading.rows("items")
    return OfficialDocument(
        title=f"{organ}关于{period}重点工作信息公开情况的报告",
        blocks=tuple(_body(reading, period)),
        organ=organ,
        dated=date.fromisoformat(reading.name("taken_on")),
        attachments=(Attachment("重点工作信息公开情况表", (_table(items),)),) if items else (),
    )


def _body(r: Reading, period: str) -> Iterator[Block]:
    ours = we(r.name("organ"))
    yield Paragraph(f"现将{ours}{period}重点工作信息公开情况报告如下。")
    if not r.rows("items"):
        yield Paragraph("期内没有列入发布计划的重点工作，公开情况无从统计。")
        return
    yield Heading("一、总体情况")
    yield Paragraph(_overall(r))
    yield Heading("二、公开时限")
    yield Paragraph(_terms(r))
    yield Heading("三、未公开事项及原因")
    yield Paragraph(_missing(r))
    yield Heading("四、群众关注情况")
    yield Paragraph(_questions(r))
    yield Heading("五、下一步工作")
    yield Paragraph(_next(r))
    yield Paragraph("特此报告。")


def _told(r: Reading, key: str, unit: str = "项") -> str:
    value = r.number(key)
    return "" if value is None else r.many(value, unit, key)


def _overall(r: Reading) -> str:
    counted = (("已公开", "published"), ("已办结、未通过稿件系统公开", "elsewhere"), ("尚未公开", "open"))
    told = "、".join(f"{word}{_told(r, f'key_work_{key}')}" for word, key in counted if r.number(f"key_work_{key}"))
    late = "" if any(row["state"] == "late" for row in r.rows("items")) else "没有逾期未公开的事项"
    rate = r.number("key_work_rate") if len(r.rows("items")) >= ENOUGH else None
    return statements(
        f"列入期内发布计划的重点工作和热点事项{_told(r, 'key_work')}",
        "，".join(filter(None, (told, late))),
        f"公开和办结的占{_told(r, 'key_work_rate', '%')}" if rate is not None else "",
        "逐项情况见附件",
    )


def _terms(r: Reading) -> str:
    term = r.part("term")
    rule = f"依照{term['citation']}，主动公开的信息应当自形成之日起{term['text']}内公开。"
    if not r.number("key_work_published"):
        return f"{rule}期内尚无通过稿件系统公开的事项，是否在期限内公开无从核对。"
    if not r.number("key_work_dated"):
        return f"{rule}已公开的事项均未登记信息形成日期，是否在期限内公开无从核对。"
    return rule + statements(
        f"登记了形成日期的{_told(r, 'key_work_dated')}中，期限内公开{_told(r, 'key_work_kept')}，"
        f"占{_told(r, 'key_work_kept_rate', '%')}",
        f"超期公开的有{quoted(late)}" if (late := _titles(r, "within", "late")) else "",
    )


def _titles(r: Reading, key: str, value: str) -> list[str]:
    return [row["title"] for row in r.rows("items") if row[key] == value][:MOST_NAMED]


def _missing(r: Reading) -> str:
    rows = [row for row in r.rows("items") if row["state"] == "late"]
    if not rows:
        return "到期的事项均已公开或者办结，没有未公开的事项。"
    told = [
        f"“{brief(row['title'], 30)}”（{row['section']}，计划{the_day(row['due'])}公开，{_reason(row)}）"
        for row in rows[:MOST_NAMED]
    ]
    more = "，其余见附件" if len(rows) > MOST_NAMED else ""
    return f"到期未公开的有{listed(told)}{more}。"


def _reason(row: Row) -> str:
    return f"原因是{row['reason'].rstrip('。')}" if row["reason"] else "未登记原因"


def _questions(r: Reading) -> str:
    rows = r.rows("asked")
    if not rows:
        return "期内来件没有问及上述事项。"
    told = [f"{quoted([row['matter']])}（{r.many(row['asked'], '件', asked_for(row))}来件）" for row in rows]
    poor = [row for row in rows if row["ruling"] != "fine"]
    lacking = quoted(row["matter"] for row in poor)
    return statements(
        f"期内来件问及上述事项较多的是{listed(told)}",
        f"其中{lacking}尚无公开内容可以完整回答" if poor else "所问内容均有公开内容可以回答",
    )


def _next(r: Reading) -> str:
    late = [row["section"] for row in r.rows("items") if row["state"] == "late"]
    poor = [row["matter"] for row in r.rows("asked") if row["ruling"] != "fine"]
    undated = r.number("key_work_published") != r.number("key_work_dated")
    return statements(
        f"由{listed(list(dict.fromkeys(late)))}对逾期事项逐项明确公开日期，确不公开的登记原因" if late else "",
        f"针对群众所问，补充{quoted(poor[:2])}的公开内容" if poor else "",
        "起草时即登记信息形成日期，使公开时限可以逐项核对" if undated else "",
    ) or clauses("按照发布计划继续公开，到期前提醒责任科室")


def _short(iso: str) -> str:
    """9月30日: all are of the period that the title names."""
    return the_day(iso).partition("年")[2]


def _table(items: Sequence[Row]) -> Table:
    rows = tuple(
        (
            str(place),
            row["title"],
            row["section"],
            _short(row["due"]),
            "".join((STATES[row["state"]], f"（{_short(row['on'])}）" if row["on"] else "")),
            WITHIN[row["within"]],
            row["page"] or row["reason"] or NONE,
        )
        for place, row in enumerate(items, start=1)
    )
    header = ("序号", "事项", "责任科室", "计划日期", "公开情况", "二十个工作日", "公开位置或原因")
    return Table(header, rows, "", (7, 26, 14, 13, 15, 11, 14))
