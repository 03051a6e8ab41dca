"""Lines of a paragraph as Word and WPS break them: 28 characters each, and a stop or comma that does not fit hangs
behind the line. Typst knows no marks that hang, and the PDF is to break where the DOCX does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

HANGING: Final = frozenset("，。、；：！？")
CLOSERS: Final = HANGING | frozenset("）》〉】」』”’〕")
OPENERS: Final = frozenset("（《〈【「『“‘〔")
FULL: Final = frozenset("—…·★×")
"""Signs of both scripts that the Chinese face draws, a character wide."""
GAP: Final = 0.26
"""Where the scripts meet a quarter of the size is left, which is more than a quarter of a tightened character."""
_HAN = "\u4e00-\u9fff"
_MEETING = re.compile(rf"(?<=[{_HAN}])(?=[0-9A-Za-z#$%&])|(?<=[0-9A-Za-z#$%&])(?=[{_HAN}])")
_ATOMS = re.compile(r"[!-~]+|——|……| +|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    hung: str = ""


def broken(text: str, widths: Mapping[str, float], first: float, others: float) -> tuple[Line, ...] | None:
    """The lines of a text, of which the first and the others hold so many characters; None where the width of a sign is
    not known, or a word is longer than a line.
    """
    if any(_width(char, widths) is None for char in text):
        return None
    lines: list[Line] = []
    room, start, end = first, 0, 0
    text = text.rstrip()
    for begin, finish in _atoms(text):
        whole = text[start:finish]
        if measured(whole, widths) <= room:
            end = finish
            continue
        if _hangs(text[begin:finish]) and measured(whole[:-1], widths) <= room and finish < len(text):
            lines.append(Line(whole[:-1], whole[-1]))
            start = end = finish
            room = others
            continue
        if _hangs(text[begin:finish]) and measured(whole[:-1], widths) <= room:
            return (*lines, Line(whole[:-1], whole[-1]))
        if end == start:
            return None
        lines.append(Line(text[start:end].rstrip(" ")))
        start = begin + (len(text[begin:finish]) - len(text[begin:finish].lstrip(" ")))
        end, room = finish, others
        if measured(text[start:end], widths) > room:
            return None
    return (*lines, Line(text[start:end])) if end > start else tuple(lines)


def measured(text: str, widths: Mapping[str, float]) -> float:
    """Characters that a line takes, each mark a whole one: typst sets marks closer at an edge or beside each other, so
    that a line which fits here fits there, and is spread.
    """
    text = text.rstrip(" ")
    return sum(_width(char, widths) or 0.0 for char in text) + GAP * len(_MEETING.findall(text))


def _width(char: str, widths: Mapping[str, float]) -> float | None:
    if char in widths:
        return widths[char]
    return 1.0 if char in CLOSERS or char in OPENERS or char in FULL or east_asian_width(char) in "WF" else None


def _hangs(atom: str) -> bool:
    return atom[-1] in HANGING


def _atoms(text: str) -> list[tuple[int, int]]:
    """What no line is broken within: words, numbers, and marks with what they belong to."""
    found: list[tuple[int, int]] = []
    for match in _ATOMS.finditer(text):
        begin, finish = match.span()
        clings = match[0][0] in CLOSERS or match[0] in ("——", "……") or match[0][0] == " "
        opened = bool(found) and text[found[-1][1] - 1] in OPENERS
        if found and (clings or opened):
            found[-1] = (found[-1][0], finish)
        else:
            found.append((begin, finish))
    return found
