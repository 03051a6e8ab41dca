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
        styles = docx.styles.element
        self._defaults = styles.find(qn("w:docDefaults"))
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterfind(qn("w:style"))}
        self._usual = {
            style.get(qn("w:type")): style.get(qn("w:styleId"))
            for style in styles.iterfind(qn("w:style"))
            if style.get(qn("w:default")) in ("1", "true", "on")
        }
        self._chains: dict[str | None, tuple[Any, ...]] = {}
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

    def start(self, paragraph: Paragraph, character_pt: float) -> float:
        """Where the first line begins, in characters from the left edge of the type area."""
        left = self._length(paragraph, ("w:leftChars", "w:startChars"), ("w:left", "w:start"), character_pt)
        hanging = self._length(paragraph, ("w:hangingChars",), ("w:hanging",), character_pt)
        return left + self.first_line(paragraph, character_pt) - hanging

    def right(self, paragraph: Paragraph, character_pt: float) -> float:
        """Characters from the right edge of the type area."""
        return self._length(paragraph, ("w:rightChars", "w:endChars"), ("w:right", "w:end"), character_pt)

    def before_and_after(self, paragraph: Paragraph) -> float:
        """Space above and below a paragraph, in twips or hundredths of a line."""
        names = ("w:before", "w:after", "w:beforeLines", "w:afterLines")
        return sum(int(self._attribute(paragraph, "w:spacing", name) or 0) for name in names)

    def begins_page(self, paragraph: Paragraph) -> bool:
        found = next(self._of_paragraph(paragraph, "w:pPr", "w:pageBreakBefore"), None)
        return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")

    def _length(
        self, paragraph: Paragraph, by_characters: tuple[str, ...], by_twips: tuple[str, ...], character_pt: float
    ) -> float:
        for name in by_characters:
            if chars := int(self._attribute(paragraph, "w:ind", name) or 0):
                return chars / 100
        for name in by_twips:
            if found := self._attribute(paragraph, "w:ind", name):
                return int(found) / 20 / character_pt
        return 0.0

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
        yield from self._chain(self._style(run._r, "w:rPr/w:rStyle", "character"), "w:rPr", tag)
        yield from self._chain(self._style(paragraph._p, "w:pPr/w:pStyle", "paragraph"), "w:rPr", tag)
        yield from self._default("w:rPrDefault", "w:rPr", tag)

    def _of_paragraph(self, paragraph: Paragraph, box: str, tag: str) -> Iterator[Any]:
        own = paragraph._p.find(f"{qn(box)}/{qn(tag)}")
        if own is not None:
            yield own
        yield from self._chain(self._style(paragraph._p, "w:pPr/w:pStyle", "paragraph"), box, tag)
        yield from self._default("w:pPrDefault", box, tag)

    def _style(self, element: Any, path: str, kind: str) -> str | None:
        """The style that an element names, else the usual one of its kind."""
        box, tag = path.split("/")
        named = element.find(f"{qn(box)}/{qn(tag)}")
        name = named.get(qn("w:val")) if named is not None else None
        return name if name in self._styles else self._usual.get(kind)

    def _chain(self, name: str | None, box: str, tag: str) -> Iterator[Any]:
        for style in self._ancestors(name):
            found = style.find(f"{qn(box)}/{qn(tag)}")
            if found is not None:
                yield found

    def _ancestors(self, name: str | None) -> tuple[Any, ...]:
        """The style and those it is based on; one that is based on itself by some way ends there."""
        if name not in self._chains:
            chain: dict[str | None, Any] = {}
            at = name
            while at in self._styles and at not in chain:
                style = self._styles[at]
                chain[at] = style
                based = style.find(qn("w:basedOn"))
                at = based.get(qn("w:val")) if based is not None else None
            self._chains[name] = tuple(chain.values())
        return self._chains[name]

    def _default(self, kind: str, box: str, tag: str) -> Iterator[Any]:
        if self._defaults is not None:
            found = self._defaults.find(f"{qn(kind)}/{qn(box)}/{qn(tag)}")
            if found is not None:
                yield found
