"""公文格式 · Documents as GB/T 9704-2012 prints them: written from plain facts, and any DOCX checked against it."""

from .checker import check
from .departure import Departure
from .document import (
    Align,
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    Heading,
    Imprint,
    Listing,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
)
from .fonts import STANDARD_FONTS, Fonts
from .sheet import as_pdf
from .writer import render

__all__ = [
    "STANDARD_FONTS",
    "Align",
    "Attachment",
    "AttachmentNote",
    "Attendance",
    "Block",
    "Departure",
    "Fonts",
    "Heading",
    "Imprint",
    "Listing",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Table",
    "as_pdf",
    "check",
    "render",
]
