"""Reads any DOCX and tells where it departs from GB/T 9704-2012; what it cannot see, it does not judge."""

import io
from pathlib import Path
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError

from huiying.core.errors import InputError

from .check_page import page_departures, page_number_departures
from .check_text import text_departures
from .departure import Departure


def check(source: str | Path | bytes) -> list[Departure]:
    """Departures in page, grid, title, body and page numbers; an empty list says that none was found.

    Raises InputError for what is not a DOCX.
    """
    docx = _opened(source)
    return [*page_departures(docx), *text_departures(docx), *page_number_departures(docx)]


def _opened(source: str | Path | bytes) -> Docx:
    stream = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    try:
        return Document(stream)
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError, OSError) as error:
        raise InputError(
            _("This is not a DOCX document that can be opened."),
            where="" if isinstance(source, bytes) else str(source),
            fix=_("Open it in WPS or Word and save it as DOCX."),
        ) from error
