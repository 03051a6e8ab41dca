"""Reads any DOCX and tells where it departs from GB/T 9704-2012; what it cannot see, it does not judge."""

from pathlib import Path

from docx.document import Document as Docx

from .check_end import end_departures
from .check_head import head_departures
from .check_headings import heading_departures
from .check_imprint import imprint_departures
from .check_page import page_departures, page_number_departures
from .check_tables import table_departures
from .check_text import text_departures
from .departure import Departure
from .opening import opened
from .reading import read


def check(source: str | Path | bytes) -> list[Departure]:
    """Departures in the order of a page, from its size to its number; an empty list says that none was found.

    Raises InputError for what is not a DOCX that can be read without harm.
    """
    return departures(opened(source))


def departures(docx: Docx) -> list[Departure]:
    reading = read(docx)
    return [
        *page_departures(docx),
        *head_departures(reading),
        *text_departures(reading),
        *heading_departures(reading),
        *table_departures(reading),
        *end_departures(reading),
        *imprint_departures(reading),
        *page_number_departures(docx),
    ]
