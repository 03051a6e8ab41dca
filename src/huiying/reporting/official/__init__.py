"""公文格式 · Documents as GB/T 9704-2012 prints them: written from plain facts, and any DOCX checked against it."""

from .checker import check
from .departure import Departure
from .document import Align, Attachment, AttachmentNote, Block, Heading, OfficialDocument, Paragraph, Table
from .fonts import STANDARD_FONTS, Fonts
from .writer import render

__all__ = [
    "STANDARD_FONTS",
    "Align",
    "Attachment",
    "AttachmentNote",
    "Block",
    "Departure",
    "Fonts",
    "Heading",
    "OfficialDocument",
    "Paragraph",
    "Table",
    "check",
    "render",
]
