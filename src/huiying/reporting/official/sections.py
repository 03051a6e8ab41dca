"""Sheets that lie across: a section for each, turned so that the head of its table lies where the standard wants it.

Bound with the others, the head of a table that lies across is at the left of the sheet: on the binding side of an odd
page, on the outer side of an even one; its page number stands where the others have it (GB/T 9704-2012, clause 8).
"""

from copy import deepcopy
from typing import Any

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips

from .boxes import Box, place
from .geometry import (
    BOTTOM_MM,
    LEFT_MM,
    PAGE_MM,
    PAGE_NUMBER_GAP_MM,
    PAGE_NUMBER_PT,
    RIGHT_MM,
    TOP_MM,
    twips,
)
from .page import FIELD, ONE_CHARACTER, plain_grid
from .styles import StyleName

BOX_LONG, BOX_HIGH = 80.0, PAGE_NUMBER_PT
"""Points along and across the line of a turned page number."""


class Sections:
    """Begins and ends sections as the elements come; a section's properties stand in its last paragraph."""

    def __init__(self, docx: Docx) -> None:
        self._docx = docx
        self._upright = deepcopy(docx.sections[0]._sectPr)
        self._lies = False
        self._started = False
        self._turned: Any = None

    def upright(self) -> None:
        if self._lies:
            self._close(self._turned)
        self._lies, self._started = False, True

    def across(self) -> None:
        if self._lies:
            return
        if self._started:
            self._close(self._upright)
        if self._turned is None:
            self._turned = self._made_turned()
        self._lies = self._started = True

    def unnumbered(self) -> None:
        """A section without page numbers: a blank page, and the page that only the imprint stands on (7.5)."""
        self._close(self._turned if self._lies else self._upright)
        self._lies = False
        section = _without_footers(self._docx)
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False

    def finish(self) -> None:
        """Where a sheet that lies is the last, the document's own section is that sheet's."""
        if self._lies:
            _replace(self._docx, self._turned)

    def _close(self, properties: Any) -> None:
        """End the section here, in a line of no height where the section ends with a table."""
        paragraph = self._docx.add_paragraph("", StyleName.FLUSH)
        paragraph.paragraph_format.line_spacing = Pt(1)
        paragraph._p.get_or_add_pPr().append(deepcopy(properties))

    def _made_turned(self) -> Any:
        """The turned page, with footers of its own; made in the document's section, which is then put back."""
        section = _without_footers(self._docx)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Twips(twips(PAGE_MM[1])), Twips(twips(PAGE_MM[0]))
        section.top_margin, section.bottom_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
        section.left_margin, section.right_margin = Mm(BOTTOM_MM), Mm(TOP_MM)
        plain_grid(section)
        self._number(section, odd=True)
        self._number(section, odd=False)
        made = deepcopy(section._sectPr)
        _replace(self._docx, self._upright)
        return made

    @staticmethod
    def _number(section: Section, *, odd: bool) -> None:
        footer = section.footer if odd else section.even_page_footer
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = StyleName.PAGE_NUMBER
        paragraph._p.append(parse_xml(_box(odd=odd)))


def _without_footers(docx: Docx) -> Section:
    """The document's own section, which no longer shares its footers with the sections before."""
    section = docx.sections[-1]
    for reference in section._sectPr.findall(qn("w:footerReference")):
        section._sectPr.remove(reference)
    return section


def _replace(docx: Docx, properties: Any) -> None:
    body = docx.element.body
    body.remove(body.sectPr)
    body.append(deepcopy(properties))


def _box(*, odd: bool) -> str:
    """A page number turned with the sheet: seen upright it stands 7 mm below the type area, right or left."""
    across = (BOTTOM_MM - PAGE_NUMBER_GAP_MM) / 25.4 * 72 - BOX_HIGH / 2
    inset = ONE_CHARACTER / 20
    along = (PAGE_MM[0] - RIGHT_MM) / 25.4 * 72 - inset - BOX_LONG if odd else LEFT_MM / 25.4 * 72 + inset
    horizontal, vertical = place("H", "page", points=across), place("V", "page", points=along)
    box = Box("页码", 901 if odd else 902, BOX_HIGH, BOX_LONG, horizontal, vertical, turned=True)
    style = f'<w:pPr><w:pStyle w:val="{StyleName.PAGE_NUMBER}"/><w:jc w:val="{"right" if odd else "left"}"/></w:pPr>'
    number = f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{FIELD}<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    return box.xml(f"<w:p>{style}{number}</w:p>")
