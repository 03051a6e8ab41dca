"""The hot-topic table as a file, by the ending of its name a workbook, CSV or JSON; in the first two personal data is
starred, and no cell runs.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from unicodedata import east_asian_width

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.page import PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties

from huiying.core.errors import InputError
from huiying.intake.channels.files.rejected import harmless
from huiying.language.privacy import veil

from .hot import HotTopic

Cell = str | int | float
ENDINGS = (".xlsx", ".csv", ".json")
MOST_IN_A_CELL = 32_000  # Excel takes 32,767 characters
WIDTHS = (8, 10, 26, 28, 64, 8)
HEAT = "0.0"
A4, AS_MANY_AS_IT_TAKES = 9, 0
LINE, HIGHEST, INDENT = 15, 409, 2  # points, points (Excel takes no more), columns
WIDTHS_OF_MESSAGES = (8, 16, 20, 48, 80)


def as_file(topics: Sequence[HotTopic], name: str, *, detail: bool) -> bytes:
    """The table for a file of this name, whose ending says what it is; InputError where it is none of ours."""
    ending = check_name(name)
    if ending == ".json":
        return _json(topics)
    return _csv(_rows(topics, detail=detail)) if ending == ".csv" else _workbook(topics, detail=detail)


def check_name(name: str) -> str:
    """The ending of a file's name, refused where it is none that is written."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            _("The table is not written as “%(ending)s”.") % {"ending": ending or name},
            where=name,
            fix=_("Name a file that ends in .xlsx, .csv or .json."),
        )
    return ending


def _json(topics: Sequence[HotTopic]) -> bytes:
    return json.dumps([topic.to_json() for topic in topics], ensure_ascii=False, indent=1).encode()


def _csv(rows: Iterator[Sequence[Cell]]) -> bytes:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([_harmless(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig", "replace")


def _workbook(topics: Sequence[HotTopic], *, detail: bool) -> bytes:
    book = Workbook(write_only=True)
    _fill(book, _("Hot topics"), _rows(topics, detail=False), WIDTHS)
    if detail:
        _fill(book, _("Messages"), _messages(topics), WIDTHS_OF_MESSAGES)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(book: Workbook, title: str, rows: Iterator[Sequence[Cell]], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.page_setup = PrintPageSetup(orientation="landscape", paperSize=A4, fitToHeight=AS_MANY_AS_IT_TAKES)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(rows):
        sheet.row_dimensions[number + 1].height = _height(row, widths)
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _harmless(value))
            side = "left" if isinstance(value, str) else "right"
            cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True, indent=1)
            cell.font = Font(bold=number == 0)
            if isinstance(value, float):
                cell.number_format = HEAT
            cells.append(cell)
        sheet.append(cells)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """A row is as high as its longest text is when it is wrapped; not every program finds that out by itself."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        said = str(value).splitlines()
        lines = max(lines, sum(1 + _columns(line) // (width - INDENT) for line in said))
    return min(LINE * lines, HIGHEST)


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line)


def _rows(topics: Sequence[HotTopic], *, detail: bool) -> Iterator[Sequence[Cell]]:
    """A line for each topic, or with `detail` one for each of its messages."""
    headers = [_("rank"), _("heat"), _("period"), _("place or people"), _("description"), _("voices")]
    yield headers + [_("number"), _("said at"), _("title"), _("text")] * detail
    for topic in topics:
        own = _topic(topic)
        if not detail:
            yield own
            continue
        for message in _messages_of(topic):
            yield [*own, *message]


def _messages(topics: Sequence[HotTopic]) -> Iterator[Sequence[Cell]]:
    yield [_("rank"), _("number"), _("said at"), _("title"), _("text")]
    for topic in topics:
        for message in _messages_of(topic):
            yield [topic.rank, *message]


def _topic(topic: HotTopic) -> list[Cell]:
    period = f"{_day(topic.start)}–{_day(topic.end)}"
    matter = (veil(topic.who_where), veil(topic.description))
    return [topic.rank, round(topic.heat, 1), period, *matter, len(topic.voices)]


def _messages_of(topic: HotTopic) -> Iterator[list[Cell]]:
    for voice in topic.voices:
        said_at = f"{timezone.localtime(voice.said_at):%Y-%m-%d %H:%M}"
        yield [voice.external_id, said_at, veil(voice.title), veil(voice.text)[:MOST_IN_A_CELL]]


def _harmless(cell: Cell) -> Cell:
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
