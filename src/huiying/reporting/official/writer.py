"""From facts to a DOCX, element by element in the order of GB/T 9704-2012, clause 7."""

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph as DocxParagraph

from .document import Attachment, AttachmentNote, Block, Heading, OfficialDocument, Paragraph, Table
from .fonts import STANDARD_FONTS, Fonts
from .geometry import CHARACTER_PITCH, RED_HEAD_GAP_MM, RED_LINE_GAP_MM, TEXT_WIDTH, ems, twips
from .package import empty_docx, to_bytes
from .page import set_up_page
from .styles import StyleName
from .tables import add_table
from .title import balanced

HEADINGS = {
    1: StyleName.HEADING_1,
    2: StyleName.HEADING_2,
    3: StyleName.HEADING_3,
    4: StyleName.HEADING_4,
}
ORGAN_MARK_MOST_PT = 62
"""The organ mark is no taller than 22 mm (clause 7.2.4)."""
DATE_INDENT = 4
"""Characters from the right edge to a date under a seal (clause 7.3.5.1)."""


def render(document: OfficialDocument, fonts: Fonts = STANDARD_FONTS) -> bytes:
    """The document as a DOCX file. The same document gives the same bytes."""
    docx = empty_docx(document, fonts)
    set_up_page(docx)
    _head(docx, document)
    _title(docx, document.title)
    blank(docx)
    if document.addressee:
        docx.add_paragraph(f"{document.addressee.rstrip('：:')}：", StyleName.FLUSH)
    _blocks(docx, document.blocks)
    before_the_end = len(docx.paragraphs) - 1
    if document.note:
        _note(docx, document.note)
    _signature(docx, document)
    _keep_together(docx.paragraphs[before_the_end:])
    for place, attachment in enumerate(document.attachments, start=1):
        _attachment(docx, attachment, f"附件{place}" if len(document.attachments) > 1 else "附件")
    _prefer_chinese_marks(docx)
    return to_bytes(docx)


def blank(docx: Docx, lines: int = 1) -> None:
    for _ in range(lines):
        docx.add_paragraph("", StyleName.FLUSH)


def _head(docx: Docx, document: OfficialDocument) -> None:
    """Organ mark 35 mm below the top of the type area, number two lines below it, red line 4 mm below that, and two
    lines to the title (7.2.4 to 7.3.1). Without a red head the number stands at the right (clause 10.1).
    """
    if document.red_head:
        docx.add_paragraph("", StyleName.ORGAN_MARK).paragraph_format.line_spacing = Twips(twips(RED_HEAD_GAP_MM))
        size = min(ORGAN_MARK_MOST_PT, int(TEXT_WIDTH / 20 / ems(document.red_head)))
        mark = docx.add_paragraph("", StyleName.ORGAN_MARK)
        mark.add_run(document.red_head).font.size = Pt(size)
        mark.paragraph_format.line_spacing = Pt(size * 1.2)
        blank(docx, 2)
        _red_line(docx.add_paragraph(document.number, StyleName.NUMBER))
    elif document.number:
        docx.add_paragraph(document.number, StyleName.SIGNATURE)
    blank(docx, 2)


def _red_line(paragraph: DocxParagraph) -> None:
    space = round(RED_LINE_GAP_MM / 25.4 * 72)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="FF0000"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _title(docx: Docx, title: str) -> None:
    paragraph = docx.add_paragraph("", StyleName.TITLE)
    for place, line in enumerate(balanced(title)):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)


def _blocks(docx: Docx, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        match block:
            case Heading(text, level):
                docx.add_paragraph(text, HEADINGS[level])
            case Paragraph(text):
                docx.add_paragraph(text, StyleName.BODY)
            case Table():
                add_table(docx, block)
            case AttachmentNote():
                _note(docx, block)


def _note(docx: Docx, note: AttachmentNote) -> None:
    """附件：1. … one line below the body, two characters in; a long name hangs under its first character (7.3.4)."""
    blank(docx)
    several = len(note.names) > 1
    for place, name in enumerate(note.names, start=1):
        mark = "附件：" if place == 1 else ""
        ordinal = f"{place}. " if several else ""
        paragraph = docx.add_paragraph(f"{mark}{ordinal}{name}", StyleName.FLUSH)
        hanging = ems(mark + ordinal)
        paragraph.paragraph_format.left_indent = _characters(6 if several else 5)
        paragraph.paragraph_format.first_line_indent = _characters(-hanging)


def _signature(docx: Docx, document: OfficialDocument) -> None:
    """Organ centred over the date, the date four characters from the right (clause 7.3.5.1)."""
    day = document.dated
    dated = f"{day.year}年{day.month}月{day.day}日" if day else ""
    over = (ems(document.organ) - ems(dated)) / 2
    indent = max(DATE_INDENT - over, 0.0)
    lines = [(text, right) for text, right in ((document.organ, indent), (dated, indent + over)) if text]
    if lines:
        blank(docx)
        for text, right in lines:
            paragraph = docx.add_paragraph(text, StyleName.SIGNATURE)
            paragraph.paragraph_format.right_indent = _characters(right)


def _keep_together(paragraphs: list[DocxParagraph]) -> None:
    """The last of the text goes with the signature: a page that holds a signature alone is not allowed."""
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _attachment(docx: Docx, attachment: Attachment, mark: str) -> None:
    """The mark at the top left of a new page, the title on the third line (clause 7.3.7)."""
    docx.add_paragraph(mark, StyleName.ATTACHMENT_MARK).paragraph_format.page_break_before = True
    blank(docx)
    _title(docx, attachment.title)
    blank(docx)
    _blocks(docx, attachment.blocks)


def _characters(count: float) -> Twips:
    return Twips(round(count * CHARACTER_PITCH))


def _prefer_chinese_marks(docx: Docx) -> None:
    """Quotes, dashes and signs that both scripts own are drawn from the Chinese face."""
    for run in docx.element.body.iter(qn("w:r")):
        fonts = run.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")
