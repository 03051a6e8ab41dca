"""The checker finds what departs from the standard, and nothing in what keeps it."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from huiying.core.errors import InputError
from huiying.reporting.official import Attachment, Heading, OfficialDocument, Paragraph, Table, check, render
from huiying.reporting.official.departure import Rule

LONG = "各科室收到来件后应当在当日登记，写明来件人所提的每一个问题，并按职责分工确定承办人和答复期限。"
DOCUMENT = OfficialDocument(
    title="江岚市招商局关于进一步规范来件登记和答复工作的通知",
    blocks=(Paragraph(LONG), Heading("一、登记"), Paragraph(LONG), Heading("（一）内容", 2), Paragraph(LONG)),
    organ="江岚市招商局",
    dated=date(2026, 3, 9),
    addressee="各科室",
    attachments=(
        Attachment("登记表", (Table(("序号", "问题"), (("1", "厂房租金"),)),)),
        Attachment("各科室来件登记和答复工作职责分工及联系人员名单一览表", (Paragraph(LONG),)),
    ),
)


def changed(change: Callable[[Docx], object]) -> bytes:
    docx = Document(io.BytesIO(render(DOCUMENT)))
    change(docx)
    written = io.BytesIO()
    docx.save(written)
    return written.getvalue()


def set_margin(docx: Docx) -> None:
    docx.sections[0].top_margin = Mm(25.4)


def set_letter_paper(docx: Docx) -> None:
    docx.sections[0].page_width, docx.sections[0].page_height = Mm(216), Mm(279)


def set_face(docx: Docx) -> None:
    for paragraph in (p for p in docx.paragraphs if p.text == LONG):
        paragraph.runs[0]._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def set_size(docx: Docx) -> None:
    for paragraph in (p for p in docx.paragraphs if p.text == LONG):
        paragraph.runs[0].font.size = Pt(14)


def set_pitch(docx: Docx) -> None:
    for paragraph in docx.paragraphs:
        paragraph.paragraph_format.line_spacing = Pt(20)


def set_indent(docx: Docx) -> None:
    for paragraph in (p for p in docx.paragraphs if p.text == LONG):
        paragraph.paragraph_format.first_line_indent = Pt(0)
        indent = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert indent is not None
        indent.set(qn("w:firstLineChars"), "0")


def set_title(docx: Docx) -> None:
    title = next(p for p in docx.paragraphs if p.text.startswith("江岚市招商局关于"))
    for run in title.runs:
        run.font.size = Pt(18)


def set_title_left(docx: Docx) -> None:
    for paragraph in docx.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def set_one_parity(docx: Docx) -> None:
    docx.settings.odd_and_even_pages_header_footer = False


def set_even_right(docx: Docx) -> None:
    docx.sections[0].even_page_footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def drop_number(docx: Docx) -> None:
    docx.sections[0].footer.paragraphs[0].clear()


def set_loose_characters(docx: Docx) -> None:
    grid = docx.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    grid.set(qn("w:type"), "lines")
    for run in (run for p in docx.paragraphs if p.text == LONG for run in p.runs):
        run._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="0"/>'))


def set_wide_character_grid(docx: Docx) -> None:
    grid = docx.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    grid.set(qn("w:charSpace"), "0")


def set_loose_grid(docx: Docx) -> None:
    grid = docx.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    grid.set(qn("w:linePitch"), "312")


def test_our_own_papers_keep_the_standard() -> None:
    assert check(render(DOCUMENT)) == []


@pytest.mark.parametrize(
    ("change", "rule", "found"),
    [
        (set_margin, Rule.MARGINS, "上25.4毫米"),
        (set_letter_paper, Rule.PAGE_SIZE, "216×279毫米"),
        (set_face, Rule.BODY_FONT, "宋体"),
        (set_size, Rule.BODY_SIZE, "14磅"),
        (set_pitch, Rule.BODY_PITCH, "20磅"),
        (set_indent, Rule.INDENT, "0.0字"),
        (set_title, Rule.TITLE, "18磅"),
        (set_title_left, Rule.TITLE, "没有居中的标题"),
        (set_one_parity, Rule.PAGE_NUMBER, "单双页相同"),
        (set_even_right, Rule.PAGE_NUMBER, "位置不符"),
        (drop_number, Rule.PAGE_NUMBER, "没有页码"),
        (set_loose_characters, Rule.GRID, "每行27字"),
        (set_wide_character_grid, Rule.GRID, "每行27字"),
        (set_loose_grid, Rule.GRID, "每面40行"),
    ],
)
def test_each_departure_is_found(change: Callable[[Docx], object], rule: Rule, found: str) -> None:
    departures = check(changed(change))
    assert (rule, found) in {(departure.rule, departure.found) for departure in departures}


def test_a_departure_says_where_and_what_is_wanted() -> None:
    departures = {departure.rule: departure for departure in check(changed(set_size))}
    assert (
        str(departures[Rule.BODY_SIZE])
        == "正文字号（5.2.2），第3段“各科室收到来件后应当在当日登…”等4段：现为14磅，应为16磅（三号）"
    )


def test_a_stranger_document_is_read_from_a_path(tmp_path: Path) -> None:
    stranger = Document()
    stranger.add_heading("Minutes", 0)
    stranger.add_paragraph("The meeting agreed on three things, and each of them is written below in full.")
    path = tmp_path / "stranger.docx"
    stranger.save(str(path))
    rules = {departure.rule for departure in check(path)}
    assert {Rule.PAGE_SIZE, Rule.MARGINS, Rule.TITLE, Rule.BODY_FONT, Rule.PAGE_NUMBER} <= rules


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_docx_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.docx"):
        check(path)
    with pytest.raises(InputError):
        check(content)
