"""A title in balanced lines: whole words, no orphan, widest in the middle or at one end (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import ceil

import rjieba

from .geometry import TEXT_WIDTH, TITLE_PT, ems

CAPACITY = TEXT_WIDTH / 20 / TITLE_PT
"""Characters of the title's size that one line holds."""
MOST_LINES = 4
"""A longer title is left to the page: to balance it would take long and look no better."""
CLINGS_TO_THE_LEFT = ("的", "和", "与", "及", "》", "”", "）", "、", "，", "年", "月", "日", "至")
OPENS = ("《", "“", "（")
CLINGS_TO_THE_RIGHT = (*OPENS, "和", "与", "及", "至")


def balanced(title: str, capacity: float = CAPACITY) -> tuple[str, ...]:
    """The title in as few lines as it needs, cut between words where the lines look even."""
    wanted = ceil(ems(title) / capacity)
    if not 1 < wanted <= MOST_LINES:
        return (title,)
    pieces = _pieces(title)
    for lines in range(wanted, MOST_LINES + 1):
        cuts = [cut for cut in _ways(pieces, lines) if max(map(ems, cut)) <= capacity]
        if cuts:
            return min(cuts, key=_unevenness)
    return (title,)


def _pieces(title: str) -> list[str]:
    """Words, with whatever may not begin or end a line joined to its neighbour."""
    pieces: list[str] = []
    for word in rjieba.cut(title):
        joins = pieces and (
            word.startswith(CLINGS_TO_THE_LEFT)
            or pieces[-1].endswith(CLINGS_TO_THE_RIGHT)
            or (word[0].isascii() and (pieces[-1][-1].isascii() or pieces[-1].endswith(("年", "月"))))
        )
        if joins:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _ways(pieces: Sequence[str], lines: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(pieces)), lines - 1):
        edges = (0, *cuts, len(pieces))
        yield tuple("".join(pieces[a:b]) for a, b in pairwise(edges))


def _unevenness(lines: Sequence[str]) -> float:
    """Small for lines of like length; an hourglass costs, and so does a first line that is the shorter of two."""
    widths = [ems(line) for line in lines]
    mean = sum(widths) / len(widths)
    spread = sum((width - mean) ** 2 for width in widths)
    hourglass = len(widths) > 2 and max(widths[1:-1]) < min(widths[0], widths[-1])
    return spread + (40 if hourglass else 0) + (2 if widths[0] < widths[-1] else 0)
