"""The report as a document: six sections, the tables, and what does not agree yet."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from huiying.reporting.annual_entries import NUMBERED, Item
from huiying.reporting.official import Align, Attachment, Block, Heading, OfficialDocument, Paragraph, Table
from huiying.reporting.papers.narrative import Narrator
from huiying.reporting.papers.wording import clauses, the_day, we

from .checks import Check, failing, titled
from .lines import (
    CARRIED,
    COLUMNS,
    DECIDED,
    DONE,
    ISSUED,
    LEFT,
    RESULTS,
    SUITS,
    UNSAID_TITLE,
    Line,
    entered,
    suit_total,
)
from .reading import Told

DRAFT: Final = "（草稿）"
NUMBERS: Final[tuple[Align, ...]] = ("left", "right", "right", "right")
SOURCE_SIDES: Final[tuple[Align, ...]] = ("left", "right", "left", "center", "center")
SECTIONS: Final = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def compose(facts: Mapping[str, Any]) -> OfficialDocument:
    """From the facts alone; a report with a check that fails is a draft and says why."""
    told, fails = Told(facts), failing(facts)
    parts = (_general, _proactive, _requests, _suits, _problems, _others)
    blocks: list[Block] = [Paragraph(_opening(told))]
    for place, (title, part) in enumerate(zip(SECTIONS, parts, strict=True)):
        blocks += [Heading(f"{'一二三四五六'[place]}、{title}"), *part(told)]
    sources = _sources(told)
    attachments = (*((_open(fails),) if fails else ()), *((sources,) if sources else ()))
    return OfficialDocument(
        title=f"{told.organ}{told.year}年政府信息公开工作年度报告{DRAFT if fails else ''}",
        blocks=tuple(blocks),
        organ=told.organ,
        dated=date.fromisoformat(str(facts["taken_on"])),
        attachments=attachments,
    )


def _opening(told: Told) -> str:
    return (
        "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国"
        f"政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号），编制{told.organ}{told.year}年政府信息公开工作年度报告。"
        f"报告所列数据的统计期限为{told.year}年1月1日至{told.year}年12月31日。"
    )


def _general(told: Told) -> Iterator[Block]:
    narrator = Narrator(told.facts)
    yield Heading("（一）主动公开", 2)
    yield Paragraph(
        narrator.tell("pages", most=1)
        + clauses(
            _some(told, "policies_dated", f"公开{we(told.organ)}制发的规章和规范性文件", "件"),
            _some(told, "published_answers", "公开答复", "篇"),
        )
    )
    yield Heading("（二）依申请公开", 2)
    yield Paragraph(f"{narrator.tell('requests', most=2)}{_course(told)}{_in_time(told)}")
    yield Heading("（三）政府信息管理", 2)
    yield Paragraph(
        clauses("截至年末", _some(told, "policies_in_force", "门户网站公开的现行有效规章和规范性文件", "件"))
    )
    yield Heading("（四）平台建设和监督保障", 2)
    yield Paragraph(
        "政府信息公开申请的收到、补正、征求意见、延期、决定和送达逐件登记，办理过程留痕；本报告的统计数由登记簿和门户网站的"
        "记录计算，由本机关填报的数在附件中注明来源。"
    )


def _some(told: Told, reference: str, what: str, unit: str) -> str:
    """How many there are; 没有 where there are none."""
    return f"{what}{told.told(reference, unit)}" if told.some(reference) else f"没有{what}"


def _course(told: Told) -> str:
    carried = f"上年结转{told.told(CARRIED, '件')}" if told.some(CARRIED) else "没有上年结转的申请"
    done = f"办结{told.told(DONE, '件')}" if told.some(DONE) else "没有办结的申请"
    left = f"结转下年度继续办理{told.told(LEFT, '件')}" if told.some(LEFT) else "没有结转下年度的申请"
    return clauses(carried, done, left)


def _in_time(told: Told) -> str:
    if not told.some("disclosure_answers"):
        return ""
    answers = f"本年答复{told.told('disclosure_answers', '件')}"
    late = told.some("disclosure_late")
    return clauses(answers, f"其中超过法定期限{told.told('disclosure_late', '件')}" if late else "均在法定期限内作出")


def _proactive(told: Told) -> Iterator[Block]:
    issued = tuple((title, *(told.cell(entered(item)) for item in items)) for title, items in ISSUED)
    yield Table(
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        issued,
        "第二十条第（一）项",
        (31, 23, 23, 23),
        NUMBERS,
    )
    for place, rows in (("五", DECIDED[:1]), ("六", DECIDED[1:])):
        decided = tuple((title, told.cell(entered(item))) for title, item in rows)
        yield Table(("信息内容", "本年处理决定数量"), decided, f"第二十条第（{place}）项", (50, 50), NUMBERS[:2])
    fees = (("行政事业性收费", told.cell(entered(Item.FEES))),)
    yield Table(("信息内容", "本年收费金额（单位：万元）"), fees, "第二十条第（八）项", (50, 50), NUMBERS[:2])


def _requests(told: Told) -> Iterator[Block]:
    """Section 3 lies across the page: a column for each sort of applicant."""
    yield Paragraph("下表各列的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。")
    columns = told.columns
    header = ("办理情况", *(COLUMNS.get(key, UNSAID_TITLE) for key in columns), "总计")
    rows = tuple(
        (_words(line), *(told.cell(line.at(key)) for key in columns), told.cell(line.reference)) for line in told.lines
    )
    width = 60 / (len(columns) + 1)
    sides: tuple[Align, ...] = ("left", *(NUMBERS[1],) * (len(columns) + 1))
    yield Table(header, rows, "", (40.0, *(width for _ in range(len(columns) + 1))), sides, wide=True)


def _words(line: Line) -> str:
    """A line of the results stands under 三."""
    return f"三、{line.told}" if line.reference.startswith(DONE) else line.item


def _suits(told: Told) -> Iterator[Block]:
    rows = tuple(
        (title, *(told.cell(entered(item)) for item in items), told.cell(suit_total(items))) for title, items in SUITS
    )
    header = ("类别", *(f"结果{result}" if result != "尚未审结" else result for result in RESULTS), "总计")
    yield Table(header, rows, "", (30, 14, 14, 14, 14, 14), ("left", *("right",) * 5))


def _problems(told: Told) -> Iterator[Block]:
    yield Paragraph(_found(told))
    for item, title in ((Item.PROBLEMS, "存在的主要问题"), (Item.IMPROVEMENTS, "改进情况")):
        for text in told.words(item).splitlines():
            if text.strip():
                yield Paragraph(text.strip())
        if not told.words(item):
            yield Paragraph(f"{title}：尚未填写。")


def _found(told: Told) -> str:
    """What the figures themselves show to be wanting."""
    corrected = [
        f"{title}结果纠正{told.told(entered(items[1]), '件')}" for title, items in SUITS if told.some(entered(items[1]))
    ]
    late = f"超过法定期限答复{told.told('disclosure_late', '件')}" if told.some("disclosure_late") else ""
    if found := clauses(late, *corrected):
        return f"从统计数看，{found}"
    none = "没有超过法定期限的答复"
    return f"从统计数看，{none}，也没有被纠正的决定。" if _is_known(told) else f"从统计数看，{none}。"


def _is_known(told: Told) -> bool:
    return all(told.value(entered(items[1])) is not None for _, items in SUITS)


def _others(told: Told) -> Iterator[Block]:
    fees = "disclosure_fees"
    yield Paragraph(
        f"依据《政府信息公开信息处理费管理办法》，本年收取信息公开处理费{told.told(fees, '笔')}，"
        f"共{told.told('disclosure_fee_yuan', '元')}。"
        if told.some(fees)
        else "依据《政府信息公开信息处理费管理办法》，本年没有收取信息公开处理费。"
    )
    for text in told.words(Item.OTHER).splitlines():
        if text.strip():
            yield Paragraph(text.strip())


def _open(fails: tuple[Check, ...]) -> Attachment:
    """Which checks fail, with both numbers."""
    rows = tuple(
        (
            check.name,
            f"{check.left.words}：{check.left.number}" if check.left else check.because,
            f"{check.right.words}：{check.right.number}" if check.right else "",
        )
        for check in fails
    )
    return Attachment(
        "尚未通过的核对",
        (
            Paragraph("以下核对未通过，本报告为草稿；改正后重新生成，不得以草稿公布。"),
            Table(("核对项目", "一方", "另一方"), rows, "", (34, 40, 26), ("left", "left", "left")),
        ),
    )


def _sources(told: Told) -> Attachment | None:
    """Where the numbers that were entered came from."""
    entries = told.facts["entries"]
    rows = tuple(
        (titled(item), told.cell(entered(item)), entry["source"], entry["by"], the_day(entry["on"]))
        for item, entry in ((item, entries[item]) for item in NUMBERED if item in entries)
    )
    if not rows:
        return None
    table = Table(("项目", "填报数", "来源", "填报人", "填报日期"), rows, "", (29, 11, 22, 12, 26), SOURCE_SIDES)
    return Attachment("填报数及其来源", (table,))
