"""The rows behind a number as a workbook: masked as on the desk."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.sheets import Book, Column, as_bytes, headed

from .lines import Line


def workbook(name: str, found: Iterable[Line]) -> bytes:
    """A row for each line, under `name`."""
    columns = (
        Column(_("Number"), 18),
        Column(_("Title"), 48),
        Column(_("Day"), 18),
        Column(_("Section"), 16),
        Column(_("State"), 12),
    )
    rows = ((line.number, title_of(line), _day(line), line.section, line.state) for line in found)
    return as_bytes(Book(name, (headed(_("Rows"), columns, rows, title=name, fixed=1, filtered=True),)))


def title_of(line: Line) -> str:
    if line.gone:
        return _("This row is no longer there.")
    return _("You may not read this one.") if line.hidden else line.title


def _day(line: Line) -> str:
    if isinstance(line.at, datetime):
        return f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}"
    return line.at.isoformat() if line.at else ""
