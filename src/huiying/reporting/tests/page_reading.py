"""A PDF of ours as a reader sees it: every character and where it stands."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium

from huiying.reporting.official import OfficialDocument, as_pdf


@dataclass(frozen=True)
class Glyph:
    """A character, where it stands and where its ink ends, in points from the top left of the page."""

    char: str
    x: float
    y: float
    end: float


@contextmanager
def opened(document: OfficialDocument) -> Iterator[pdfium.PdfDocument]:
    pdf = pdfium.PdfDocument(as_pdf(document, bundled=True))
    try:
        yield pdf
    finally:
        pdf.close()


def glyphs(pdf: pdfium.PdfDocument, page: int) -> list[Glyph]:
    """Every character of a page by its origin."""
    sheet = pdf[page]
    height, text = sheet.get_height(), sheet.get_textpage()
    found = []
    for place in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        if pdfium.raw.FPDFText_GetCharOrigin(text, place, x, y):
            char = chr(pdfium.raw.FPDFText_GetUnicode(text, place))
            found.append(Glyph(char, x.value, height - y.value, text.get_charbox(place)[2]))
    return [glyph for glyph in found if glyph.char.strip()]


def lines(found: list[Glyph]) -> dict[float, str]:
    """The lines of a page by their distance from its top."""
    told: dict[float, str] = {}
    for glyph in sorted(found, key=lambda each: (round(each.y, 1), each.x)):
        told[round(glyph.y, 1)] = told.get(round(glyph.y, 1), "") + glyph.char
    return told
