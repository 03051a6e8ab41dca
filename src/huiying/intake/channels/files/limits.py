"""How much a file may ask of us. What is beyond is refused with a sentence, before memory is spent on it."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, except `cell` and `record` (characters) and `columns`, `ratio`, `seconds` (numbers)."""

    text_file: int = 2048 * MIB
    workbook_file: int = 200 * MIB
    unpacked: int = 1024 * MIB  # a workbook is a zip: its parts together, unpacked
    ratio: int = 200  # of a part of 50 MiB and more; real sheets stay under 50
    memory: int = 2048 * MIB  # of the process that opens a workbook
    seconds: int = 600  # of its processor time
    columns: int = 500
    cell: int = 100_000
    record: int = 1_000_000  # one row of a CSV or one line of JSON


LIMITS = Limits()
