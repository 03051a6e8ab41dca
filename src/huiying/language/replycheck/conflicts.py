"""Where a draft and an earlier answer speak of one matter and say different things: to be shown side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..segment import words
from .figures import Fact, agrees, facts
from .pieces import Piece, read
from .substance import said

ALIKE = 0.5  # of the telling words of the shorter sentence: fewer, and two sentences speak of two matters
FEWEST = 2
MOST = 20
PIECES = 60
_WORDS = {"figure": "数字", "date": "日期", "phone": "电话", "document": "文件"}
_NO = re.compile(
    r"不(?:能|可以?|予|得|准|允许|需要?|须|用|符合|属于|属实|存在|再|支持|受理|在|收取?|含|包括)|无(?:需|须|法|权)|没有|未(?!来)|禁止|取消|停止|暂停|否"
)
_YES = re.compile(r"可以?|能够?|予以|准许|允许|需要?|必须|应当?|符合|属于|属实|存在|支持|受理|收取|包括|已经?|有")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences on one matter: places in the draft and in the earlier answer, and what differs.

    `kind` is figure, date, phone, document or yes_no.
    """

    kind: str
    draft: tuple[int, int]
    earlier: tuple[int, int]
    draft_text: str
    earlier_text: str
    because: str


def conflicts(draft: str, earlier: str) -> list[Conflict]:
    """At most 20 pairs of sentences of a draft and an earlier answer that speak of one matter and do not agree."""
    mine, theirs = _spoken(draft), _spoken(earlier)
    found: list[Conflict] = []
    for (here, about), (there, other) in product(mine, theirs):
        if _one_matter(about, other):
            found += _differing(draft, earlier, here, there)
    return sorted(dict.fromkeys(found), key=lambda c: (c.draft, c.earlier))[:MOST]


def _spoken(text: str) -> list[tuple[Piece, frozenset[str]]]:
    return [(piece, frozenset(words(piece.text))) for piece in said(read(text)).matter[:PIECES]]


def _one_matter(about: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(about & other)
    return shared >= FEWEST and shared >= ALIKE * min(len(about), len(other))


def _differing(draft: str, earlier: str, here: Piece, there: Piece) -> Iterator[Conflict]:
    mine, theirs = (here.start, here.end), (there.start, there.end)
    texts = (draft[slice(*mine)], earlier[slice(*theirs)])
    for kind, because in _because(here.text, there.text):
        yield Conflict(kind, mine, theirs, *texts, because)


def _because(mine: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Kind of difference and a sentence for the clerk."""
    for kind, fact, other in _unlike(facts(mine), facts(theirs)):
        said_here, said_there = mine[fact.start : fact.end], theirs[other.start : other.end]
        yield (
            kind,
            f"同一件事，草稿写的{_WORDS[kind]}是“{said_here}”，以前的答复是“{said_there}”，请核对以哪个为准。",
        )
    if _denies(mine) != _denies(theirs) and _same_verb(mine, theirs):
        yield "yes_no", "同一件事，草稿和以前的答复一个说可以（需要），一个说不可以（不需要），请核对以哪个为准。"


def _unlike(mine: list[Fact], theirs: list[Fact]) -> Iterator[tuple[str, Fact, Fact]]:
    """Facts of one kind and unit, one of each sentence, that the other sentence does not have."""
    alone = [fact for fact in mine if not any(agrees(fact, other) for other in theirs)]
    others = [fact for fact in theirs if not any(agrees(fact, other) for other in mine)]
    for fact in alone:
        for other in others:
            if fact.kind == other.kind and (fact.kind != "figure" or fact.unit == other.unit):
                others.remove(other)
                yield fact.kind, fact, other
                break


def _denies(text: str) -> bool:
    return _NO.search(text) is not None


def _same_verb(one: str, other: str) -> bool:
    """Whether what one denies the other affirms: 不需要 and 需要."""
    denying, affirming = (one, other) if _denies(one) else (other, one)
    denied = {match[0].lstrip("不无没未") for match in _NO.finditer(denying)}
    affirmed = {match[0] for match in _YES.finditer(affirming)}
    return any(verb and any(verb[:1] == yes[:1] for yes in affirmed) for verb in denied)
