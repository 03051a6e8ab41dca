"""A document as the row of lines, tables and pictures that it is on paper, in the order of GB/T 9704-2012, clause 7.
Both writers, of DOCX and of PDF, draw what stands here, so that they cannot differ in what stands where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from .breaking import Line
from .document import (
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    Heading,
    Imprint,
    Listing,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
)
from .geometry import CHARACTER_PITCH, LINE_PITCH, RED_HEAD_GAP_MM, TEXT_WIDTH, ems
from .styles import Face, StyleName
from .title import balanced

HEADINGS: Final = {
    1: StyleName.HEADING_1,
    2: StyleName.HEADING_2,
    3: StyleName.HEADING_3,
    4: StyleName.HEADING_4,
}
ORGAN_MARK_MOST_PT: Final = 62
"""The organ mark is no taller than 22 mm (clause 7.2.4)."""
SEALED_INDENT, UNSEALED_INDENT = 4, 2
"""Characters from the right edge to a date under a seal (7.3.5.1), and to a name without one (7.3.5.2)."""
ORDINAL: Final = 1.0
"""Characters that “1. ” takes: a digit is a half, stop and space are a quarter each."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line, in a face of their own where one is named."""

    text: str
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in a style. `left` and `right` are characters from the edges of the type area, `first` how much
    further its first line stands, `end` what stands in the same line, one character from the right. `keep` ties it to
    what follows, `wide` says that it heads a table that lies across, `lines` are those of a title, and
    `broken` those of running text, which may run on in the next paragraph.
    """

    style: StyleName
    spans: tuple[Span, ...] = ()
    left: float = 0.0
    first: float = 0.0
    right: float = 0.0
    end: tuple[Span, ...] = ()
    keep: bool = False
    new_page: bool = False
    size: float = 0.0
    pitch: float = 0.0
    ruled: bool = False
    wide: bool = False
    lines: tuple[str, ...] = ()
    broken: tuple[Line, ...] = ()
    runs_on: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans) or "".join(self.lines)


Element = Text | Table | Picture | Imprint


def lies(element: Element) -> bool:
    """Whether it stands on a sheet that lies across."""
    return isinstance(element, Text | Table) and element.wide


def clean(text: str) -> str:
    """Without what no reader sees and no file should hold: control characters and marks that turn the direction."""
    return _UNSEEN.sub("", text)


def told(day: date) -> str:
    """Arabic numerals, none padded (clause 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def arranged(document: OfficialDocument) -> tuple[Element, ...]:
    """Everything from the copy number to the imprint."""
    body = [
        *_head(document),
        *_title(document.title),
        BLANK,
        *_addressee(document.addressee),
        *_blocks(document.blocks),
    ]
    last = len(body) - 1
    note = document.note
    body += [*(_note(note) if note else ()), *_attendance(document.attendance), *_signature(document)]
    if document.remark:
        body.append(_text(StyleName.BODY, f"（{document.remark.strip('（）()')}）"))
    body = [*body[:last], *_kept_together(body[last:])]
    for place, attachment in enumerate(document.attachments, start=1):
        body += _attachment(attachment, f"附件{place}" if len(document.attachments) > 1 else "附件")
    return (*body, document.imprint) if document.imprint else tuple(body)


def _text(style: StyleName, text: str, **more: float | bool) -> Text:
    return replace(Text(style, (Span(clean(text)),)), **more)  # type: ignore[arg-type]


BLANK: Final = _text(StyleName.FLUSH, "")


def _head(document: OfficialDocument) -> Iterator[Text]:
    """Organ mark 35 mm below the top of the type area, number two lines below it, red line 4 mm below that, and two
    lines to the title (7.2.4 to 7.3.1). Without a red head the number stands at the right (clause 10.1).
    """
    corner = [*_corner(document)]
    yield from corner
    if document.red_head:
        yield from _mark(document.red_head, RED_HEAD_GAP_MM / 25.4 * 72 - len(corner) * LINE_PITCH / 20)
        yield BLANK
        yield BLANK
        yield from _numbered(document)
    elif document.number:
        yield _text(StyleName.SIGNATURE, document.number)
    yield BLANK
    yield BLANK


def _corner(document: OfficialDocument) -> Iterator[Text]:
    """份号, 密级和保密期限, 紧急程度 from above at the top left, as far as they are there (7.2.1 to 7.2.3)."""
    if document.copy_number:
        yield _text(StyleName.FLUSH, document.copy_number.zfill(6))
    for words in (document.secrecy, document.urgency):
        if words:
            yield Text(StyleName.FLUSH, (Span(clean(words), "heading"),))


def _mark(red_head: str, gap_pt: float) -> Iterator[Text]:
    size = float(min(ORGAN_MARK_MOST_PT, int(TEXT_WIDTH / 20 / ems(red_head))))
    if gap_pt > 0:
        yield _text(StyleName.ORGAN_MARK, "", pitch=gap_pt)
    yield _text(StyleName.ORGAN_MARK, red_head, size=size, pitch=size * 1.2)


def _numbered(document: OfficialDocument) -> Iterator[Text]:
    """The number in the middle; beside signers one character from the left, in the line of the last (7.2.5, 7.2.6)."""
    if not document.signers:
        yield _text(StyleName.NUMBER, document.number, ruled=True)
        return
    rows = [document.signers[at : at + 2] for at in range(0, len(document.signers), 2)]
    for place, row in enumerate(rows):
        names = Span(clean("　".join(row)), "subheading")
        label = Span("签发人：" if place == 0 else "　　　　")
        last = place == len(rows) - 1
        number = Span(clean(document.number) if last else "")
        yield Text(StyleName.FLUSH, (number,), first=1, end=(label, names), ruled=last)


def _title(title: str) -> Iterator[Text]:
    yield Text(StyleName.TITLE, lines=balanced(clean(title)), keep=True)


def _addressee(addressee: str) -> Iterator[Text]:
    if addressee:
        yield _text(StyleName.FLUSH, f"{addressee.rstrip('：:')}：")


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Element]:
    for block in blocks:
        match block:
            case Heading(text, level):
                yield _text(HEADINGS[level], text, keep=True)
            case Paragraph(text):
                yield _text(StyleName.BODY, text)
            case Listing():
                yield from (_text(StyleName.BODY, item) for item in _items(block))
            case AttachmentNote():
                yield from _note(block)
            case Table() | Picture():
                yield from _captioned(block)


