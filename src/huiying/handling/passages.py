"""批注 · The comments on a draft where they stand in its text: those of an earlier version are carried to the passage
as long as it still reads the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .changes import REMOVED, SAME, Change
from .models import Draft, PassageComment


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment with its number on the page. `start` is None where the passage has changed since."""

    comment: PassageComment
    number: int
    start: int | None
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the text: `sort` as in `changes`; `number` of the comment that marks it, 0 for none; `begins` where the
    mark begins here.
    """

    sort: str
    text: str
    number: int = 0
    begins: bool = False


def placed(draft: Draft) -> list[Placed]:
    """The comments on a case that are not settled yet, by their place in the text of `draft`; the lost ones last."""
    open_ones = PassageComment.objects.filter(draft__case=draft.case_id, draft__version__lte=draft.version)
    comments = list(open_ones.filter(settled_at=None).select_related("by", "draft"))
    found = [(each, _place(each, draft)) for each in comments]
    found.sort(key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].pk))
    return [
        Placed(each, number, start, start + len(each.quote) if start is not None else 0)
        for number, (each, start) in enumerate(found, 1)
    ]


def _place(comment: PassageComment, draft: Draft) -> int | None:
    """Where the passage stands now: of several the one nearest to where it stood."""
    return min(places_of(draft.text, comment.quote), key=lambda start: abs(start - comment.start), default=None)


def places_of(text: str, quote: str) -> list[int]:
    """Where `quote` stands in `text`, each time."""
    return [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)] if quote else []


def runs(found: Sequence[Change], comments: Sequence[Placed]) -> list[Run]:
    """The text with its changes, cut where a comment begins or ends. Of two that overlap the later marks the rest."""
    marks = [(each.start, each.end, each.number) for each in comments if each.start is not None]
    cuts = sorted({edge for start, end, _number in marks for edge in (start, end)})
    told, at = [], 0
    for change in found:
        if change.sort == REMOVED:
            told.append(Run(REMOVED, change.text))
            continue
        for start, piece in _cut(change.text, at, cuts):
            number = next((n for first, last, n in reversed(marks) if first <= start < last), 0)
            begins = any(first == start and n == number for first, _last, n in marks)
            told.append(Run(change.sort, piece, number, begins))
        at += len(change.text)
    return told


def _cut(text: str, at: int, cuts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The pieces of `text`, which begins at `at`, between the cuts; each with where it begins."""
    edges = [at, *(cut for cut in cuts if at < cut < at + len(text)), at + len(text)]
    for start, end in pairwise(edges):
        if end > start:
            yield start, text[start - at : end - at]


def plain(text: str) -> list[Change]:
    return [Change(SAME, text)]
