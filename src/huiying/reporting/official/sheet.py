"""The document as a PDF, set by typst from the same arrangement as the DOCX, without an office suite or the network.

Words go in as data, so that nothing of a document is ever read as markup. The same document gives the same bytes.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any

import typst

from .arranging import Element, Span, Text, arranged, clean, lies
from .breaking import Line, broken
from .document import Imprint, OfficialDocument, Picture, Table
from .ending import Ending, imprint_lines, issued
from .faces import Faces, faces_for
from .fonts import STANDARD_FONTS, Fonts
from .geometry import (
    BODY_PT,
    BOTTOM_MM,
    CHARACTER_PITCH,
    CHARACTER_TIGHTENING,
    LEFT_MM,
    LINE_PITCH,
    PAGE_MM,
    PAGE_NUMBER_GAP_MM,
    RED_LINE_SPACE_PT,
    RIGHT_MM,
    TABLE_PT,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    THICK_MM,
    THIN_MM,
    TOP_MM,
    ems,
)
from .pictures import size_of
from .styles import LOOKS, Look, StyleName
from .tables import widths_of

SHEET = Path(__file__).parent / "paper.typ"
NAMED = {
    "page_number": StyleName.PAGE_NUMBER,
    "table_head": StyleName.TABLE_HEAD,
    "table_text": StyleName.TABLE_TEXT,
    "imprint": StyleName.IMPRINT,
}
MOST_UNBROKEN = 18
"""Lines of a table's row that stay on one page; a longer row is broken, since it might be higher than a page."""
FLUSH = 1e-9
"""A first line that stands no further in than the others, whatever the style says."""
GEOMETRY = {
    "width": PAGE_MM[0],
    "height": PAGE_MM[1],
    "top": TOP_MM,
    "left": LEFT_MM,
    "right": RIGHT_MM,
    "bottom": BOTTOM_MM,
    "gap": PAGE_NUMBER_GAP_MM,
    "red_space": round(RED_LINE_SPACE_PT),
    "pitch": LINE_PITCH / 20,
    "character": CHARACTER_PITCH / 20,
    "tightening": CHARACTER_TIGHTENING / 20,
    "text_width": TEXT_WIDTH / 20,
    "text_height": TEXT_HEIGHT / 20,
    "thick": THICK_MM,
    "thin": THIN_MM,
}


def as_pdf(document: OfficialDocument, fonts: Fonts = STANDARD_FONTS, *, bundled: bool = False) -> bytes:
    """The document as a PDF. The faces of the standard are used where the machine has them, else open ones; with
    `bundled` only those that come along, so that every machine makes the same bytes.
    """
    ending = ending_of(document, fonts, bundled=bundled) if document.imprint else None
    with _laid_out(document, fonts, bundled, ending) as laid:
        made = typst.compile(**laid)
    assert isinstance(made, bytes)
    return made


def ending_of(document: OfficialDocument, fonts: Fonts = STANDARD_FONTS, *, bundled: bool = False) -> Ending:
    """Where the imprint of the document is to stand, which only its pages tell once they are set."""
    with _laid_out(document, fonts, bundled, None) as laid:
        found = typst.query(selector="<ending>", field="value", one=True, **laid)
    return Ending(json.loads(found))


@contextmanager
def _laid_out(
    document: OfficialDocument, fonts: Fonts, bundled: bool, ending: Ending | None
) -> Iterator[dict[str, Any]]:
    """What typst is given: the sheet and the pictures in a folder of their own, the faces, and the words."""
    faces = faces_for(fonts, bundled=bundled)
    elements = _lined(arranged(document), faces)
    pictures = [element for element in elements if isinstance(element, Picture)]
    told = _told(document, elements, pictures, faces) | {"ending": ending}
    with tempfile.TemporaryDirectory(prefix="huiying-paper-") as folder:
        place = Path(folder)
        (place / SHEET.name).write_bytes(SHEET.read_bytes())
        for number, picture in enumerate(pictures):
            (place / f"{number}.png").write_bytes(picture.png)
        yield {
            "input": place / SHEET.name,
            "root": place,
            "font_paths": faces.library,
            "ignore_system_fonts": True,
            "sys_inputs": {"told": json.dumps(told, ensure_ascii=False)},
        }


