"""Any DOCX as a row of paragraphs with their numbers, cut as the standard cuts it: head, title, main, attachments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .effective import Effective
from .geometry import BODY_PT

RED: Final = "FF0000"
WRAPPERS: Final = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
ATTACHMENT_MARK: Final = re.compile(r"附\s*件\s*([0-9０-９一二三四五六七八九十]*)\s*[:：]?")
MOST_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its number among those that say something, 0 for one that says nothing."""

    paragraph: Paragraph
    number: int
    text: str

    @property
    def runs(self) -> list[Run]:
        return [run for run in self.paragraph.runs if run.text.strip()]

    @property
    def where(self) -> str:
        """第3段“各科室…”: how a person finds it."""
        shown = " ".join(self.text.split())
        shown = f"{shown[:MOST_SHOWN]}…" if len(shown) > MOST_SHOWN else shown
        return _("paragraph %(number)d “%(words)s”") % {"number": self.number, "words": shown}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document in its parts; `title` may take several paragraphs, and each attachment begins with its mark."""

    docx: Docx
    effective: Effective
    head: Sequence[Piece] = ()
    title: Sequence[Piece] = ()
    main: Sequence[Piece] = ()
    attachments: Sequence[Sequence[Piece]] = field(default=())

    @property
    def said(self) -> list[Piece]:
        """Everything below the title that says something."""
        rows = (self.main, *self.attachments)
        return [piece for row in rows for piece in row if piece.number]


def read(docx: Docx) -> Reading:
    effective = Effective(docx)
    pieces = [*_pieces(docx)]
    place = next((at for at, piece in enumerate(pieces) if may_be_title(effective, piece)), None)
    if place is None:
        return Reading(docx, effective, (), (), *_cut(pieces))
    end = place + 1
    while end < len(pieces) and may_be_title(effective, pieces[end]):
        end += 1
    return Reading(docx, effective, pieces[:place], pieces[place:end], *_cut(pieces[end:]))


def may_be_title(effective: Effective, piece: Piece) -> bool:
    """Centred and larger than the text; the organ mark and what else is red stands above the title."""
    if not piece.runs or effective.align(piece.paragraph) != "center":
        return False
    run = piece.runs[0]
    organ = piece.text.endswith("文件") and effective.size(piece.paragraph, run) > 22
    red = effective.color(piece.paragraph, run).upper() == RED
    return not red and not organ and effective.size(piece.paragraph, run) > BODY_PT


def _pieces(docx: Docx) -> Iterator[Piece]:
    number = 0
    for element in _paragraphs(docx.element.body):
        paragraph = Paragraph(element, docx._body)
        text = paragraph.text.strip()
        number += bool(text)
        yield Piece(paragraph, number if text else 0, text)


def _paragraphs(parent: Any) -> Iterator[Any]:
    """Paragraphs of the running text, those in content controls and accepted insertions too."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _paragraphs(child)


def _cut(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], list[Sequence[Piece]]]:
    marks = [at for at, piece in enumerate(pieces) if piece.number and ATTACHMENT_MARK.fullmatch(piece.text)]
    if not marks:
        return pieces, []
    ends = [*marks[1:], len(pieces)]
    return pieces[: marks[0]], [pieces[begin:end] for begin, end in zip(marks, ends, strict=True)]
