"""核对 · What is looked at before a manuscript goes into review: personal data, its length, and whether title and
summary say figures and dates that the body does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _

from huiying.language import privacy

from .content import MOST_BODY, Content, Sort, characters, lines, picture_numbers

NEVER = frozenset({"id_number", "bank_card"})  # 个人信息保护法 art. 28: nobody waves these through
USUAL_TITLE, USUAL_SUMMARY, FEWEST = 30, 120, 30
MOST_TOLD = 20
FEWEST_PIXELS, MOST_DRAWN_OUT = 600, 4
HEADS = (Sort.HEADING, Sort.SUBHEADING)
_FIGURE = re.compile(r"\d+(?:[.．:：/-]\d+)*(?:\.\d+)?(?:万亿|亿|万|%|‰)?")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日天])[）)])?")
_WEEKDAYS = "一二三四五六日"
_FULL = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in words, with the place; `stops` where no person may go on over it."""

    words: str
    quote: str
    stops: bool = False


def check(content: Content) -> list[Finding]:
    """Everything that a reviewer should know; an empty list where there is nothing."""
    found = [*_empty(content), *_personal(content), *_lengths(content), *_headings(content), *_pictures(content)]
    return [*found, *_figures(content), *_dates(content)][:MOST_TOLD]


def _empty(content: Content) -> Iterator[Finding]:
    if not content.words:
        yield Finding(_("There is no text."), "", stops=True)
    elif characters(content) < FEWEST:
        yield Finding(_("The text has fewer than %(least)d characters.") % {"least": FEWEST}, "")


def _personal(content: Content) -> Iterator[Finding]:
    for text in (content.title, content.summary, *lines(content.body), *(i.caption for i in content.images)):
        for mark in privacy.find(text):
            stops = mark.type in NEVER
            words = _("An identity or bank card number is never published.") if stops else _("This looks personal.")
            yield Finding(
                words, privacy.mask(text[mark.start : mark.end]) if stops else text[mark.start : mark.end], stops
            )


def _lengths(content: Content) -> Iterator[Finding]:
    if len(content.title) > USUAL_TITLE:
        yield Finding(
            _("The title has %(n)d characters; WeChat and posters take %(most)d well.")
            % {"n": len(content.title), "most": USUAL_TITLE},
            content.title,
        )
    if len(content.summary) > USUAL_SUMMARY:
        yield Finding(
            _("The summary has %(n)d characters; posts take %(most)d.")
            % {"n": len(content.summary), "most": USUAL_SUMMARY},
            "",
        )
    if len(content.body) > MOST_BODY:
        yield Finding(_("The text is too long: %(most)d characters at most.") % {"most": MOST_BODY}, "", stops=True)


def _headings(content: Content) -> Iterator[Finding]:
    """A heading with nothing under it: on paper it stands alone at the foot of a column."""
    for block, below in zip_longest(content.blocks, content.blocks[1:]):
        alone = below is None or (below.sort is Sort.HEADING and block.sort in HEADS) or below.sort is block.sort
        if block.sort in HEADS and alone:
            yield Finding(_("Nothing stands under this heading."), block.text)


def _pictures(content: Content) -> Iterator[Finding]:
    for number, image in enumerate(content.images, start=1):
        long, short = max(image.width, image.height), min(image.width, image.height)
        where = f"[图{number}] {image.caption}"
        if long < FEWEST_PIXELS:
            yield Finding(_("This picture has few pixels; on paper it stays small."), where)
        elif long > MOST_DRAWN_OUT * short:
            yield Finding(_("This picture is so long that little of it can be made out."), where)
    named = picture_numbers(content.body)
    for number in sorted(set(named)):
        if not 1 <= number <= len(content.images):
            yield Finding(_("The text names a picture that is not there."), f"[图{number}]", stops=True)
    for number in sorted({n for n in named if named.count(n) > 1}):
        yield Finding(_("The text names a picture twice."), f"[图{number}]")


def _figures(content: Content) -> Iterator[Finding]:
    """Figures of title and summary that the body does not have: the mistake that is found after printing."""
    told = {_bare(found[0]) for found in _FIGURE.finditer(_plain(content.body))}
    for place, text in ((_("title"), content.title), (_("summary"), content.summary)):
        for found in _FIGURE.finditer(_plain(text)):
            if _bare(found[0]) not in told:
                words = _("The %(place)s says a figure that the text does not have.") % {"place": place}
                yield Finding(words, found[0])


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", text.translate(_FULL))


def _bare(figure: str) -> str:
    return figure.removesuffix("%").removesuffix("‰")


def _dates(content: Content) -> Iterator[Finding]:
    """Dates that there are not, and weekdays that are not theirs."""
    for text in (content.title, content.summary, *lines(content.body)):
        for found in _DATE.finditer(text.translate(_FULL)):
            year, month, day, weekday = found.groups()
            try:
                told = date(int(year or content.dated.year), int(month), int(day))
            except ValueError:
                yield Finding(_("There is no such day."), found[0])
                continue
            if weekday and _WEEKDAYS[told.weekday()] != weekday.replace("天", "日"):
                words = _("That day is a 周%(weekday)s.") % {"weekday": _WEEKDAYS[told.weekday()]}
                yield Finding(words, found[0])
