"""A table as an editor pastes it from a spreadsheet: a line a row, cells apart by tabs or upright strokes."""

from dataclasses import dataclass

MOST_ROWS, MOST_CELLS, MOST_TABLES = 200, 20, 20


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(text: str) -> list[Table]:
    """The tables of a text, parted by empty lines; a first line of one cell is the caption, the next one the head."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [_table(block) for block in blocks if block][:MOST_TABLES]


def _table(lines: list[str]) -> Table:
    caption, *rest = lines if len(_cells(lines[0])) == 1 else ["", *lines]
    rows = [_cells(line) for line in rest[:MOST_ROWS]]
    width = max(map(len, rows), default=0)
    padded = [row + ("",) * (width - len(row)) for row in rows]
    return Table(caption.strip(), padded[0] if padded else (), tuple(padded[1:]))


def _cells(line: str) -> tuple[str, ...]:
    apart = "\t" if "\t" in line else "|"
    return tuple(cell.strip() for cell in line.strip(" |").split(apart))[:MOST_CELLS]
