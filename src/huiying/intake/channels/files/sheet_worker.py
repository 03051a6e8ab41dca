"""Runs in a process of its own: opens a workbook and prints its rows as lines of JSON.

A workbook of 16 KB can ask for 500 GB (one cell in the last corner) and would take the whole process with it. Here it
takes only this one, within the memory and processor time that it is given. Imports nothing of ours, to start fast.
"""

import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

if sys.platform != "win32":
    import resource


def main(path: str, memory: int, seconds: int, columns: int, cell: int) -> None:
    """Print `{"sheet": name}` and its rows as lists, sheet by sheet; last `{"end": true}`, or `{"error": code}`."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _print_sheets(path, columns, cell)
    except PasswordError:
        _print({"error": "locked"})
    except MemoryError:
        _print({"error": "memory"})
    except (CalamineError, OSError, ValueError):
        _print({"error": "damaged"})


def _print_sheets(path: str, columns: int, cell: int) -> None:
    refusal: dict[str, Any] = {}
    with CalamineWorkbook.from_path(path) as book:
        shown = [index for index, about in enumerate(book.sheets_metadata) if _is_shown(about)]
        for index in shown:
            sheet = book.get_sheet_by_index(index)
            width = sheet.end[1] + 1 if sheet.end else 0
            if width <= columns:
                _print({"sheet": sheet.name if len(shown) > 1 else ""})  # the only sheet needs no name
                _print_rows(sheet, cell)
            else:
                refusal = refusal or {"error": "columns", "sheet": sheet.name, "width": width}
    _print(refusal or {"end": True})


def _is_shown(about: SheetMetadata) -> bool:
    return about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible


def _print_rows(sheet: CalamineSheet, cell: int) -> None:
    for row in sheet.iter_rows():
        while row and row[-1] == "":
            row.pop()
        _print([_simple(value, cell) for value in row])


def _simple(value: Any, most: int) -> Any:
    """What JSON can say; a text is cut one character beyond what is allowed, which is enough to refuse it."""
    if isinstance(value, str):
        return value[: most + 1]
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (datetime, date)):
        return {"at": value.isoformat()}
    return str(value)


def _print(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], *(int(limit) for limit in sys.argv[2:6]))
