"""The register and section 3 as a workbook; no cell of it runs."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from huiying.intake.channels.files.rejected import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | date | None


def xlsx_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for column in range(len(headers)):
        sheet.column_dimensions[chr(ord("A") + column)].width = 18
    sheet.append([_cell(sheet, header, bold=True) for header in headers])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    safe = ILLEGAL_CHARACTERS_RE.sub("", harmless(value)) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=safe)
    if isinstance(safe, str):
        cell.data_type = "s"
    cell.font = Font(name="宋体", bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
