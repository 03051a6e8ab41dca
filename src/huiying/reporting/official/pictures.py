"""A picture in the middle of the line, on the same page as what is written under it."""

import io
import struct

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Twips

from .document import Picture
from .geometry import LINE_PITCH, LINES, TEXT_WIDTH
from .styles import StyleName

MOST_HEIGHT = (LINES - 4) * LINE_PITCH
"""Twips: with its caption and two lines of text a picture fits a page."""


def size_of(picture: Picture) -> tuple[int, int]:
    """Width and height in twips: the share that is asked for, or less where it would be too high for a page."""
    wide, high = struct.unpack(">II", picture.png[16:24])
    width = round(TEXT_WIDTH * picture.width)
    height = round(width * high / wide)
    if height > MOST_HEIGHT:
        return round(MOST_HEIGHT * wide / high), MOST_HEIGHT
    return width, height


def add_picture(docx: Docx, picture: Picture) -> None:
    """A line as high as the picture, with the words for what it shows where a screen reader finds them."""
    paragraph = docx.add_paragraph("", StyleName.PICTURE)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if picture.caption:
        paragraph.paragraph_format.keep_with_next = True
    width, height = size_of(picture)
    drawn = paragraph.add_run().add_picture(io.BytesIO(picture.png), Twips(width), Twips(height))
    properties = drawn._inline.find(qn("wp:docPr"))
    properties.set("descr", picture.alt)
    properties.set("name", picture.caption or picture.alt)
