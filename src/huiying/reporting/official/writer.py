"""The document as a DOCX: what is arranged, line by line, with the styles of the standard."""

from docx.document import Document as Docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph as DocxParagraph

from .arranging import Span, Text, arranged, lies
from .document import Imprint, OfficialDocument, Picture, Table
from .ending import Ending, add_imprint
from .fonts import STANDARD_FONTS, Fonts
from .geometry import CHARACTER_PITCH, RED_LINE_SPACE_PT, TEXT_WIDTH
from .package import empty_docx, to_bytes
from .page import set_up_page
from .pictures import add_picture
from .sections import Sections
from .sheet import ending_of
from .styles import StyleName
from .tables import add_table


def render(document: OfficialDocument, fonts: Fonts = STANDARD_FONTS) -> bytes:
    """The document as a DOCX file. The same document gives the same bytes."""
    docx = empty_docx(document, fonts)
    set_up_page(docx)
    sections = Sections(docx)
    for element in arranged(document):
        if isinstance(element, Imprint):
            _end(docx, sections, element, ending_of(document, fonts))
        else:
            sections.across() if lies(element) else sections.upright()
            _add(docx, element, fonts)
    sections.finish()
    _prefer_chinese_marks(docx)
    return to_bytes(docx)


def _add(docx: Docx, element: Text | Table | Picture, fonts: Fonts) -> None:
    match element:
        case Text():
            _add_text(docx, element, fonts)
        case Table():
            add_table(docx, element)
        case Picture():
            add_picture(docx, element)


def _end(docx: Docx, sections: Sections, imprint: Imprint, ending: Ending) -> None:
    if ending is Ending.BEHIND_A_BLANK:
        sections.unnumbered()
    else:
        sections.upright()
    add_imprint(docx, imprint, ending)


def _add_text(docx: Docx, text: Text, fonts: Fonts) -> None:
    paragraph = docx.add_paragraph("", text.style)
    for span in text.spans:
        _add_span(paragraph, span, fonts, text.size)
    if text.end:
        paragraph.add_run("\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH) - _characters(1), WD_TAB_ALIGNMENT.RIGHT)
        for span in text.end:
            _add_span(paragraph, span, fonts, text.size)
    _add_lines(paragraph, text.lines)
    _lay(paragraph, text)
    if text.ruled:
        _red_line(paragraph)


def _add_span(paragraph: DocxParagraph, span: Span, fonts: Fonts, size: float) -> None:
    if not span.text:
        return
    run = paragraph.add_run(span.text)
    if span.face:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), getattr(fonts, span.face))
    if size:
        run.font.size = Pt(size)


def _add_lines(paragraph: DocxParagraph, lines: tuple[str, ...]) -> None:
    for place, line in enumerate(lines):
        run = paragraph.add_run()
        if place:
            run.add_break()
        run.add_text(line)


def _lay(paragraph: DocxParagraph, text: Text) -> None:
    """Indents, tie and pitch where they are not the style's."""
    form = paragraph.paragraph_format
    if text.left:
        form.left_indent = _characters(text.left)
    if text.first:
        form.first_line_indent = _characters(text.first)
    if text.right or text.style is StyleName.SIGNATURE:
        form.right_indent = _characters(text.right)
    if text.pitch:
        form.line_spacing = Pt(text.pitch)
    if text.new_page:
        form.page_break_before = True
    style = paragraph.style
    if text.keep and style is not None and not style.paragraph_format.keep_with_next:
        form.keep_with_next = True


def _red_line(paragraph: DocxParagraph) -> None:
    space = round(RED_LINE_SPACE_PT)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="FF0000"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _characters(count: float) -> Twips:
    return Twips(round(count * CHARACTER_PITCH))


def _prefer_chinese_marks(docx: Docx) -> None:
    """Quotes, dashes and signs that both scripts own are drawn from the Chinese face."""
    for run in docx.element.body.iter(qn("w:r")):
        fonts = run.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hint"), "eastAsia")
