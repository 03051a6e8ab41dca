"""Paper, margins, grid and page numbers of every section, against GB/T 9704-2012, clauses 5.2 and 7.5."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .departure import Departure, Rule
from .effective import Effective
from .fonts import is_of
from .geometry import (
    BODY_PT,
    BOTTOM_MM,
    CHARACTERS,
    LEFT_MM,
    LINES,
    PAGE_MM,
    PAGE_NUMBER_PT,
    RIGHT_MM,
    TOLERANCE_MM,
    TOP_MM,
)

DASHES = "—－-–―"
LEFT_SIDES, RIGHT_SIDES = ("left", "start", "both"), ("right", "end")


def page_departures(docx: Docx) -> Iterator[Departure]:
    for place, section in enumerate(docx.sections, start=1):
        where = _("section %(number)d") % {"number": place} if len(docx.sections) > 1 else ""
        yield from _paper(section, where)
        yield from _margins(section, where)
        yield from _grid(section, where)


def grid_pitch(section: Section) -> float:
    """Points between the lines of the section's grid, 0 without one."""
    grid = section._sectPr.find(qn("w:docGrid"))
    active = grid is not None and grid.get(qn("w:type"), "default") != "default"
    return int(grid.get(qn("w:linePitch"), "0")) / 20 if active else 0.0


def _paper(section: Section, where: str) -> Iterator[Departure]:
    found = (_mm(section.page_width), _mm(section.page_height))
    if any(abs(a - b) > TOLERANCE_MM for a, b in zip(sorted(found), PAGE_MM, strict=True)):
        yield Departure(
            Rule.PAGE_SIZE, _("%(width).0f×%(height).0f mm") % {"width": found[0], "height": found[1]}, "A4", where
        )


def _margins(section: Section, where: str) -> Iterator[Departure]:
    """A sheet that lies across is bound with its head at the left, so that its margins turn with it (clause 8)."""
    wanted = (LEFT_MM, RIGHT_MM, BOTTOM_MM, TOP_MM) if lies(section) else (TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sides = (_("top %(mm)s mm"), _("bottom %(mm)s mm"), _("left %(mm)s mm"), _("right %(mm)s mm"))
    for side, margin, right in zip(sides, margins, wanted, strict=True):
        if abs(_mm(margin) - right) > TOLERANCE_MM:
            yield Departure(Rule.MARGINS, side % {"mm": f"{_mm(margin):.1f}"}, side % {"mm": f"{right:.0f}"}, where)


def lies(section: Section) -> bool:
    return _mm(section.page_width) > _mm(section.page_height)


def _grid(section: Section, where: str) -> Iterator[Departure]:
    """Lines and characters that the grid gives the page; what no grid gives, the text decides."""
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = grid_pitch(section)
    if grid is None or not pitch or lies(section):
        return
    height = _mm(section.page_height) - _mm(section.top_margin) - _mm(section.bottom_margin)
    lines = int(height / 25.4 * 72 / pitch + 0.01)
    if lines != LINES:
        yield Departure(Rule.GRID, _a_page(lines), _a_page(LINES), where)
    if "Chars" in grid.get(qn("w:type"), ""):
        characters = characters_in(section, BODY_PT + int(grid.get(qn("w:charSpace"), "0")) / 4096)
        if characters != CHARACTERS:
            yield Departure(Rule.GRID, _a_line(characters), _a_line(CHARACTERS), where)


def _a_page(lines: int) -> str:
    return _("%(count)d lines a page") % {"count": lines}


def _a_line(characters: int) -> str:
    return _("%(count)d characters a line") % {"count": characters}


def characters_in(section: Section, pitch: float) -> int:
    """How many characters of `pitch` points a line of the section holds."""
    width = _mm(section.page_width) - _mm(section.left_margin) - _mm(section.right_margin)
    return int(width / 25.4 * 72 / pitch + 0.01)


def has_character_grid(section: Section) -> bool:
    grid = section._sectPr.find(qn("w:docGrid"))
    return grid is not None and "Chars" in grid.get(qn("w:type"), "")


def page_number_departures(docx: Docx) -> Iterator[Departure]:
    """Odd right, even left, 四号宋体, a dash on either side; judged on the last sheet that stands and has a number,
    since a blank page and an imprint behind it have none.
    """
    effective = Effective(docx)
    standing = [section for section in docx.sections if not lies(section)] or [*docx.sections]
    section = next((each for each in reversed(standing) if _numbered(each)), standing[-1])
    if not docx.settings.odd_and_even_pages_header_footer:
        wanted = _("odd pages right, even pages left")
        yield Departure(Rule.PAGE_NUMBER, _("odd and even pages alike"), wanted)
        yield from _number(effective, section.footer, _("footer"), (*LEFT_SIDES, *RIGHT_SIDES, "center"), "")
        return
    yield from _number(effective, section.footer, _("odd pages"), RIGHT_SIDES, _("at the right"))
    yield from _number(effective, section.even_page_footer, _("even pages"), LEFT_SIDES, _("at the left"))


def _numbered(section: Section) -> bool:
    footers = (section.footer, section.even_page_footer)
    return any("PAGE" in _instructions(paragraph) for footer in footers for paragraph in _paragraphs(footer))


def _number(
    effective: Effective, footer: _Footer, where: str, sides: tuple[str, ...], wanted: str
) -> Iterator[Departure]:
    paragraph = next((p for p in _paragraphs(footer) if "PAGE" in _instructions(p)), None)
    if paragraph is None:
        yield Departure(Rule.PAGE_NUMBER, _("no page number"), _("Arabic numerals in 宋体, size 4"), where)
        return
    if effective.align(paragraph) not in sides:
        yield Departure(Rule.PAGE_NUMBER, _("on the wrong side"), wanted, where)
    runs = [Run(element, paragraph) for element in paragraph._p.iter(qn("w:r"))]
    text = "".join(run.text for run in runs).strip()
    if not (text[:1] in DASHES and text[-1:] in DASHES and len(text) > 1):
        yield Departure(Rule.PAGE_NUMBER, _("no dashes beside the number"), "“— 1 —”", where)
    faces = {(effective.face(paragraph, run), effective.size(paragraph, run)) for run in runs if run.text.strip()}
    for face, size in sorted(faces):
        if not is_of("宋体", face) or size != PAGE_NUMBER_PT:
            found = _("%(face)s, %(size)g pt") % {"face": face or _("no face"), "size": size}
            yield Departure(Rule.PAGE_NUMBER, found, _("宋体, 14 pt (size 4)"), where)


def _paragraphs(footer: _Footer) -> Iterator[Paragraph]:
    """Every paragraph, in frames and content controls too: that is where WPS and Word put page numbers."""
    return (Paragraph(element, footer) for element in footer._element.iter(qn("w:p")))


def _instructions(paragraph: Paragraph) -> str:
    codes = "".join(element.text or "" for element in paragraph._p.iter(qn("w:instrText")))
    simple = "".join(element.get(qn("w:instr"), "") for element in paragraph._p.iter(qn("w:fldSimple")))
    return codes + simple


def _mm(length: int | None) -> float:
    return (length or 0) / 36000
