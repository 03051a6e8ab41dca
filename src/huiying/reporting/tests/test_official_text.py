"""The elements of an official document in their order and place."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from huiying.reporting.official import (
    Attachment,
    AttachmentNote,
    Attendance,
    Heading,
    Listing,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
    render,
)
from huiying.reporting.official.geometry import ems
from huiying.reporting.official.title import CAPACITY, balanced

from .paper_sample import paper, png

TABLE = Table(("渠道", "收到"), (("市长信箱", "12"), ("部门信箱", "7")), "表1  来件", (2, 1), ("left", "right"))


def opened(**parts: object) -> Docx:
    document = OfficialDocument(**{"title": "关于试行首问负责的通知", "blocks": (Paragraph("正文。"),)} | parts)  # type: ignore[arg-type]
    return Document(io.BytesIO(render(document)))


def test_title_is_two_lines_below_the_top_and_the_addressee_one_line_below_it() -> None:
    texts = [p.text for p in opened(addressee="各科室").paragraphs]
    assert texts[:6] == ["", "", "关于试行首问负责的通知", "", "各科室：", "正文。"]


def test_headings_have_styles_and_outline_levels() -> None:
    levels = (1, 2, 3, 4)
    docx = opened(blocks=tuple(Heading(f"标题{level}", level) for level in levels))
    found = [p for p in docx.paragraphs if p.text.startswith("标题")]
    assert [p.style.name for p in found if p.style] == [
        "公文一级标题",
        "公文二级标题",
        "公文三级标题",
        "公文四级标题",
    ]
    outlines = [p.style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") for p in found if p.style]
    assert [outline.get(qn("w:val")) for outline in outlines] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("organ", ["江岚市招商局", "江岚经济技术开发区管理委员会投资促进与企业服务局"])
def test_organ_stands_centred_over_the_date_and_the_date_four_characters_in(organ: str) -> None:
    docx = opened(organ=organ, dated=date(2026, 3, 9))
    signed, dated = docx.paragraphs[-2:]
    assert dated.text == "2026年3月9日"
    indents = [p.paragraph_format.right_indent for p in (signed, dated)]
    assert indents[0] is not None
    assert indents[1] is not None
    characters = [indent.pt / (156 / 25.4 * 72 / 28) for indent in indents if indent is not None]
    assert min(characters) >= 0
    assert characters[1] >= 3.99
    middles = [right + ems(p.text) / 2 for right, p in zip(characters, (signed, dated), strict=True)]
    assert middles[0] == pytest.approx(middles[1], abs=0.1)


def test_signature_is_never_alone_on_a_page() -> None:
    docx = opened(organ="江岚市招商局", dated=date(2026, 3, 9))
    place = next(i for i, p in enumerate(docx.paragraphs) if p.text == "正文。")
    assert all(p.paragraph_format.keep_with_next for p in docx.paragraphs[place:-1])
    assert not docx.paragraphs[-1].paragraph_format.keep_with_next


def test_attachments_are_announced_and_begin_pages_of_their_own() -> None:
    attachments = (Attachment("指标表", (TABLE,)), Attachment("情况说明", (Paragraph("说明。"),)))
    texts = [p.text for p in opened(attachments=attachments, organ="江岚市招商局").paragraphs]
    note = texts.index("附件：1. 指标表")
    assert texts[note - 1 : note + 2] == ["", "附件：1. 指标表", "2. 情况说明"]
    mark = texts.index("附件1")
    assert texts[mark : mark + 3] == ["附件1", "", "指标表"]
    broken = [p.text for p in opened(attachments=attachments).paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["附件1", "附件2"]


def test_one_attachment_has_no_number() -> None:
    texts = [p.text for p in opened(attachments=(Attachment("指标表", (TABLE,)),)).paragraphs]
    assert "附件：指标表" in texts
    assert "附件" in texts
    assert "附件：清单" in [p.text for p in opened(blocks=(AttachmentNote(("清单",)),)).paragraphs]


def test_tables_repeat_their_header_and_do_not_split_rows() -> None:
    (table,) = opened(blocks=(TABLE,)).tables
    rows = [row._tr.trPr for row in table.rows]
    assert [row is not None and row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row is not None and row.find(qn("w:cantSplit")) is not None for row in rows)
    assert [[cell.text for cell in row.cells] for row in table.rows][1] == ["市长信箱", "12"]
    first, second = (cell.width for cell in table.rows[1].cells)
    assert first is not None
    assert second is not None
    assert first / second == pytest.approx(2, abs=0.01)
    assert (first + second) / 36000 == pytest.approx(156, abs=0.2)


def test_a_table_with_uneven_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table(("渠道", "收到"), (("市长信箱",),))


def test_red_head_number_and_line() -> None:
    docx = opened(red_head="江岚市招商局文件", number="江招〔2026〕12号")
    gap, mark, _, _, number = docx.paragraphs[:5]
    assert gap.paragraph_format.line_spacing == pytest.approx(Pt(35 / 25.4 * 72), abs=Pt(0.1))
    assert mark.text == "江岚市招商局文件"
    size = mark.runs[0].font.size
    assert size is not None
    assert size.pt * 8 <= 156 / 25.4 * 72
    assert number.text == "江招〔2026〕12号"
    line = number._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert line is not None
    assert (line.get(qn("w:color")), line.get(qn("w:space"))) == ("FF0000", "5")


def test_number_without_a_red_head_stands_at_the_right() -> None:
    first = opened(number="江招〔2026〕12号").paragraphs[0]
    assert first.text == "江招〔2026〕12号"
    assert first.style is not None
    assert first.style.name == "公文落款"


def test_quotes_and_dashes_are_chinese() -> None:
    docx = opened(blocks=(Paragraph("“首问负责”——谁先接到谁负责。"),))
    hints = [fonts.get(qn("w:hint")) for fonts in docx.element.body.iter(qn("w:rFonts"))]
    assert hints
    assert set(hints) == {"eastAsia"}


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于试行首问负责的通知", ("关于试行首问负责的通知",)),
        (
            "江岚市招商局关于2025年5月至2026年5月政务舆情回应工作的自查报告",
            ("江岚市招商局关于2025年5月至2026年5月", "政务舆情回应工作的自查报告"),
        ),
        (
            "江岚市招商局关于2025年11月至2026年10月政务舆情回应工作的自查报告",
            ("江岚市招商局关于", "2025年11月至2026年10月", "政务舆情回应工作的自查报告"),
        ),
        (
            "江岚市招商局关于2026年上半年政务舆情回应工作的自查报告",
            ("江岚市招商局关于2026年上半年", "政务舆情回应工作的自查报告"),
        ),
    ],
)
def test_titles_are_cut_between_words_and_look_even(title: str, lines: tuple[str, ...]) -> None:
    assert balanced(title) == lines


@given(st.text("江岚市招商局关于进一步做好政务舆情回应工作的通知《》年月2026", min_size=1, max_size=60))
@settings(max_examples=60, deadline=None, database=None)
def test_a_title_loses_nothing_and_its_lines_fit(title: str) -> None:
    lines = balanced(title)
    assert "".join(lines) == title
    assert len(lines) == 1 or max(map(ems, lines)) <= CAPACITY


def test_the_head_of_a_paper_that_goes_upwards() -> None:
    texts = [p.text for p in Document(io.BytesIO(render(paper()))).paragraphs]
    assert texts[:5] == ["000012", "秘密★1年", "特急", "", "江岚市招商局文件"]
    assert texts[7] == "江招〔2026〕12号\t签发人：林婉清"


def test_items_stand_under_numbers_of_the_next_level() -> None:
    texts = [
        p.text for p in opened(blocks=(Listing(("甲", "乙")), Listing(("丙",), 4), Listing(("丁",), 0))).paragraphs
    ]
    assert texts[4:] == ["1. 甲", "2. 乙", "（1）丙", "丁"]


def test_a_picture_tells_what_it_shows_and_stays_with_its_caption() -> None:
    docx = opened(blocks=(Picture(png(), "来件按月的数量", "图1　各月来件", 0.5),))
    drawn, caption = docx.paragraphs[4:6]
    properties = drawn._p.find(f".//{qn('wp:docPr')}")
    assert properties.get("descr") == "来件按月的数量"
    assert drawn.paragraph_format.keep_with_next
    assert caption.text == "图1　各月来件"
    assert docx.inline_shapes[0].width / 36000 == pytest.approx(78, abs=0.1)


@pytest.mark.parametrize("wrong", [{"png": b"GIF89a"}, {"alt": ""}, {"width": 1.5}])
def test_a_picture_without_words_or_of_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a picture is a PNG"):
        Picture(**{"png": png(), "alt": "图"} | wrong)


def test_a_wide_table_lies_on_a_sheet_of_its_own_with_the_head_of_its_attachment() -> None:
    docx = Document(io.BytesIO(render(paper())))
    assert [round(section.page_width / 36000) for section in docx.sections if section.page_width] == [210, 297, 210]
    turned = docx.sections[1]
    margins = (turned.top_margin, turned.bottom_margin, turned.left_margin, turned.right_margin)
    assert [round(margin / 36000) for margin in margins if margin] == [28, 26, 35, 37]
    first = [p.text for p in docx.paragraphs].index("附件1")
    before = docx.paragraphs[first - 1]._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    assert before is not None


def test_the_imprint_stands_at_the_foot_of_the_last_page_between_its_lines() -> None:
    body = Document(io.BytesIO(render(paper()))).element.body
    box = body.find(f".//{qn('w:txbxContent')}")
    assert ["".join(word.text or "" for word in row.iter(qn("w:t"))) for row in box.iter(qn("w:tr"))] == [
        "抄送：江岚市发展和改革局，江岚市司法局。",
        "江岚市招商局办公室2026年3月10日印发",
    ]
    edges = [edge.get(qn("w:sz")) for edges in box.iter(qn("w:tcBorders")) for edge in edges]
    assert edges == ["8", "6", "6", "8"]


def test_without_a_seal_the_date_begins_two_characters_behind_the_organ() -> None:
    signed, dated = opened(organ="江岚市招商局办公室综合科", dated=date(2026, 3, 9), sealed=False).paragraphs[-2:]
    ends = [round((p.paragraph_format.right_indent or 0) / 12700 / (156 / 25.4 * 72 / 28), 1) for p in (signed, dated)]
    assert ends[0] == 2.0
    assert ends[1] == pytest.approx(2 + 12 - 2 - ems("2026年3月9日"), abs=0.1)


def test_minutes_name_who_was_there() -> None:
    texts = [p.text for p in opened(attendance=(Attendance("出席", ("招商局 林婉清", "办公室 周言平")),)).paragraphs]
    assert texts[-3:] == ["", "出席：招商局 林婉清", "办公室 周言平"]
