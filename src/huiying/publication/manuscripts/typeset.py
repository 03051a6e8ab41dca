"""印刷 · Posters, brochures and bulletins set by typst with the fonts that come along, in CMYK throughout. Words go in
as data and are set as text; nothing of a manuscript is ever read as markup.

A print-ready copy bleeds 3 mm, has crop marks outside, and says in its boxes where it is cut.
"""

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2 as pdfium
import rjieba
import typst
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from huiying.core.errors import InputError
from huiying.handling.disclosure.redacting.pdf import ONE_AT_A_TIME

from .content import Content, Image, Sort
from .kept import digest, kept
from .pictures import for_print

SHEETS = Path(__file__).parent / "sheets"
BLEED_MM, SLUG_MM = 3, 10
POINTS_PER_MM = 72 / 25.4
MAKER = "Huiying"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on paper: its template, the sizes of its text that may be tried, the largest first, in points, and how
    many pages it has (None: as many as it takes).
    """

    name: str
    sizes: tuple[float, ...]
    pages: int | None


# Below 15 pt nobody reads a poster from two paces; 9 pt is 小五.
POSTER = Sheet("poster", (60, 52, 45, 40, 36, 33, 30, 27, 24, 22, 20, 18, 16.5, 15), 1)
BROCHURE = Sheet("brochure", (20, 18, 16.5, 15, 14, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9), 2)
BULLETIN = Sheet("bulletin", (11,), None)
MOST_PAGES = 120
LONGEST_WORD = 8
COVER_PIXELS = (800, 400)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, how many pages it has and at which size its text stands."""

    pdf: bytes
    pages: int
    size: float


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def told(content: Content, first: int = 1) -> dict[str, Any]:
    """A manuscript as a template takes it; its pictures are files numbered from `first`."""
    blocks = [
        {
            "sort": b.sort.value,
            "text": b.text,
            "picture": b.picture + first - 1 if b.sort is Sort.PICTURE else 0,
            "rows": b.rows,
        }
        for b in content.blocks
    ]
    return {
        "title": content.title,
        "title_words": title_words(content.title),
        "summary": content.summary,
        "source": content.source or content.section,
        "section": content.section,
        "signer": content.signer,
        "contact": content.contact,
        "dated": _day(content),
        "link": content.link,
        "blocks": blocks,
        "captions": [image.caption for image in content.images],
        "first": first if content.images else 0,
        "cover": next((n for n, each in enumerate(content.images, first) if _covers(each)), 0),
        "approved": content.approved,
    }


def _covers(image: Image) -> bool:
    """Whether it has pixels enough to fill the front of a brochure."""
    return image.width >= COVER_PIXELS[0] and image.height >= COVER_PIXELS[1]


def title_words(title: str) -> list[str]:
    """A title in what a line may not be broken within: words, figures with what they count, marks with their word."""
    found: list[str] = []
    for word in (str(each) for each in rjieba.cut(title)):
        joins = bool(found) and (not word[0].isalnum() or found[-1][-1].isdigit() or found[-1][-1] in "“（《〔")
        if joins and len(found[-1]) + len(word) <= LONGEST_WORD:
            found[-1] += word
        else:
            found += [word] if len(word) <= LONGEST_WORD else list(word)
    return found


def _day(content: Content) -> str:
    return f"{content.dated.year}年{content.dated.month}月{content.dated.day}日"


def printed(
    sheet: Sheet, data: Mapping[str, Any], images: Sequence[Image], *, title: str, press_ready: bool = False
) -> Printed:
    """The sheet at the largest size at which it fits; InputError where it does not at the smallest. It is made once."""
    pictures = [hashlib.sha256(image.content).digest() for image in images]
    key = digest(sheet, _templates(), json.dumps(data, ensure_ascii=False), pictures, press_ready)
    found = kept(key, lambda: _printed(sheet, data, images, press_ready))
    if found is None:
        raise InputError(
            _("The text does not fit on this form."),
            where=title,
            fix=_("Shorten it, or leave out a picture; %(size)s points are the smallest that can be read.")
            % {"size": sheet.sizes[-1]},
        )
    return replace(found, pdf=_boxed(found.pdf, title)) if press_ready else found


def _printed(sheet: Sheet, data: Mapping[str, Any], images: Sequence[Image], press_ready: bool) -> Printed | None:
    with tempfile.TemporaryDirectory(prefix="huiying-sheet-") as folder:
        place = Path(folder)
        _lay_out(place, images)
        return _largest(sheet, lambda size: _compiled(place, sheet, data, size, press_ready))


def _largest(sheet: Sheet, compiled: Callable[[float], bytes]) -> Printed | None:
    """The largest size at which the text fits: halves are cut, since every size is set anew."""
    low, high = 0, len(sheet.sizes) - 1
    found = None
    while low <= high:
        middle = (low + high) // 2
        pdf = compiled(sheet.sizes[middle])
        pages = len(PdfReader(io.BytesIO(pdf)).pages)
        if pages <= (sheet.pages or MOST_PAGES):
            found, high = Printed(pdf, pages, sheet.sizes[middle]), middle - 1
        else:
            low = middle + 1
    return found


def drawn(made: Printed, page: int, ppi: float = 60) -> bytes:
    """One page of what is printed, as a picture for the screen."""
    return kept(digest(made.pdf, page, ppi), lambda: _drawn(made.pdf, page, ppi))


def _drawn(pdf: bytes, page: int, ppi: float) -> bytes:
    out = io.BytesIO()
    with ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            document[page - 1].render(scale=ppi / 72).to_pil().save(out, "PNG")
        finally:
            document.close()
    return out.getvalue()


@lru_cache(maxsize=1)
def _templates() -> str:
    """A sheet that is set otherwise by another version of the program is another sheet."""
    return digest([source.read_bytes() for source in sorted(SHEETS.glob("*.typ"))])


def _lay_out(place: Path, images: Sequence[Image]) -> None:
    for source in SHEETS.glob("*.typ"):
        (place / source.name).write_bytes(source.read_bytes())
    for number, image in enumerate(images, start=1):
        (place / f"{number}.jpg").write_bytes(for_print(image.content))


def _compiled(place: Path, sheet: Sheet, data: Mapping[str, Any], size: float, press_ready: bool) -> bytes:
    inputs = {"told": json.dumps({**data, "size": size, "press": press_ready}, ensure_ascii=False)}
    source = place / f"{sheet.name}.typ"
    pdf = typst.compile(source, root=place, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


def _boxed(pdf: bytes, title: str) -> bytes:
    """Say where the sheet is cut (TrimBox) and how far the colour goes beyond (BleedBox); ISO 15930 asks for both."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    slug, bleed = SLUG_MM * POINTS_PER_MM, BLEED_MM * POINTS_PER_MM
    for page in writer.pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        trim = (left + slug, bottom + slug, right - slug, top - slug)
        page.trimbox = RectangleObject(trim)
        page.bleedbox = RectangleObject((trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed))
        page.cropbox = page.mediabox
    writer.add_metadata({"/Title": title, "/Creator": MAKER, "/Trapped": "/False"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
