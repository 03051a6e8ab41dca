"""A PDF: every page is drawn anew as a picture, blackened where the passages stand, and the pictures make a new PDF. No
word of the old file is in it, nor its properties, annotations, form fields, layers or attachments.
"""

import ctypes
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import pypdfium2 as pdfium
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import raw

from huiying.core.errors import InputError

from .passages import Passage, Place, Redacted, bare, places, prove

DPI = 150
MOST_PAGES = 100
MOST_SIDE = 3_000  # pixels
SURELY = 12  # so many letters or digits do not stand in a file by chance
AROUND = 2  # pixels of black around a character
QUALITY = 85  # of the pictures, in per cent
UNSEEN = "\u2060"
BROKEN = 0xFFFE  # so the library tells the hyphen at which a line broke a word
ONE_AT_A_TIME = Lock()  # the library keeps state of its own and is not made for several threads


def text_of_pdf(content: bytes) -> list[str]:
    with _opened(content) as document:
        told = [_text(page) for page in _pages(document)]
    if not any(text.strip() for text in told):
        raise InputError(
            _("This PDF holds pictures of text and no text, so no passage can be found in it."),
            where="source",
            fix=_("Attach the original document, or black it out on paper and scan that."),
        )
    return told


def redact_pdf(content: bytes, passages: Sequence[Passage]) -> Redacted:
    text_of_pdf(content)
    times: dict[int, int] = {}
    with _opened(content) as document:
        copy = _of_pictures((_drawn(page, passages, times), page.get_size()) for page in _pages(document))
    with _opened(copy) as document:
        prove([_text(page) for page in _pages(document)], passages)
    _prove_bytes(copy, passages)
    return Redacted(copy, times, _("annotations, form fields and words that can be marked"))


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    with ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise InputError(
                _("This PDF cannot be opened; it may be damaged or locked by a password."), where="source"
            ) from error
        try:
            if not 0 < len(document) <= MOST_PAGES:
                raise InputError(
                    _("A PDF of at most %(most)d pages can be redacted here.") % {"most": MOST_PAGES}, where="source"
                )
            yield document
        finally:
            document.close()


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    for number in range(len(document)):
        page = document[number]
        try:
            yield page
        finally:
            page.close()


def _text(page: pdfium.PdfPage) -> str:
    """Every character at its own index, so that its place on the page can be asked for."""
    words = page.get_textpage()
    try:
        codes = [raw.FPDFText_GetUnicode(words, index) for index in range(words.count_chars())]
    finally:
        words.close()
    return "".join(_whole(codes))


def _whole(codes: Sequence[int]) -> Iterator[str]:
    """The characters, one for each code: of a pair of surrogates the character itself and a sign that nobody sees."""
    low = False
    for at, code in enumerate(codes):
        follows = codes[at + 1] if at + 1 < len(codes) else 0
        if low:
            low = False
            yield UNSEEN
        elif 0xD800 <= code < 0xDC00 and 0xDC00 <= follows < 0xE000:
            low = True
            yield chr(0x10000 + ((code - 0xD800) << 10) + follows - 0xDC00)
        else:
            yield UNSEEN if code == BROKEN else chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else " "


def _of_pictures(pages: Iterable[tuple[Image.Image, tuple[float, float]]]) -> bytes:
    """A PDF of the pictures, each on a page of the old size; one picture at a time is held unpacked."""
    made = pdfium.PdfDocument.new()
    try:
        for picture, (width, height) in pages:
            packed = io.BytesIO()
            picture.save(packed, "JPEG", quality=QUALITY)
            image = pdfium.PdfImage.new(made)
            image.load_jpeg(packed, inline=True)
            image.set_matrix(pdfium.PdfMatrix().scale(width, height))
            page = made.new_page(width, height)
            page.insert_obj(image)
            page.gen_content()
            page.close()
        told = io.BytesIO()
        made.save(told)
        return told.getvalue()
    finally:
        made.close()


def _drawn(page: pdfium.PdfPage, passages: Sequence[Passage], times: dict[int, int]) -> Image.Image:
    scale = min(DPI / 72, MOST_SIDE / max(*page.get_size(), 1))
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    text, words = _text(page), page.get_textpage()
    try:
        for place in places(text, passages):
            times[place.mark] = times.get(place.mark, 0) + 1
            seen = [at for at in range(place.start, place.end) if bare(text[at])]
            _blacken(pen, [_on_picture(page, words.get_charbox(at, loose=True), picture.size) for at in seen], place)
    finally:
        words.close()
    return picture


def _blacken(pen: ImageDraw.ImageDraw, boxes: Sequence[tuple[int, int, int, int]], place: Place) -> None:
    """Black over every character; one whose place the file does not tell would stay, so then there is no copy."""
    for left, top, right, bottom in boxes:
        if right <= left or bottom <= top:
            raise InputError(
                _("This PDF does not tell where its characters stand, so nothing in it can be blackened."),
                where="source",
                fix=_("Attach the original document, or black it out on paper and scan that."),
            )
        pen.rectangle((left - AROUND, top - AROUND, right + AROUND, bottom + AROUND), fill="black")
    left, top, _right, bottom = boxes[0]
    font = ImageFont.load_default(max(8, round((bottom - top) * 0.6)))
    pen.text((left + AROUND, top + AROUND), str(place.mark), fill="white", font=font)


def _on_picture(
    page: pdfium.PdfPage, box: tuple[float, float, float, float], size: tuple[int, int]
) -> tuple[int, int, int, int]:
    """A box of the page, whose origin is below, in pixels; turned pages and cut ones as the library draws them."""
    (x1, y1), (x2, y2) = (_pixel(page, box[at], box[at + 1], size) for at in (0, 2))
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _pixel(page: pdfium.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def _prove_bytes(copy: bytes, passages: Sequence[Passage]) -> None:
    """The words stand nowhere in the file itself, in no encoding. Few digits may stand there by chance."""
    telling = [passage for passage in passages if not passage.text.isascii() or len(passage.text) >= SURELY]
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        prove([passage.text for passage in telling if passage.text.encode(encoding) in copy], telling)
