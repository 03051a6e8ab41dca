"""For each rule a paper that keeps all of them is broken in this one way; the checker names it, and nothing else."""

import io
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from huiying.reporting.official import Table, check, render
from huiying.reporting.official.checker import departures
from huiying.reporting.official.departure import RULES, Rule

from .paper_sample import BLOCKS, LONG, paper, plain

Change = Callable[[Docx], object]
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@cache
def rendered() -> bytes:
    rows = tuple((str(row), "12") for row in range(31))
    return render(paper(blocks=(*BLOCKS, Table(("渠道", "收到"), rows, "表3　各月"))))


def opened() -> Docx:
    return Document(io.BytesIO(rendered()))


def everywhere(docx: Docx) -> Iterator[Paragraph]:
    """Paragraphs of the text, of tables and of boxes."""
    return (Paragraph(element, docx._body) for element in docx.element.body.iter(qn("w:p")))


def that(docx: Docx, begins: str) -> Paragraph:
    return next(p for p in everywhere(docx) if p.text.startswith(begins))


def says(old: str, new: str) -> Change:
    """The first run of the text in which the old words stand."""

    def change(docx: Docx) -> None:
        run = next(run for p in everywhere(docx) for run in p.runs if old in run.text)
        run.text = run.text.replace(old, new)

    return change


def faced(begins: str, face: str) -> Change:
    def change(docx: Docx) -> None:
        for run in that(docx, begins).runs:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)

    return change


def sized(begins: str, points: float) -> Change:
    def change(docx: Docx) -> None:
        for run in that(docx, begins).runs:
            run.font.size = Pt(points)

    return change


def aligned(begins: str, side: WD_ALIGN_PARAGRAPH) -> Change:
    return lambda docx: setattr(that(docx, begins), "alignment", side)


def indented(begins: str, points: float, side: str = "left_indent") -> Change:
    return lambda docx: setattr(that(docx, begins).paragraph_format, side, Pt(points))


def coloured(begins: str, colour: str) -> Change:
    def change(docx: Docx) -> None:
        for run in that(docx, begins).runs:
            run.font.color.rgb = RGBColor.from_string(colour)

    return change


def gone(begins: str) -> Change:
    def change(docx: Docx) -> None:
        paragraph = that(docx, begins)._p
        paragraph.getparent().remove(paragraph)

    return change


def moved_up(docx: Docx) -> None:
    that(docx, "000012")._p.addprevious(that(docx, "特急")._p)


def no_red_line(docx: Docx) -> None:
    border = that(docx, "江招")._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    border.getparent().remove(border)


def black_line(docx: Docx) -> None:
    that(docx, "江招")._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}").set(qn("w:color"), "000000")


def second_blank(begins: str) -> Change:
    return lambda docx: that(docx, begins).insert_paragraph_before("", "公文顶格")


