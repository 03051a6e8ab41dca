"""新闻通稿与播报稿 · The press release and the reading copy as DOCX, in faces that WPS and Word have (GB/T 9704-2012
for margins, sizes and the date), so that an editorial office can go on working on them.
"""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .content import Block, Content, Image, Sort
from .reading import Reading

TITLE, BODY, HEAD, SUB, LATIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
SIZE, TITLE_SIZE, PITCH, ALOUD_SIZE, TABLE_SIZE = 16, 22, 29, 18, 14
CLOCK_MM, LINE_MM = 15, 141
PICTURE_MM = (130.0, 110.0)
RED = RGBColor(0xC0, 0x10, 0x10)
FACES = {Sort.HEADING: HEAD, Sort.SUBHEADING: SUB, Sort.PARAGRAPH: BODY, Sort.ITEM: BODY}
HEADS = (Sort.HEADING, Sort.SUBHEADING)


def press_release(content: Content, organ: str) -> bytes:
    """The press release: who issues it and when it may be used, title, text, （完）, and whom to ask."""
    docx = _empty(content)
    _line(docx, f"{organ}　新闻通稿", HEAD, SIZE + 2, centre=True, colour=RED, ruled=True)
    _line(docx, _issued(content), BODY, 14, centre=True)
    _line(docx, content.title, TITLE, TITLE_SIZE, centre=True, before=12, after=12)
    if content.summary:
        _line(docx, content.summary, SUB, SIZE, indent=True, after=8)
    for block in content.words:
        if block.sort is Sort.TABLE:
            _table(docx, block)
        else:
            text = f"· {block.text}" if block.sort is Sort.ITEM else block.text
            _line(docx, text, FACES[block.sort], SIZE, indent=True, kept=block.sort in HEADS)
    _line(docx, "（完）", BODY, SIZE, indent=True, after=12)
    told = [
        ("发布单位", organ),
        ("来源", "" if content.source == organ else content.source),
        ("签发", content.signer),
        ("联系", content.contact),
    ]
    for label, said in [*told, ("网页", content.link)]:
        if said:
            _line(docx, f"{label}：{said}", BODY, 14)
    for number, image in enumerate(content.images, start=1):
        _picture(docx, image, f"图{number}　{image.caption}")
    return _bytes(docx)


def _issued(content: Content) -> str:
    day = f"{content.dated.year}年{content.dated.month}月{content.dated.day}日"
    return f"{day}　请即发布" if content.approved else f"{day}　未定稿，请勿发布"


def reading_copy(content: Content, told: Reading, organ: str) -> bytes:
    """The reading copy: a line to a breath in large type, at its left the time when it is over."""
    docx = _empty(content)
    _line(docx, f"{organ}　广播电视播报稿", HEAD, SIZE, centre=True, colour=RED, ruled=True)
    whole = f"全文{told.characters}字，约{told.minutes}（按每秒{told.rate:g}字估算，请播音员试读）"
    _line(docx, whole, BODY, 12, centre=True, after=10)
    table = docx.add_table(rows=0, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(CLOCK_MM), Mm(LINE_MM)
    for line in told.lines:
        clock, text = table.add_row().cells
        clock.width, text.width = Mm(CLOCK_MM), Mm(LINE_MM)
        _fill(clock.paragraphs[0], line.clock, BODY, 12)
        paragraph = text.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(10 if line.begins else 0)
        _fill(paragraph, line.text, HEAD if line is told.lines[0] else BODY, ALOUD_SIZE)
    for address in told.left_out:
        _line(docx, f"未读出的网址、邮箱：{address}", BODY, 12, before=6)
    return _bytes(docx)


def _table(docx: Docx, block: Block) -> None:
    table = docx.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for number, row in enumerate(block.rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], words, BODY if number else HEAD, TABLE_SIZE)
    docx.add_paragraph().paragraph_format.space_after = Pt(0)


def _empty(content: Content) -> Docx:
    docx = Document()
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    props = docx.core_properties
    props.title, props.author = content.title, content.source or content.section
    props.created = props.modified = datetime(content.dated.year, content.dated.month, content.dated.day)  # noqa: DTZ001
    props.last_modified_by, props.comments = "", ""
    _page_number(section.footer.paragraphs[0])
    return docx


def _line(docx: Docx, text: str, face: str, size: float, **look: Any) -> Paragraph:
    paragraph = docx.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(PITCH, size * 1.5))
    if look.get("centre"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if look.get("indent"):
        shape.first_line_indent = Pt(2 * size)
    if look.get("ruled"):
        _rule_under(paragraph)
    shape.keep_with_next = bool(look.get("kept"))
    _fill(paragraph, text, face, size, look.get("colour"))
    return paragraph


def _fill(paragraph: Paragraph, text: str, face: str, size: float, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    _dress(run, face, size)
    if colour is not None:
        run.font.color.rgb = colour


def _dress(run: Run, face: str, size: float) -> None:
    run.font.size, run.font.name = Pt(size), LATIN
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:hint"), "eastAsia")


def _rule_under(paragraph: Paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "C01010")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _picture(docx: Docx, image: Image, caption: str) -> None:
    wide, tall = PICTURE_MM
    paragraph = docx.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    wide = min(wide, tall * image.width / image.height)
    paragraph.add_run().add_picture(io.BytesIO(image.content), width=Mm(wide))
    _line(docx, caption, SUB, 12, centre=True, after=8)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("— ")
    _dress(run, "宋体", 14)
    paragraph._p.append(field)
    _dress(paragraph.add_run(" —"), "宋体", 14)


def _bytes(docx: Docx) -> bytes:
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()