def _items(listing: Listing) -> Iterator[str]:
    for place, item in enumerate(listing.items, start=1):
        yield {0: "", 3: f"{place}. ", 4: f"（{place}）"}[listing.level] + item


def _captioned(block: Table | Picture) -> Iterator[Element]:
    """What a table shows stands above it, what a picture shows below."""
    caption = _text(StyleName.CAPTION, block.caption)
    if isinstance(block, Table):
        yield from [replace(caption, keep=True, wide=block.wide)] if block.caption else []
        yield block
    else:
        yield block
        yield from [caption] if block.caption else []


def _note(note: AttachmentNote) -> Iterator[Text]:
    """附件：1. … one line below the body, two characters in; a long name hangs under its first character (7.3.4)."""
    yield BLANK
    several = len(note.names) > 1
    for place, name in enumerate(note.names, start=1):
        mark = "附件：" if place == 1 else ""
        ordinal = f"{place}. " if several else ""
        left = 6.0 if several else 5.0
        first = -len(mark) - (ORDINAL if several else 0.0)
        yield _text(StyleName.FLUSH, f"{mark}{ordinal}{name}", left=left, first=first)


def _attendance(lists: tuple[Attendance, ...]) -> Iterator[Text]:
    """出席：one line below the text, two characters in; the people hang behind the colon (clause 10.3)."""
    if lists:
        yield BLANK
    for each in lists:
        for place, people in enumerate(each.people):
            label = (Span(each.kind, "heading"), Span("：")) if place == 0 else ()
            yield Text(StyleName.FLUSH, (*label, Span(clean(people))), left=5, first=-3 if label else 0)


def _signature(document: OfficialDocument) -> Iterator[Text]:
    """Under a seal the organ is centred over the date, the date four characters from the right (clause 7.3.5.1);
    without one the organ stands two from the right, and the date begins two characters behind it (7.3.5.2).
    """
    dated = told(document.dated) if document.dated else ""
    organ = clean(document.organ)
    rights = _under_seal(organ, dated) if document.sealed else _without_seal(organ, dated)
    lines = [(text, right) for text, right in zip((organ, dated), rights, strict=True) if text]
    if lines:
        yield BLANK
        yield from (_text(StyleName.SIGNATURE, text, right=right) for text, right in lines)


def _under_seal(organ: str, dated: str) -> tuple[float, float]:
    over = (ems(organ) - ems(dated)) / 2
    indent = max(SEALED_INDENT - over, 0.0)
    return indent, indent + over


def _without_seal(organ: str, dated: str) -> tuple[float, float]:
    date_right = UNSEALED_INDENT + ems(organ) - 2 - ems(dated)
    short = max(UNSEALED_INDENT - date_right, 0.0) if dated and organ else 0.0
    return UNSEALED_INDENT + short, date_right + short if organ else UNSEALED_INDENT


def _kept_together(elements: list[Element]) -> Iterator[Element]:
    """The last of the text goes with the signature: a page that holds a signature alone is not allowed."""
    for place, element in enumerate(elements):
        follows = place < len(elements) - 1
        yield replace(element, keep=True) if follows and isinstance(element, Text) else element


def _attachment(attachment: Attachment, mark: str) -> Iterator[Element]:
    """The mark at the top left of a new page, the title on the third line (clause 7.3.7); on the sheet that lies across
    where the attachment begins with one.
    """
    first = attachment.blocks[0] if attachment.blocks else None
    wide = isinstance(first, Table) and first.wide
    head = [_text(StyleName.ATTACHMENT_MARK, mark, new_page=True, keep=True), BLANK, *_title(attachment.title), BLANK]
    yield from (replace(line, wide=wide) for line in head)
    yield from _blocks(attachment.blocks)


def characters_pt(count: float) -> float:
    """So many characters of the text, in points."""
    return count * CHARACTER_PITCH / 20
