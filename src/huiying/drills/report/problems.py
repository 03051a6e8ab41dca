"""四、存在的问题 · The low points, the lowest first: what is wrong, with its evidence, and no word without."""

from collections.abc import Iterator
from typing import Final

from huiying.reporting.official import Block, Heading, Paragraph
from huiying.reporting.papers.wording import DIGITS, number

from .saying import Told, low, moment, quote, scored, sentence

MOST_REASONS: Final = 4
MOST_SHOWN: Final = 2


def blocks(told: Told) -> Iterator[Block]:
    weak = low(told)
    if not weak:
        yield Paragraph(_none(told))
        return
    for place, point in enumerate(weak, start=1):
        yield Heading(f"（{_numeral(place)}）{point['name']}得{number(point['points'])}分", 2)
        yield Paragraph("".join(sentence(reason) for reason in point["reasons"][:MOST_REASONS]) + _shown(told, point))


def _none(told: Told) -> str:
    points = scored(told)
    if not points:
        return "没有应评的项。"
    least = min(points, key=lambda point: point["points"])
    if least["points"] == 100:
        return f"评分的{len(points)}项均为满分，没有发现问题。"
    lowest = f"最低的是{least['name']}，得{number(least['points'])}分"
    return f"评分的{len(points)}项均在80分以上，{lowest}：{sentence(least['reasons'][0])}"


def _numeral(place: int) -> str:
    return DIGITS[place] if place <= 10 else f"十{DIGITS[place - 10]}"


def _shown(told: Told, point: Told) -> str:
    """The words themselves, where the reasons do not have them yet."""
    said = "".join(point["reasons"])
    shown = [each for each in point["evidence"] if each["words"] and each["words"] not in said and each["at"]]
    told_ones = [f"{moment(each['at'], told['began_at'])}{quote(each['words'])}" for each in shown[:MOST_SHOWN]]
    return f"原文：{'；'.join(told_ones)}。" if told_ones else ""
