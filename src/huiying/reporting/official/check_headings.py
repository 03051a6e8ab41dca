"""Numbers, order, faces and ends of headings and items (GB/T 9704-2012, 7.3.3; GB/T 15834 on marks)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from django.utils.translation import gettext as _

from .check_end import NOTE
from .departure import Departure, Rule
from .fonts import is_of
from .geometry import BODY_PT
from .reading import Piece, Reading

CHINESE: Final = "一二三四五六七八九十百零〇"
FORMS: Final = (
    re.compile(rf"(?P<number>[{CHINESE}]{{1,5}})(?P<after>[、.．，,:：])"),
    re.compile(rf"(?P<open>[（(])(?P<number>[{CHINESE}]{{1,5}})(?P<close>[）)])(?P<after>[、.．，,:：]?)"),
    re.compile(r"(?P<number>\d{1,3})(?P<after>[、.．，,])(?!\d)"),
    re.compile(r"(?P<open>[（(])(?P<number>\d{1,3})(?P<close>[）)])(?P<after>[、.．，,:：]?)"),
)
RIGHT: Final = ("、", "", ".", "")
"""What stands behind the number of each level."""
FACES: Final = ("黑体", "楷体", "仿宋", "仿宋")
ENDS: Final = "。；，：、;,:."
LONGEST_HEADING = 40
DIGITS: Final = {char: place for place, char in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a number: its level, 1 to 4, the number, and its mark as it is and as it should be."""

    piece: Piece
    level: int
    number: int
    mark: str
    wanted: str


def heading_departures(reading: Reading) -> Iterator[Departure]:
    for row in (reading.main, *reading.attachments):
        found = [numbered for piece in _text(row) if (numbered := _numbered(piece))]
        for each in found:
            if each.mark != each.wanted:
                yield Departure(Rule.HEADING_NUMBER, each.mark, each.wanted, each.piece.where)
            yield from _face(reading, each)
            yield from _end(each)
        yield from _order(found)
        yield from _levels(found)


def _text(row: Sequence[Piece]) -> Iterator[Piece]:
    """The paragraphs down to the attachment note, whose names have numbers of another kind."""
    return takewhile(lambda piece: not NOTE.fullmatch(piece.text), row)


def _numbered(piece: Piece) -> Numbered | None:
    for level, form in enumerate(FORMS, start=1):
        match = form.match(piece.text)
        if match and match.end() < len(piece.text):
            number = int(match["number"]) if match["number"].isdecimal() else chinese_number(match["number"])
            core = f"（{match['number']}）" if level in (2, 4) else match["number"]
            return Numbered(piece, level, number, match[0], core + RIGHT[level - 1])
    return None


def chinese_number(text: str) -> int:
    """Up to 199, as headings need."""
    hundreds, _mark, rest = text.rpartition("百")
    total = DIGITS.get(hundreds[-1:], 1) * 100 if "百" in text else 0
    tens, mark, ones = rest.rpartition("十")
    if mark:
        return total + (DIGITS.get(tens[-1:], 1) if tens.strip("零〇") else 1) * 10 + DIGITS.get(ones[-1:], 0)
    return total + DIGITS.get(rest[-1:], 0)


def _face(reading: Reading, each: Numbered) -> Iterator[Departure]:
    """The face of the heading's first words; what follows its full stop in the same paragraph is running text."""
    run = each.piece.runs[0]
    paragraph, effective = each.piece.paragraph, reading.effective
    face, size = effective.face(paragraph, run), effective.size(paragraph, run)
    wanted = FACES[each.level - 1]
    if not is_of(wanted, face) or size != BODY_PT:
        found = _("%(face)s, %(size)g pt") % {"face": face or _("no face"), "size": size}
        told = _("%(face)s, 16 pt (size 3)") % {"face": wanted}
        yield Departure(Rule.HEADING_FONT, found, told, each.piece.where)


def _end(each: Numbered) -> Iterator[Departure]:
    """A heading that stands by itself ends without a mark; sentences among the items keep theirs."""
    text = each.piece.text
    alone = each.level <= 2 and len(text) <= LONGEST_HEADING and not any(mark in text[:-1] for mark in "。；")
    if alone and text[-1] in ENDS:
        told = _("a heading that ends with “%(mark)s”") % {"mark": text[-1]}
        yield Departure(Rule.HEADING_MARKS, told, _("no mark at its end"), each.piece.where)


def _order(found: Sequence[Numbered]) -> Iterator[Departure]:
    """Each number is one more than the last of its level under the same heading; lists of items may begin anew."""
    last: dict[int, int] = {}
    for each in found:
        expected = last.get(each.level, 0) + 1
        begins_anew = each.number == 1 and each.level >= 3
        if each.number != expected and not begins_anew:
            said = _("number %(number)d") % {"number": each.number}
            wanted = _("number %(number)d") % {"number": expected}
            yield Departure(Rule.HEADING_ORDER, said, wanted, each.piece.where)
        last = {level: number for level, number in last.items() if level < each.level} | {each.level: each.number}


def _levels(found: Sequence[Numbered]) -> Iterator[Departure]:
    """一、 （一） 1. （1） in turn. Where only two levels are used, the second may be 1., as the commentary on the
    standard has it.
    """
    used = {each.level for each in found}
    above = 0
    for each in found:
        gap = each.level - above
        if gap > 1 and (len(used) > 2 or (gap > 2 and above)) and (above or 1 in used):
            said = _("level %(level)d follows level %(above)d") % {"level": each.level, "above": above}
            wanted = _("level %(level)d") % {"level": above + 1}
            yield Departure(Rule.HEADING_LEVEL, said, wanted, each.piece.where)
        above = each.level
