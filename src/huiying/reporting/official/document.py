"""What an official document is made of, before any page: frozen facts and nothing about looks."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

PNG: Final = b"\x89PNG\r\n\x1a\n"
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
    wide: bool = False
    """Whether it lies across the page, on sheets of its own (clause 8)."""

    def __post_init__(self) -> None:
        columns = len(self.header)
        uneven = any(len(row) != columns for row in self.rows)
        if uneven or len(self.widths) not in (0, columns) or len(self.aligns) not in (0, columns):
            raise ValueError(f"every row of the table needs {columns} cells, as its header has: {self.header}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in the middle of the line, with what it shows in words; `width` is its share of the type area."""

    png: bytes
    alt: str
    caption: str = ""
    width: float = 0.85

    def __post_init__(self) -> None:
        if not self.png.startswith(PNG) or not self.alt or not 0 < self.width <= 1:
            raise ValueError("a picture is a PNG with words for what it shows, at most as wide as the type area")


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, each a paragraph of its own, under the numbers of the level that follows the text around them: 1. for
    level 3, （1） for level 4, none for 0. The standard knows no bullets (clause 7.3.3).
    """

    items: tuple[str, ...]
    level: Literal[0, 3, 4] = 3


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """附件说明: the names of what is attached, listed below the body."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Table | Picture | Listing | AttachmentNote


@dataclass(frozen=True, slots=True)
class Attachment:
    """An appendix that begins a page of its own under the mark 附件."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: whom else it goes to, who printed it and when (clause 7.4); it closes the last page, which is an even one.
    `mains` are addressees for whom the first page has no room.
    """

    issuer: str
    issued: date
    copies: tuple[str, ...] = ()
    mains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there, under 出席, 请假 or 列席 (clause 10.3); each line a unit with its people."""

    kind: Literal["出席", "请假", "列席"]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """`red_head` is the organ mark (江岚市招商局文件; of minutes …会议纪要); without one the paper begins with
    its title. `signers` are named where it goes upwards, `remark` is the 附注 without its brackets, and what is not
    `sealed` is signed two characters from the right instead of under a seal.
    """

    title: str
    blocks: tuple[Block, ...]
    organ: str = ""
    dated: date | None = None
    addressee: str = ""
    number: str = ""
    red_head: str = ""
    attachments: tuple[Attachment, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signers: tuple[str, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    remark: str = ""
    sealed: bool = True
    imprint: Imprint | None = None

    @property
    def note(self) -> AttachmentNote | None:
        """The attachment note that the attachments call for, so that names and titles cannot differ."""
        return AttachmentNote(tuple(item.title for item in self.attachments)) if self.attachments else None
