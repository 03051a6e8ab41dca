"""The rows that stayed behind, in a file that opens in WPS or Excel: corrected there, it can be imported again."""

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.sheets import harmless

from .rows import Rejected


def write_rejected(path: Path, rejects: Sequence[Rejected], *, source: Path) -> None:
    """Write file, row, field, reason and the row's own cells as CSV (UTF-8 with mark), whole or not at all."""
    if path.resolve() == source.resolve():
        raise InputError(
            _("The rejected rows would overwrite the file they come from"),
            where=str(path),
            fix=_("Name another file."),
        )
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "w", encoding="utf-8-sig", newline="", errors="replace") as file:
                _write(file, rejects, source.name)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            _("The rejected rows cannot be written: %(why)s") % {"why": error.strerror or error},
            where=str(path),
            fix=_("Name a file in a folder that can be written, with --rejected."),
        ) from error


def _write(file: TextIO, rejects: Sequence[Rejected], source: str) -> None:
    headers = list(dict.fromkeys(header for reject in rejects for header in reject.raw))
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(_harmless([_("file"), _("row"), _("field"), _("reason"), *headers]))
    for reject in rejects:
        file_and_sheet = f"{source} {reject.sheet}".strip()
        own = [reject.raw.get(header, "") for header in headers]
        writer.writerow(_harmless([file_and_sheet, str(reject.row or ""), reject.field, reject.reason, *own]))


def _harmless(cells: Iterable[str]) -> list[str]:
    return [harmless(cell) for cell in cells]
