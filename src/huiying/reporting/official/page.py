"""The page itself: paper, margins, grid, and page numbers odd right and even left (GB/T 9704-2012, 5.2 and 7.5)."""

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from .geometry import (
    BOTTOM_MM,
    CHARACTER_SPACE,
    FOOTER_DISTANCE,
    LEFT_MM,
    LINE_PITCH,
    PAGE_MM,
    PAGE_NUMBER_PT,
    RIGHT_MM,
    TOP_MM,
    twips,
)
from .styles import StyleName

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
ONE_CHARACTER = round(PAGE_NUMBER_PT * 20)


def set_up_page(docx: Docx) -> None:
    """Give the only section of the document the standard's page."""
    section = docx.sections[0]
    section.page_width, section.page_height = Twips(twips(PAGE_MM[0])), Twips(twips(PAGE_MM[1]))
    section.top_margin, section.bottom_margin = Twips(twips(TOP_MM)), Twips(twips(BOTTOM_MM))
    section.left_margin, section.right_margin = Twips(twips(LEFT_MM)), Twips(twips(RIGHT_MM))
    section.footer_distance, section.gutter = Twips(FOOTER_DISTANCE), Twips(0)
    _grid(section)
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _grid(section: Section) -> None:
    """The grid of 22 lines and 28 characters, for whoever writes on in the document; our styles keep it themselves."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    pitches = f'w:linePitch="{LINE_PITCH}" w:charSpace="{CHARACTER_SPACE}"'
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" {pitches}/>'))


def plain_grid(section: Section) -> None:
    """No grid for a sheet that lies across: 22 lines of 28 characters are a page that stands."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)


def _number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """“— 1 —”, one character in from the side it stands on."""
    paragraph.style = StyleName.PAGE_NUMBER
    paragraph.alignment = side
    indent = paragraph.paragraph_format
    if side is WD_ALIGN_PARAGRAPH.RIGHT:
        indent.right_indent = Twips(ONE_CHARACTER)
    else:
        indent.left_indent = Twips(ONE_CHARACTER)
    paragraph.add_run("— ")
    for run in parse_xml(f"<w:p {nsdecls('w')}>{FIELD}</w:p>"):
        paragraph._p.append(run)
    paragraph.add_run(" —")
