"""导出 · What a list shows, as a table for a spreadsheet: CSV in UTF-8 with its mark, and no cell that runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from huiying.sheets import harmless

Cell = str | int | datetime | None


def csv_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download called `name`.csv. Moments are written in the office's zone."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([harmless(header) for header in headers])
    writer.writerows([harmless(_told(cell)) for cell in row] for row in rows)
    response = HttpResponse(table.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    response["Cache-Control"] = "private, no-store"
    return response


def _told(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)
