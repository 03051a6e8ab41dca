"""What an official document is made of, before any page: frozen facts and nothing about looks."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal[1, 2, 3, 4]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number written out: 一、 （一） 1. （1） for levels 1 to 4."""

    text: str
    level: Level = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `widths` are shares of the type area and `aligns` the sides, one a column; equal and centred
    where not given.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.header)
        uneven = any(len(row) != columns for row in self.rows)
        if uneven or len(self.widths) not in (0, columns) or len(self.aligns) not in (0, columns):
            raise ValueError(f"every row of the table needs {columns} cells, as its header has: {self.header}")


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """附件说明: the names of what is attached, listed below the body."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Table | AttachmentNote


@dataclass(frozen=True, slots=True)
class Attachment:
    """An appendix that begins a page of its own under the mark 附件."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """`red_head` is the organ mark (江岚市招商局文件); without one the paper begins with its title."""

    title: str
    blocks: tuple[Block, ...]
    organ: str = ""
    dated: date | None = None
    addressee: str = ""
    number: str = ""
    red_head: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def note(self) -> AttachmentNote | None:
        """The attachment note that the attachments call for, so that names and titles cannot differ."""
        return AttachmentNote(tuple(item.title for item in self.attachments)) if self.attachments else None
