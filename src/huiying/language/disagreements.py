"""Where a draft and an earlier answer to the same matter disagree: another figure, date, telephone or document, or yes
against no. Both sentences are told, so that a person can lay them side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .replycheck.figures import Fact, agrees, facts
from .replycheck.pieces import Piece, read, sentences
from .segment import words

SHARED = 0.5  # of the telling words of the shorter sentence: less, and they speak of different things
FEWEST = 3
MOST = 10
_STANCES = (
    (re.compile(r"(?<!不)(?<!不可)(?:可以|能够|允许|予以)"), re.compile(r"不可以|不能|不允许|不予|不得|无法")),
    (re.compile(r"(?<!不)(?<!无)(?:需要|应当|必须|须)"), re.compile(r"不需要|无需|无须|不必|不用")),
    (re.compile(r"(?<!不)收费|缴纳|收取"), re.compile(r"免费|不收费|不收取|免收")),
)
_BECAUSE = {
    "document": "引用的文件不同",
    "date": "日期不同",
    "phone": "电话不同",
    "figure": "数字不同",
    "stance": "一处肯定，一处否定",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence of the draft, from `start` to `end`, against the sentence `earlier` of the answer with this `id`."""

    id: str
    start: int
    end: int
    said: str
    earlier: str
    kind: str

    @property
    def because(self) -> str:
        return _BECAUSE[self.kind]


@dataclass(frozen=True, slots=True)
class _Told:
    piece: Piece
    about: frozenset[str]
    facts: tuple[Fact, ...]


def disagreements(draft: str, answers: Sequence[tuple[str, str]]) -> list[Disagreement]:
    """Where `draft` says something else than earlier answers, (id, text) each; at most ten, in the draft's order."""
    own = list(_told(draft))
    found = [
        Disagreement(ident, one.piece.start, one.piece.end, _of(draft, one.piece), _of(text, other.piece), kind)
        for ident, text in answers
        for other in _told(text)
        for one in own
        if _is_same_matter(one, other) and (kind := _against(one, other))
    ]
    return sorted(found, key=lambda f: (f.start, f.id, f.earlier))[:MOST]


def _told(text: str) -> Iterator[_Told]:
    for piece in sentences(read(text)):
        about = frozenset(word for word in words(piece.text) if not any(char.isdigit() for char in word))
        if len(about) >= FEWEST:
            yield _Told(piece, about, tuple(facts(piece.text)))


def _is_same_matter(one: _Told, other: _Told) -> bool:
    return len(one.about & other.about) >= max(FEWEST, SHARED * min(len(one.about), len(other.about)))


def _against(one: _Told, other: _Told) -> str:
    """What the two sentences disagree on; "" where they do not."""
    for fact in one.facts:
        rivals = [rival for rival in other.facts if (rival.kind, _scale(rival)) == (fact.kind, _scale(fact))]
        if rivals and not any(agrees(fact, rival) or agrees(rival, fact) for rival in rivals):
            return fact.kind
    for yes, no in _STANCES:
        sides = [(bool(no.search(text)), bool(yes.search(text))) for text in (one.piece.text, other.piece.text)]
        if {(True, False), (False, True)} == set(sides):
            return "stance"
    return ""


def _scale(fact: Fact) -> str:
    """Figures are compared within their unit; of a date the year may be left out."""
    return fact.unit if fact.kind == "figure" else ""


def _of(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end]
