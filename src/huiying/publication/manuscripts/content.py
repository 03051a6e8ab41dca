"""The words of a manuscript as its forms need them: a frozen copy, with headings, paragraphs, lists and pictures told
apart. A writer marks them as Chinese papers do (一、 （一）) or with # and -; a table comes as it is pasted, its cells
parted by tabs, or between upright strokes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

MOST_TITLE, MOST_SUMMARY, MOST_BODY, MOST_PICTURES, MOST_ENCLOSURES = 80, 300, 20_000, 9, 10
LONGEST_HEADING = 40
MOST_COLUMNS = 8
_HEADING = re.compile(r"(?:#\s+|(?=[一二三四五六七八九十]{1,3}、))(\S.*)")
_SUBHEADING = re.compile(r"(?:##+\s+|(?=（[一二三四五六七八九十]{1,3}）))(\S.*)")
_ITEM = re.compile(r"[-•·*]\s+(\S.*)|[•·](\S.*)")
_RULE = re.compile(r":?-{2,}:?")  # between the head of a table and its rows
_PICTURE = re.compile(r"\[图\s*(\d{1,2})\]|【图\s*(\d{1,2})】")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Sort(StrEnum):
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    PICTURE = "picture"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body; of a picture `picture` is its number from 1. Of a table `rows` are its cells, and `text`
    says them one after the other.
    """

    sort: Sort
    text: str = ""
    picture: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture with what it shows; its content is fetched where a form needs it."""

    caption: str
    media_type: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that a form may show. `approved` is False where it is only looked at before the third review."""

    title: str
    body: str
    summary: str = ""
    source: str = ""
    section: str = ""
    signer: str = ""
    contact: str = ""
    dated: date
    link: str = ""
    images: tuple[Image, ...] = ()
    approved: bool = True

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body in pieces, with every picture in it once: those that no line names stand after the first
        paragraph.
        """
        told = read(self.body)
        named = {block.picture for block in told}
        left = [Block(Sort.PICTURE, picture=n) for n in range(1, len(self.images) + 1) if n not in named]
        fit = [block for block in told if block.sort is not Sort.PICTURE or block.picture <= len(self.images)]
        first = next((at for at, block in enumerate(fit, 1) if block.sort is Sort.PARAGRAPH), len(fit))
        return (*fit[:first], *left, *fit[first:])

    @property
    def words(self) -> tuple[Block, ...]:
        """The pieces that are read, without the pictures."""
        return tuple(block for block in self.blocks if block.sort is not Sort.PICTURE)

    def image(self, block: Block) -> Image:
        return self.images[block.picture - 1]


def read(body: str) -> tuple[Block, ...]:
    """A body in its pieces, one a line; lines with as many cells one below the other are a table. Empty lines only part
    them.
    """
    found: list[Block] = []
    for width, group in groupby(body.splitlines(), key=lambda line: len(cells(line))):
        told = list(group)
        rows = _rows(told) if 1 < width <= MOST_COLUMNS else ()
        found += [_table(rows)] if rows else [_piece(line) for raw in told if (line := plain(raw))]
    return tuple(found)


def cells(line: str) -> list[str]:
    """What a line holds between its tabs or upright strokes; of any other line nothing."""
    told = line.strip(" \u3000\r\n")
    if len(told) > 2 and told.startswith("|") and told.endswith("|"):
        return [plain(cell) for cell in told[1:-1].split("|")]
    return [plain(cell) for cell in told.split("\t")] if "\t" in told.strip() else []


def _rows(told: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table; none where it is one row only, or where a tab but indents a paragraph."""
    rows = [tuple(cells(line)) for line in told]
    rows = [row for row in rows if not all(_RULE.fullmatch(cell) for cell in row)]
    return tuple(rows) if len(rows) > 1 and sum(map(bool, rows[0])) > 1 else ()


def _table(rows: tuple[tuple[str, ...], ...]) -> Block:
    return Block(Sort.TABLE, "；".join("，".join(filter(None, row)) for row in rows), rows=rows)


def lines(body: str) -> Iterable[str]:
    return (line for raw in body.splitlines() if (line := plain(raw)))


def plain(text: str) -> str:
    """One line without marks that are not seen: they hide words from a reviewer, or turn a line around."""
    return " ".join(_CONTROL.sub("", text).replace("\u3000", " ").split())


def _piece(line: str) -> Block:
    if (found := _PICTURE.fullmatch(line)) is not None:
        return Block(Sort.PICTURE, picture=int(found[1] or found[2]))
    if line.startswith(("## ", "（")):
        return _heading(_SUBHEADING, line, Sort.SUBHEADING)
    if (found := _ITEM.fullmatch(line)) is not None:
        return Block(Sort.ITEM, (found[1] or found[2]).strip())
    return _heading(_HEADING, line, Sort.HEADING)


def _heading(pattern: re.Pattern[str], line: str, sort: Sort) -> Block:
    found = pattern.fullmatch(line)
    if found is None:
        return Block(Sort.PARAGRAPH, line)
    text = found[1].strip()
    marked = line.startswith("#")
    is_one = len(text) <= LONGEST_HEADING and (marked or text[-1] not in "。；，：！？")
    return Block(sort if is_one else Sort.PARAGRAPH, text)


def characters(content: Content) -> int:
    """How long it is, as editors count: every character of the body that is not space."""
    return sum(len("".join(block.text.split())) for block in content.words)


def picture_numbers(body: str) -> Sequence[int]:
    return [block.picture for block in read(body) if block.sort is Sort.PICTURE]
