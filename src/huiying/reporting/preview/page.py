"""A composed paper as blocks that a page shows. Blocks are known by the names of their classes: an official document
has headings, paragraphs, tables, pictures; a workbook has sheets.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from huiying.reporting.official import AttachmentNote, Heading, Listing, OfficialDocument, Paragraph, Picture, Table

from .said import Citations, Piece

MOST_ROWS = 200
Pieces = list[Piece]


@dataclass(frozen=True, slots=True)
class Cell:
    pieces: Pieces
    side: str = "center"
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A block: `sort` says which of the others has something."""

    sort: str
    pieces: Pieces = field(default_factory=list)
    level: int = 2
    rows: list[list[Cell]] = field(default_factory=list)
    head: list[Cell] = field(default_factory=list)
    items: list[Pieces] = field(default_factory=list)
    source: str = ""
    alt: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The paper itself, an appendix, or a sheet of a workbook."""

    mark: str
    title: Pieces
    blocks: list[Shown]


def parts_of(composed: Any, citations: Citations) -> list[Part]:
    if isinstance(composed, OfficialDocument):
        return list(_document(composed, citations))
    return [Part(str(sheet.name), [], [_sheet(sheet, citations)]) for sheet in getattr(composed, "sheets", ())]


def _document(document: OfficialDocument, citations: Citations) -> Iterator[Part]:
    yield Part("", citations.pieces(document.title), list(_blocks(document.blocks, citations)))
    several = len(document.attachments) > 1
    for number, one in enumerate(document.attachments, start=1):
        mark = f"附件{number if several else ''}"
        yield Part(mark, citations.pieces(one.title), list(_blocks(one.blocks, citations)))


def _blocks(blocks: Iterable[Any], citations: Citations) -> Iterator[Shown]:
    for block in blocks:
        match block:
            case Heading(text, level):
                yield Shown("heading", citations.pieces(text), level=level + 1)
            case Paragraph(text):
                yield Shown("paragraph", citations.pieces(text))
            case Listing(items):
                yield Shown("list", items=[citations.pieces(item) for item in items])
            case Picture():
                source = f"data:image/png;base64,{b64encode(block.png).decode()}"
                yield Shown("picture", citations.pieces(block.caption), source=source, alt=block.alt)
            case Table():
                yield _table(block, citations)
            case AttachmentNote(names):
                yield Shown("note", items=[citations.pieces(name) for name in names])


def _table(table: Table, citations: Citations) -> Shown:
    sides = table.aligns or ("center",) * len(table.header)
    rows = [[Cell(citations.pieces(text), side) for text, side in zip(row, sides, strict=True)] for row in table.rows]
    head = [Cell(citations.pieces(text), head=True) for text in table.header]
    return Shown("table", citations.pieces(table.caption), head=head, rows=rows)


def _sheet(sheet: Any, citations: Citations) -> Shown:
    """A sheet as far as a page bears it; how many rows more the file has is said."""
    told = iter(sheet.rows)
    above = [_row(row, citations, head=bool(sheet.heads)) for row in sheet.above]
    rows = [_row(row, citations) for row in islice(told, MOST_ROWS)]
    return Shown("sheet", rows=[*above, *rows], more=sum(1 for _row in told))


def _row(row: Any, citations: Citations, *, head: bool = False) -> list[Cell]:
    cells = getattr(row, "cells", row)
    return [_cell(cell, citations, head=head) for cell in cells if cell is not None]


def _cell(cell: Any, citations: Citations, *, head: bool) -> Cell:
    value = getattr(cell, "value", cell)
    text = getattr(value, "text", value)
    if isinstance(text, tuple):  # pictures
        text = "、".join(picture.alt for picture in text)
    told = citations.pieces("" if text is None else str(text))
    across, down = getattr(cell, "across", 1), getattr(cell, "down", 1)
    return Cell(told, getattr(cell, "align", None) or "left", across, down, head)
