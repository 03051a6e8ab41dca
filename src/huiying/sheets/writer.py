"""A book as XLSX, row by row: nothing in it runs, and the same book gives the same bytes."""

import io
import shutil
import tempfile
import zipfile
from datetime import date, datetime, time
from os import PathLike
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from .page import Drawn
from .sheet import Book

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
DAY_ONE: Final = date(1980, 1, 1)


def as_bytes(book: Book) -> bytes:
    """The file. What is being written stands in a temporary file, not in memory."""
    workbook = Workbook(write_only=True)
    _properties(workbook, book)
    for sheet in book.sheets:
        Drawn(workbook, sheet).write()
    with tempfile.TemporaryFile() as file:
        with _Archive(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(workbook, archive).write_data()
        file.seek(0)
        return file.read()


def _properties(workbook: Workbook, book: Book) -> None:
    told = workbook.properties
    told.title, told.creator, told.lastModifiedBy, told.language = book.title, book.organ, book.organ, "zh-CN"
    told.created = told.modified = datetime.combine(book.dated or DAY_ONE, time())


class _Archive(zipfile.ZipFile):
    """A zip in which no entry names the hour of its packing."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        super().writestr(_entry(str(zinfo_or_arcname)), data)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        with open(filename, "rb") as source, self.open(_entry(str(arcname)), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, io.DEFAULT_BUFFER_SIZE * 32)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name.lstrip("/"), EPOCH)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry
