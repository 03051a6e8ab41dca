"""征集结果报告 · The result on paper, in the office's own language: how many spoke, what they said, its fate."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huiying.core.dates import Dates
from huiying.core.zone import in_office_zone
from huiying.handling.models import Outcome

from ..models import Consultation
from .counting import Figures, told_points

BODY, HEAD = "仿宋_GB2312", "黑体"
OUTCOMES = {Outcome.ADOPTED: "采纳", Outcome.PARTLY: "部分采纳", Outcome.NOT_ADOPTED: "未采纳"}
COLUMNS = (("序号", 12), ("条款", 17), ("意见要点", 40), ("件数", 12), ("采纳情况", 19), ("理由", 37), ("答复科室", 19))


def draft_text(consultation: Consultation, told: Figures) -> str:
    """What the figures give of a result; a person goes over it before it is sent to be approved."""
    first, last = _day(consultation.starts_on), _day(consultation.ends_on)
    lines = [f"{first}至{last}，我局就《{consultation.title}》公开征求社会公众意见。", received_line(told)]
    if told.points:
        lines.append(f"{points_line(told)}各要点的采纳情况和理由见下表。")
    elif not told.opinions:
        lines.append("征求意见期间未收到对本稿的修改意见。")
    if told.form_letters:
        lines.append(f"有{told.sent_alike}件意见内容基本相同，属{told.form_letters}组统一文本，均按各自提交人计数。")
    lines.append("感谢社会各界的关心和支持。")
    return "\n".join(lines)


def received_line(told: Figures) -> str:
    return f"共收到意见{told.received}件，其中有效意见{told.opinions}件，来自{told.people}人（单位）。{_left_out(told)}"


def points_line(told: Figures) -> str:
    return (
        f"经逐条研究，意见归并为{told.points}个要点：采纳{told.adopted}个，部分采纳{told.partly}个，"
        f"未采纳{told.not_adopted}个。"
    )


def _left_out(told: Figures) -> str:
    parts = [
        f"{count}件{what}"
        for count, what in (
            (told.copies, "为同一提交人重复提交"),
            (told.set_aside, "与本稿无关或没有实质内容"),
            (told.withdrawn, "由提交人撤回"),
        )
        if count
    ]
    return f"另有{'，'.join(parts)}，未计入有效意见。" if parts else ""


def report_docx(consultation: Consultation) -> bytes:
    """The approved result, or what there is of it by now, as an editable document."""
    result = getattr(consultation, "result", None)
    published = consultation.result_published_at
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _say(document, f"《{consultation.title}》", size=22, face="方正小标宋简体", centred=True)
    _say(document, "公开征求意见结果报告", size=22, face="方正小标宋简体", centred=True)
    if published is None:
        _say(document, "（草稿，未经审定，不得对外提供）", face="楷体_GB2312", centred=True)
    _say(document, "")
    for line in (result.text if result else "").split("\n"):
        _say(document, line, indent=True)
    points = told_points(consultation)
    if points:
        _say(document, "意见要点及采纳情况", face=HEAD, indent=True)
        _table(document, points)
    _say(document, "")
    _say(document, consultation.unit.name, right=True)
    if published is not None:
        _say(document, _day(in_office_zone(published).date()), right=True)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _day(day: date) -> str:
    return Dates("zh-hans").day(day)


def _table(document: Any, points: list[dict[str, Any]]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, (_title, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)
    for cell, (title, width) in zip(table.rows[0].cells, COLUMNS, strict=True):
        _cell(cell, title, width, face=HEAD)
    _mark(table.rows[0], "w:tblHeader")
    for number, point in enumerate(points, start=1):
        told = (
            number,
            point["article"] or "全文",
            point["name"],
            point["opinions"],
            OUTCOMES.get(point["outcome"], "研究中"),
            point["reason"],
            point["section"],
        )
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, words, (_title, width) in zip(row.cells, told, COLUMNS, strict=True):
            _cell(cell, str(words), width)


def _mark(row: Any, name: str) -> None:
    """The head stands on every page; a row stays on one."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _cell(cell: Any, words: str, width: int, *, face: str = BODY) -> None:
    cell.width = Mm(width)
    _set(cell.paragraphs[0].add_run(_plain(words)), 10.5, face)


def _say(
    document: Any,
    words: str,
    *,
    size: float = 16,
    face: str = BODY,
    centred: bool = False,
    right: bool = False,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(29)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = right  # the office and the day stand on one page
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _set(paragraph.add_run(_plain(words)), size, face)


def _set(run: Any, size: float, face: str) -> None:
    run.font.size, run.font.name = Pt(size), face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _plain(words: str) -> str:
    """XML has no place for control characters."""
    return "".join(c for c in words if c.isprintable() or c == "\u3000")