def _lined(elements: Sequence[Element], faces: Faces) -> tuple[Element, ...]:
    """Running text in its lines. The last line of a text that is tied to what follows is a paragraph of its own, so
    that a page may end before it.
    """
    found: list[Element] = []
    for element in elements:
        lines = _broken(element, faces) if isinstance(element, Text) else None
        if lines is None or not isinstance(element, Text):
            found.append(element)
        elif element.keep and len(lines) > 1:
            found.append(replace(element, broken=lines[:-1], keep=False, runs_on=True))
            found.append(replace(element, broken=lines[-1:], first=FLUSH, new_page=False))
        else:
            found.append(replace(element, broken=lines))
    return tuple(found)


def _broken(text: Text, faces: Faces) -> tuple[Line, ...] | None:
    look = LOOKS[text.style]
    whole = "".join(span.text for span in text.spans)
    if look.align != "both" or not look.pitch or text.end or text.size or any(span.face for span in text.spans):
        return None
    advance = look.size + (CHARACTER_TIGHTENING / 20 if look.size == BODY_PT else 0.0)
    room = (TEXT_WIDTH - (text.left + text.right) * CHARACTER_PITCH) / 20
    first = _first(text, look) * CHARACTER_PITCH / 20
    widths = {char: _latin(width, look.size) / advance for char, width in faces.widths.items()}
    return broken(whole, widths, (room - first) / advance, room / advance) if "\n" not in whole else None


def _latin(width: float, size: float) -> float:
    return width * size + (CHARACTER_TIGHTENING / 20 if size == BODY_PT else 0.0)


def _first(text: Text, look: Look) -> float:
    return 0.0 if text.first == FLUSH else text.first or float(look.indent)


def _told(
    document: OfficialDocument, elements: Sequence[Element], pictures: list[Picture], faces: Faces
) -> dict[str, Any]:
    day = document.dated
    return {
        "title": clean(document.title),
        "author": [clean(document.organ)] if document.organ else [],
        "dated": [day.year, day.month, day.day] if day else None,
        "geometry": GEOMETRY,
        "faces": faces.by_use,
        "latin": faces.latin,
        "looks": {name: _look(LOOKS[style]) for name, style in NAMED.items()},
        "sheets": [{"wide": wide, "elements": _sheet([*row], pictures)} for wide, row in groupby(elements, lies)],
    }


def _sheet(elements: list[Element], pictures: list[Picture]) -> list[dict[str, Any]]:
    """A sheet begins a page by itself."""
    told = [_element(element, pictures) for element in elements]
    return [told[0] | {"new_page": False}, *told[1:]]


def _look(look: Look, size: float = 0.0, pitch: float = 0.0) -> dict[str, Any]:
    return {
        "face": look.face,
        "size": size or look.size,
        "pitch": pitch or look.pitch / 20,
        "align": look.align,
        "color": look.color,
        "tight": look.size == LOOKS[StyleName.BODY].size and not size,
    }


def _element(element: Element, pictures: list[Picture]) -> dict[str, Any]:
    match element:
        case Text():
            return _text(element)
        case Table():
            return _table(element)
        case Picture():
            width, height = size_of(element)
            return {
                "kind": "picture",
                "file": f"{pictures.index(element)}.png",
                "alt": clean(element.alt),
                "width": width / 20,
                "height": height / 20,
                "keep": bool(element.caption),
            }
        case Imprint():
            lines = [[label, clean(names)] for label, names in imprint_lines(element)]
            return {"kind": "imprint", "lines": lines, "issuer": clean(element.issuer), "issued": issued(element)}


def _text(text: Text) -> dict[str, Any]:
    look = LOOKS[text.style]
    return {
        "kind": "text",
        "look": _look(look, text.size, text.pitch),
        "text": text.text,
        "spans": [_span(span) for span in text.spans],
        "end": [_span(span) for span in text.end],
        "lines": text.lines,
        "left": text.left,
        "right": text.right,
        "first": _first(text, look),
        "broken": [{"text": line.text, "hung": line.hung} for line in text.broken],
        "runs_on": text.runs_on,
        "keep": text.keep or look.keep_next,
        "new_page": text.new_page,
        "ruled": text.ruled,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "face": span.face}


def _table(table: Table) -> dict[str, Any]:
    widths = [width / 20 for width in widths_of(table)]
    return {
        "kind": "table",
        "header": [clean(cell) for cell in table.header],
        "rows": [{"cells": [clean(cell) for cell in row], "breakable": _high(row, widths)} for row in table.rows],
        "widths": widths,
        "aligns": table.aligns or ["center"] * len(table.header),
    }


def _high(row: tuple[str, ...], widths: list[float]) -> bool:
    lines = (ceil(ems(cell) * TABLE_PT / max(width - 6, TABLE_PT)) for cell, width in zip(row, widths, strict=True))
    return max(lines) > MOST_UNBROKEN