def not_on_a_new_page(docx: Docx) -> None:
    that(docx, "附件2").paragraph_format.page_break_before = False
    for section in docx.element.body.iterfind(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:sectPr')}"):
        if not section.getparent().getparent().getprevious().tag.endswith("}p"):
            section.getparent().remove(section)


def head_once(docx: Docx) -> None:
    mark = next(docx.element.body.iter(qn("w:tbl"))).getparent().findall(qn("w:tbl"))[1].find(f".//{qn('w:tblHeader')}")
    mark.getparent().remove(mark)


def thin(edge: str) -> Change:
    def change(docx: Docx) -> None:
        box = docx.element.body.find(f".//{qn('w:txbxContent')}")
        edges = [each for each in box.iter(qn(f"w:{edge}")) if each.getparent().tag == qn("w:tcBorders")]
        (edges[0] if edge == "top" else edges[-1]).set(qn("w:sz"), "4")

    return change


def thick_between(docx: Docx) -> None:
    box = docx.element.body.find(f".//{qn('w:txbxContent')}")
    [*box.iter(qn("w:top"))][-1].set(qn("w:sz"), "18")


def no_dashes(docx: Docx) -> None:
    for run in docx.sections[0].footer.paragraphs[0].runs:
        if "—" in run.text:
            run.text = run.text.replace("—", "")


def turned_margins(docx: Docx) -> None:
    docx.sections[1].top_margin = Mm(37)


BROKEN: list[tuple[str, Change, Rule, str]] = [
    ("landscape margins", turned_margins, Rule.MARGINS, "上37.0毫米"),
    ("copy number of two digits", says("000012", "12"), Rule.COPY_NUMBER, "2位"),
    ("secrecy in the face of the text", faced("秘密", "仿宋_GB2312"), Rule.SECRECY, "仿宋_GB231216磅"),
    ("urgency too small", sized("特急", 14), Rule.URGENCY, "黑体14磅"),
    ("urgency above the copy number", moved_up, Rule.CORNER_ORDER, "次序不符"),
    ("black organ mark", coloured("江岚市招商局文件", "000000"), Rule.ORGAN_MARK, "不是红色"),
    ("organ mark at the left", aligned("江岚市招商局文件", LEFT), Rule.ORGAN_MARK, "未居中"),
    ("square brackets", says("〔2026〕", "[2026]"), Rule.NUMBER, "[2026]12号"),
    ("round brackets", says("〔2026〕", "（2026）"), Rule.NUMBER, "（2026）12号"),
    ("the word 第", says("〔2026〕12", "〔2026〕第12"), Rule.NUMBER, "〔2026〕第12号"),
    ("a padded number", says("〔2026〕12", "〔2026〕012"), Rule.NUMBER, "〔2026〕012号"),
    ("a year of two digits", says("〔2026〕", "〔26〕"), Rule.NUMBER, "〔26〕12号"),
    ("half-width colon of the signer", says("签发人：", "签发人:"), Rule.SIGNERS, "签发人:"),
    ("signer in 仿宋", faced("江招", "仿宋_GB2312"), Rule.SIGNERS, "仿宋_GB2312"),
    ("no red line", no_red_line, Rule.RED_LINE, "没有分隔线"),
    ("black line", black_line, Rule.RED_LINE, "不是红色"),
    ("title of another face", faced("江岚市招商局关于", "黑体"), Rule.TITLE, "黑体"),
    ("title with a full stop", says("工作的请示", "工作的请示。"), Rule.TITLE_MARKS, "标题末尾有“。”"),
    ("three lines above the title", second_blank("江岚市招商局关于"), Rule.TITLE_GAP, "上空3行"),
    ("two lines below the title", second_blank("江岚市人民政府"), Rule.TITLE_GAP, "下空2行"),
    ("addressee with a half-width colon", says("江岚市人民政府：", "江岚市人民政府:"), Rule.ADDRESSEE, "半角冒号"),
    ("addressee without a colon", says("江岚市人民政府：", "江岚市人民政府"), Rule.ADDRESSEE, "没有冒号"),
    ("addressee two in", indented("江岚市人民政府：", 32), Rule.ADDRESSEE, "左空2.0字"),
    ("blue text", coloured("各科室收到", "0000FF"), Rule.COLOUR, "#0000FF"),
    ("first level with a full stop", says("一、登记来件", "一.登记来件"), Rule.HEADING_NUMBER, "一."),
    ("second level in half-width brackets", says("（一）登记", "(一)登记"), Rule.HEADING_NUMBER, "(一)"),
    ("second level with a comma", says("（一）登记", "（一）、登记"), Rule.HEADING_NUMBER, "（一）、"),
    ("third level with a comma", says("1. 登记", "1、登记"), Rule.HEADING_NUMBER, "1、"),
    ("fourth level in half-width brackets", says("（1）当日", "(1)当日"), Rule.HEADING_NUMBER, "(1)"),
    ("third after first", says("二、答复", "三、答复"), Rule.HEADING_ORDER, "第3"),
    ("an item left out", says("（2）节假日", "（3）节假日"), Rule.HEADING_ORDER, "第3"),
    ("second level skipped", gone("（一）"), Rule.HEADING_LEVEL, "第1层之下直接用第3层"),
    ("first level in 仿宋", faced("一、", "仿宋_GB2312"), Rule.HEADING_FONT, "仿宋_GB231216磅"),
    ("second level in 黑体", faced("（一）", "黑体"), Rule.HEADING_FONT, "黑体16磅"),
    ("third level in 黑体", faced("1. 登记", "黑体"), Rule.HEADING_FONT, "黑体16磅"),
    ("heading of size 4", sized("一、", 14), Rule.HEADING_FONT, "黑体14磅"),
    ("heading with a full stop", says("二、答复来件", "二、答复来件。"), Rule.HEADING_MARKS, "标题末尾有“。”"),
    ("head of a long table once", head_once, Rule.TABLE_HEADER, "共32行，表头只在首页"),
    ("note with a half-width colon", says("附件：1", "附件:1"), Rule.ATTACHMENT_NOTE, "半角冒号"),
    ("name with a mark", says("1. 来件明细", "1. 来件明细；"), Rule.ATTACHMENT_NOTE, "附件名称后有“；”"),
    ("note flush left", indented("附件：1", 48), Rule.ATTACHMENT_NOTE, "左空-1.0字"),
    ("date at the left", aligned("2026年3月9日", LEFT), Rule.SIGNATURE, "不居右"),
    ("date at the edge", indented("2026年3月9日", 0, "right_indent"), Rule.SIGNATURE, "右空0.0字"),
    ("padded date", says("2026年3月9日", "2026年03月09日"), Rule.DATE, "2026年03月09日"),
    ("Chinese date", says("2026年3月9日", "二〇二六年三月九日"), Rule.DATE, "二〇二六年三月九日"),
    ("date with stops", says("2026年3月9日", "2026.3.9"), Rule.DATE, "2026.3.9"),
    ("half-width brackets", says("（联系人：周言平，电话：5550123）", "(联系人：周)"), Rule.REMARK, "半角括号"),
    ("remark four in", indented("（联系人", 32), Rule.REMARK, "左空4.0字"),
    ("mark with a colon", says("附件2", "附件2："), Rule.ATTACHMENT_MARK, "附件2："),
    ("mark in Chinese numerals", says("附件2", "附件二"), Rule.ATTACHMENT_MARK, "附件二"),
    ("mark in 仿宋", faced("附件2", "仿宋_GB2312"), Rule.ATTACHMENT_MARK, "仿宋_GB231216磅"),
    ("mark in the middle", aligned("附件2", CENTRE), Rule.ATTACHMENT_MARK, "未顶格"),
    ("mark not on a new page", not_on_a_new_page, Rule.ATTACHMENT_MARK, "未另面编排"),
    ("attachment's title at the left", aligned("职责分工", LEFT), Rule.ATTACHMENT_TITLE, "未居中"),
    ("attachment's title on line 4", second_blank("职责分工"), Rule.ATTACHMENT_TITLE, "在第4行"),
    ("attachment under another name", says("2. 职责分工", "2. 人员名单"), Rule.ATTACHMENT_TITLE, "“职责分工”"),
    ("copies with a half-width colon", says("抄送：", "抄送:"), Rule.COPIES, "半角冒号"),
    ("copies without a full stop", says("司法局。", "司法局"), Rule.COPIES, "末尾没有句号"),
    ("copies of size 3", sized("抄送", 16), Rule.COPIES, "仿宋_GB231216磅"),
    ("printed on a padded day", says("2026年3月10日印发", "2026年03月10日印发"), Rule.ISSUED, "2026年03月10日"),
    ("nobody printed it", says("2026年3月10日印发", ""), Rule.ISSUED, "没有印发机关和印发日期"),
    ("thin line above", thin("top"), Rule.IMPRINT_LINES, "0.18毫米"),
    ("thin line below", thin("bottom"), Rule.IMPRINT_LINES, "0.18毫米"),
    ("thick line between", thick_between, Rule.IMPRINT_LINES, "0.79毫米"),
    ("no dashes", no_dashes, Rule.PAGE_NUMBER, "数字两侧没有一字线"),
]  # fmt: skip


def test_a_paper_with_everything_keeps_every_rule() -> None:
    assert check(rendered()) == []
    assert check(render(plain(sealed=False))) == []


@pytest.mark.parametrize(("change", "rule", "found"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_a_paper_broken_in_one_way_is_named_for_it(change: Change, rule: Rule, found: str) -> None:
    docx = opened()
    change(docx)
    told = departures(docx)
    assert (rule, found) in {(departure.rule, departure.found) for departure in told}
    assert {departure.rule for departure in told} == {rule}


def test_every_rule_is_broken_somewhere_and_has_a_clause_and_a_name() -> None:
    elsewhere = {Rule.PAGE_SIZE, Rule.GRID, Rule.BODY_FONT, Rule.BODY_SIZE, Rule.BODY_PITCH, Rule.INDENT}
    assert {each[2] for each in BROKEN} | elsewhere == set(Rule) == set(RULES)
    labels = [str(label) for _clause, label in RULES.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    "text",
    [
        "2026年上半年共收到来件1204件，同比增加3.5%，其中一、二类来件占六成，办结率保持在较高水平。",
        "3.5%的来件在当日办结，其余在五个工作日内办结，没有一件超期，比上一年同期提高一个百分点。",
        "按照《江岚市政务公开办法》（2024年修订）第12号公告的要求，各科室逐件登记，逐件答复，逐件归档。",
    ],
)
def test_figures_in_running_text_are_no_headings_and_no_numbers(text: str) -> None:
    docx = opened()
    that(docx, LONG[:8]).runs[0].text = text
    assert departures(docx) == []
