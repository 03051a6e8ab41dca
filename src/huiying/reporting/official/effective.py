"""What a reader sees of any DOCX: values as they are after styles and defaults have had their say."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

EXACT, AT_LEAST = "exact", "atLeast"


class Effective:
    """Asks run, then styles from the nearest to the first, then the document's defaults."""

    def __init__(self, docx: Docx) -> None:
        self._defaults = docx.styles.element.find(qn("w:docDefaults"))
        self._theme = "主题字体"

    def face(self, paragraph: Paragraph, run: Run) -> str:
        """The Chinese face of a run, "" where nothing names one."""
        for fonts in self._all(paragraph, run, "w:rFonts"):
            if fonts.get(qn("w:eastAsiaTheme")):
                return self._theme
            if name := fonts.get(qn("w:eastAsia")):
                return str(name)
        return ""

    def size(self, paragraph: Paragraph, run: Run) -> float:
        """Points; 10 where nothing says otherwise, as in Word."""
        return next((int(size.get(qn("w:val"))) / 2 for size in self._all(paragraph, run, "w:sz")), 10.0)

    def color(self, paragraph: Paragraph, run: Run) -> str:
        return next((str(color.get(qn("w:val"))) for color in self._all(paragraph, run, "w:color")), "auto")

    def spacing(self, paragraph: Paragraph, run: Run) -> float:
        """Points by which characters stand further apart, or closer where below zero."""
        return next((int(found.get(qn("w:val"), 0)) / 20 for found in self._all(paragraph, run, "w:spacing")), 0.0)

    def pitch(self, paragraph: Paragraph, grid_pitch: float) -> float | None:
        """Points from line to line: what is exact, else the grid's line; None where lines grow with the text."""
        line = self._attribute(paragraph, "w:spacing", "w:line")
        rule = self._attribute(paragraph, "w:spacing", "w:lineRule")
        if rule == EXACT and line:
            return int(line) / 20
        single = not line or (rule != AT_LEAST and int(line) == 240)
        return grid_pitch if grid_pitch and single else None

    def first_line(self, paragraph: Paragraph, character_pt: float) -> float:
        """First-line indent in characters."""
        if chars := self._attribute(paragraph, "w:ind", "w:firstLineChars"):
            return int(chars) / 100
        twips = self._attribute(paragraph, "w:ind", "w:firstLine")
        return int(twips) / 20 / character_pt if twips else 0.0

    def hangs(self, paragraph: Paragraph) -> bool:
        """Whether later lines begin to the right of the first, as in a list."""
        chars, twips = (self._attribute(paragraph, "w:ind", name) for name in ("w:hangingChars", "w:hanging"))
        return int(chars or 0) > 0 or int(twips or 0) > 0

    def align(self, paragraph: Paragraph) -> str:
        return self._attribute(paragraph, "w:jc", "w:val") or "left"

    def outline(self, paragraph: Paragraph) -> str:
        return self._attribute(paragraph, "w:outlineLvl", "w:val")

    def _attribute(self, paragraph: Paragraph, tag: str, name: str) -> str:
        for element in self._of_paragraph(paragraph, "w:pPr", tag):
            if (value := element.get(qn(name))) is not None:
                return str(value)
        return ""

    def _all(self, paragraph: Paragraph, run: Run, tag: str) -> Iterator[Any]:
        own = run._r.find(f"{qn('w:rPr')}/{qn(tag)}")
        if own is not None:
            yield own
        yield from self._chain(run.style, "w:rPr", tag)
        yield from self._chain(paragraph.style, "w:rPr", tag)
        yield from self._default("w:rPrDefault", "w:rPr", tag)

    def _of_paragraph(self, paragraph: Paragraph, box: str, tag: str) -> Iterator[Any]:
        own = paragraph._p.find(f"{qn(box)}/{qn(tag)}")
        if own is not None:
            yield own
        yield from self._chain(paragraph.style, box, tag)
        yield from self._default("w:pPrDefault", box, tag)

    def _chain(self, style: Any, box: str, tag: str) -> Iterator[Any]:
        while style is not None:
            found = style.element.find(f"{qn(box)}/{qn(tag)}")
            if found is not None:
                yield found
            style = style.base_style

    def _default(self, kind: str, box: str, tag: str) -> Iterator[Any]:
        if self._defaults is not None:
            found = self._defaults.find(f"{qn(kind)}/{qn(box)}/{qn(tag)}")
            if found is not None:
                yield found
