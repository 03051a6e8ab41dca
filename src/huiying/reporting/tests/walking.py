"""A walk through a whole paper: each cited number is counted anew, has the rows that were kept with it, and is what is
printed; no other numeral may stand, unless it counts nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from huiying.reporting.figures import Numbers, Period, named, references
from huiying.reporting.figures.figure import Count
from huiying.reporting.frozen import unpack
from huiying.reporting.models import PaperKind, Snapshot
from huiying.reporting.official import Table
from huiying.reporting.papers.citing import Cited, pieces
from huiying.reporting.papers.sorts import SORTS

PRINTED = re.compile(r"-?\d+(?:\.\d+)?")
NUMERAL = re.compile(r"\d")
FREE = re.compile(
    # words from outside, acts, numbers of papers
    r"“[^”]*”|《.*?》|〔\d{4}〕\d+号?|（国办发〔\d{4}〕\d+号）|第\d+(?:号|条|期|百分位)|国令第?\d+号|\d{4}\.\d版"
    # days and hours
    r"|\d{4}年(?:度|上半年|下半年)?|\d+月(?:\d+日)?|\d+日|\d{4}-\d{2}-\d{2}|\d+时(?:\d+分)?|\d+:\d\d|前\d+日"
    # ordinals, numbers of cases, what is wanted, terms
    r"|附件\d|[表图]\d+|\d{4}-\d{3,}|(?:到|目标为)[\d.]+(?:%|件|天|次|篇|个|名)?(?:以上|以下)?"
    r"|时限为\d+个?(?:工作日|小时|日)"
)
WORDS = ("序号", "计算口径", "时限", "上次", "目标", "热点", "热点和判定", "事项", "问题", "公众需求", "内容")
"""Columns of ordinals, of words from outside, or of what was promised before."""


def cited(document: Any) -> list[Cited]:
    return [piece for text in texts(document) for piece in pieces(text) if isinstance(piece, Cited)]


def walk(snapshot: Snapshot) -> int:
    """How many numbers its paper has; an AssertionError at the first that is not provable by the rows of now."""
    document = SORTS[PaperKind(snapshot.kind)].compose(snapshot.facts)
    numbers, found = Numbers(Period(snapshot.start, snapshot.end)), cited(document)
    for piece in found:
        printed, value = PRINTED.search(piece.text), numbers.take(piece.reference)
        assert printed is not None, piece
        assert value is not None, piece
        assert abs(abs(float(printed[0])) - abs(value)) < 0.051, (piece, value)
        for reference in references(piece.reference):
            _kept(snapshot, str(reference))
    given = _given(snapshot.facts)
    for text in texts(document):
        bare = "".join(piece for piece in pieces(text) if isinstance(piece, str))
        for words in given:
            bare = bare.replace(words, "")
        assert not NUMERAL.search(FREE.sub("", bare)), text
    return len(found)


def _kept(snapshot: Snapshot, reference: str) -> None:
    """Its rows were kept, as many as it says."""
    kept = snapshot.rows.get(reference=reference)
    assert len(list(unpack(bytes(kept.members)))) == kept.count, reference
    if isinstance(named(reference).figure, Count):
        assert kept.count == snapshot.facts["numbers"][reference]["value"], reference


def _given(facts: dict[str, Any]) -> list[str]:
    """Terms of the regulation and names of channels, which may hold numerals."""
    terms = [*facts.get("terms", ()), *([facts["term"]] if "term" in facts else ())]
    return [*(term["text"] for term in terms), *(channel["name"] for channel in facts.get("channels", ()))]


def texts(thing: Any) -> Iterator[str]:
    """Every text of a document, of tables without the columns of words."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Table):
        yield from (thing.caption, *thing.header)
        for row in thing.rows:
            yield from (cell for head, cell in zip(thing.header, row, strict=True) if head not in WORDS)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from texts(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))
