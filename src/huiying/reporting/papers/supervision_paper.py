"""督办通知 · The notice of a snapshot: to a section, on one matter, with a slip to answer on."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from huiying.reporting.official import Align, Attachment, Block, Heading, OfficialDocument, Paragraph, Table

from .told import Told, narrowed
from .wording import the_day

MOST_IN_A_TITLE: Final = 24
BLANK: Final = "\n\n\n"


def supervision(facts: Mapping[str, Any]) -> OfficialDocument:
    return OfficialDocument(
        title=f"{facts['organ']}关于{_matter(facts)}的督办通知",
        blocks=tuple(_body(facts)),
        organ=facts["organ"],
        dated=date.fromisoformat(facts["taken_on"]),
        addressee=facts["section"],
        number=facts["number"],
        attachments=(_slip(facts),),
    )


def _body(facts: Mapping[str, Any]) -> Iterator[Block]:
    case = facts["case"]
    yield Heading("一、督办事项")
    if case:
        yield Paragraph(
            f"{case['came']}来件“{case['title']}”（编号{case['number']}），由你科牵头承办，目前{case['state']}。"
        )
        yield Heading("二、时限情况")
        yield Paragraph(_term(facts, case))
    else:
        yield Paragraph(f"{facts['subject']}，由你科承办。")
    yield Heading("三、办理要求" if case else "二、办理要求")
    yield from map(Paragraph, facts["demanded"])
    yield Paragraph(f"请于{facts['due']}前办结，并填写附件回执报综合信息科；不能按期办结的，到期前书面说明原因。")


def _matter(facts: Mapping[str, Any]) -> str:
    """The matter in a title: of a long one, which are mostly a post's first words, the number of the letter."""
    case = facts["case"]
    if case and len(facts["subject"]) > MOST_IN_A_TITLE:
        return f"{case['number']}号来件"
    return f"“{facts['subject']}”"


def _term(facts: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    """Under which term it is, and by how much it is late; only what is running can be late."""
    clock, told = case["clock"], Told(facts)
    if not clock:
        return "该件目前没有计时中的时限。"
    basis = f"按照{clock['citation']}，" if clock["citation"] else ""
    amount = f"为{clock['amount']}" if clock["amount"] else ""
    term = f"{basis}{clock['title']}时限{amount}，自{clock['from']}起算，{clock['due']}到期。"
    if not told.some(narrowed("late_standing", case["by"])):
        return f"{term}至{the_day(facts['taken_on'])}尚未到期。"
    return f"{term}至{the_day(facts['taken_on'])}仍未答复，已超期{told.said(narrowed('days_late', case['by']))}。"


def _slip(facts: Mapping[str, Any]) -> Attachment:
    case = facts["case"]
    rows = (
        ("督办文号", facts["number"]),
        ("督办事项", facts["subject"]),
        ("来件编号", case["number"] if case else "—"),
        ("责任科室", facts["section"]),
        ("要求办结时间", facts["due"]),
        ("办理情况", BLANK * 2),
        ("未按期办理的原因", BLANK),
        ("承办人（签名）", "\n"),
        ("科室负责人（签名）", "\n"),
        ("回复时间", "    年  月  日"),
        ("综合信息科意见", BLANK),
    )
    sides: tuple[Align, ...] = ("center", "left")
    return Attachment("督办事项办理情况回执", (Table(("项目", "内容"), rows, widths=(28, 72), aligns=sides),))
