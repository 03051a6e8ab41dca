"""Paper, margins, grid and page numbers of every section, against GB/T 9704-2012, clauses 5.2 and 7.5."""

from collections.abc import Iterator

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
        where = f"第{place}节" if len(docx.sections) > 1 else ""
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
        yield Departure(Rule.PAGE_SIZE, f"{found[0]:.0f}×{found[1]:.0f}毫米", "A4（210×297毫米）", where)


def _margins(section: Section, where: str) -> Iterator[Departure]:
    sides = (
        ("上", section.top_margin, TOP_MM),
        ("下", section.bottom_margin, BOTTOM_MM),
        ("左", section.left_margin, LEFT_MM),
        ("右", section.right_margin, RIGHT_MM),
    )
    for side, margin, wanted in sides:
        if abs(_mm(margin) - wanted) > TOLERANCE_MM:
            yield Departure(Rule.MARGINS, f"{side}{_mm(margin):.1f}毫米", f"{side}{wanted:.0f}毫米", where)


def _grid(section: Section, where: str) -> Iterator[Departure]:
    """Lines and characters that the grid gives the page; what no grid gives, the text decides."""
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = grid_pitch(section)
    if grid is None or not pitch:
        return
    height = _mm(section.page_height) - _mm(section.top_margin) - _mm(section.bottom_margin)
    lines = int(height / 25.4 * 72 / pitch + 0.01)
    if lines != LINES:
        yield Departure(Rule.GRID, f"每面{lines}行", f"每面{LINES}行", where)
    if "Chars" in grid.get(qn("w:type"), ""):
        characters = characters_in(section, BODY_PT + int(grid.get(qn("w:charSpace"), "0")) / 4096)
        if characters != CHARACTERS:
            yield Departure(Rule.GRID, f"每行{characters}字", f"每行{CHARACTERS}字", where)


def characters_in(section: Section, pitch: float) -> int:
    """How many characters of `pitch` points a line of the section holds."""
    width = _mm(section.page_width) - _mm(section.left_margin) - _mm(section.right_margin)
    return int(width / 25.4 * 72 / pitch + 0.01)


def has_character_grid(section: Section) -> bool:
    grid = section._sectPr.find(qn("w:docGrid"))
    return grid is not None and "Chars" in grid.get(qn("w:type"), "")


def page_number_departures(docx: Docx) -> Iterator[Departure]:
    """Odd right, even left, 四号宋体, a dash on either side; judged on the last section, where the text ends."""
    effective, section = Effective(docx), docx.sections[-1]
    if not docx.settings.odd_and_even_pages_header_footer:
        yield Departure(Rule.PAGE_NUMBER, "单双页相同", "单页码居右、双页码居左")
        yield from _number(effective, section.footer, "页脚", (*LEFT_SIDES, *RIGHT_SIDES, "center"), "")
        return
    yield from _number(effective, section.footer, "单页", RIGHT_SIDES, "居右")
    yield from _number(effective, section.even_page_footer, "双页", LEFT_SIDES, "居左")


def _number(
    effective: Effective, footer: _Footer, where: str, sides: tuple[str, ...], wanted: str
) -> Iterator[Departure]:
    paragraph = next((p for p in _paragraphs(footer) if "PAGE" in _instructions(p)), None)
    if paragraph is None:
        yield Departure(Rule.PAGE_NUMBER, "没有页码", "四号宋体阿拉伯数字", where)
        return
    if effective.align(paragraph) not in sides:
        yield Departure(Rule.PAGE_NUMBER, "位置不符", wanted, where)
    runs = [Run(element, paragraph) for element in paragraph._p.iter(qn("w:r"))]
    text = "".join(run.text for run in runs).strip()
    if not (text[:1] in DASHES and text[-1:] in DASHES and len(text) > 1):
        yield Departure(Rule.PAGE_NUMBER, "数字两侧没有一字线", "“— 1 —”", where)
    faces = {(effective.face(paragraph, run), effective.size(paragraph, run)) for run in runs if run.text.strip()}
    for face, size in sorted(faces):
        if not is_of("宋体", face) or size != PAGE_NUMBER_PT:
            found = f"{face or '未指定字体'}{size:g}磅"
            yield Departure(Rule.PAGE_NUMBER, found, f"宋体{PAGE_NUMBER_PT:g}磅（四号）", where)


def _paragraphs(footer: _Footer) -> Iterator[Paragraph]:
    """Every paragraph, in frames and content controls too: that is where WPS and Word put page numbers."""
    return (Paragraph(element, footer) for element in footer._element.iter(qn("w:p")))


def _instructions(paragraph: Paragraph) -> str:
    codes = "".join(element.text or "" for element in paragraph._p.iter(qn("w:instrText")))
    simple = "".join(element.get(qn("w:instr"), "") for element in paragraph._p.iter(qn("w:fldSimple")))
    return codes + simple


def _mm(length: int | None) -> float:
    return (length or 0) / 36000
