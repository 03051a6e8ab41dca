"""Title and body of a document, against GB/T 9704-2012, clauses 5.2.2 to 5.2.4, 7.3.1 to 7.3.3."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from docx.section import Section
from docx.text.run import Run

from .check_page import characters_in, grid_pitch, has_character_grid
from .departure import Departure, Rule
from .effective import Effective
from .fonts import is_of
from .geometry import BODY_PT, CHARACTERS, LINE_PITCH, TITLE_PT
from .reading import Piece, Reading

PITCH_PT = (28.0, 30.0)
"""22 lines in 225 mm are 28.95 pt apart; offices set 28 to 30."""
BLACK: Final = ("auto", "000000")
LEVELS: Final = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")
"""Numbers of headings in faces of their own, whose paragraphs may run on in the face of the text."""
LONGEST_ADDRESSEE = 80
INTRODUCES: Final = ("如下", "现将", "根据", "为了", "按照", "经研究", "报告", "通知", "说明")
"""Words of a sentence that leads to what follows; an addressee has none of them before its colon."""


def text_departures(reading: Reading) -> Iterator[Departure]:
    effective = reading.effective
    if reading.title:
        yield from _title(effective, reading.title)
        yield from _gaps(reading)
        yield from _addressee(reading)
    else:
        yield Departure(Rule.TITLE, _("no centred title"), _("size 2 小标宋, centred"))
    section = reading.docx.sections[0]
    body = [piece for piece in reading.said if _is_body(effective, piece)]
    yield from _body(effective, body, grid_pitch(section))
    yield from _colour(effective, [*reading.title, *reading.said])
    if body and not has_character_grid(section):
        yield from _characters(effective, section, body[0])


def _title(effective: Effective, title: Sequence[Piece]) -> Iterator[Departure]:
    run, where = title[0].runs[0], title[0].where
    face, size = effective.face(title[0].paragraph, run), effective.size(title[0].paragraph, run)
    if not is_of("小标宋", face):
        yield Departure(Rule.TITLE, face or _("no face"), "小标宋", where)
    if size != TITLE_PT:
        yield Departure(Rule.TITLE, _points(size), _("22 pt (size 2)"), where)
    last = title[-1].text[-1]
    if last in "。；，、：.;,:!！":
        told = _("a title that ends with “%(mark)s”") % {"mark": last}
        yield Departure(Rule.TITLE_MARKS, told, _("no mark at its end"), title[-1].where)


def _gaps(reading: Reading) -> Iterator[Departure]:
    """Two empty lines under a red line and one before the addressee; space of another kind is not measured."""
    title, above, below = reading.title, _blanks(reading.head[::-1]), _blanks(reading.main)
    pieces = [*title, *reading.main[: below + 1], *reading.head[len(reading.head) - above - 1 :]]
    if any(reading.effective.before_and_after(piece.paragraph) for piece in pieces):
        return
    if any(piece.number for piece in reading.head) and above != 2:
        yield Departure(Rule.TITLE_GAP, _lines(above, above=True), _lines(2, above=True), title[0].where)
    if below != 1 and below < len(reading.main):
        yield Departure(Rule.TITLE_GAP, _lines(below, above=False), _lines(1, above=False), title[-1].where)


def _blanks(pieces: Sequence[Piece]) -> int:
    return next((at for at, piece in enumerate(pieces) if piece.number), len(pieces))


def _lines(count: int, *, above: bool) -> str:
    told = _("%(count)d empty lines above") if above else _("%(count)d empty lines below")
    return told % {"count": count}


def _addressee(reading: Reading) -> Iterator[Departure]:
    """The first words below the title, flush left and with a full-width colon, where they name whom it is for."""
    first = next((piece for piece in reading.main if piece.number), None)
    if first is None or len(first.text) > LONGEST_ADDRESSEE:
        return
    text, start = first.text, reading.effective.start(first.paragraph, BODY_PT)
    if any(word in text for word in INTRODUCES) or any(mark in text for mark in "。；！"):
        return
    if text.endswith(("：", ":")):
        if text.endswith(":"):
            yield Departure(Rule.ADDRESSEE, _("a half-width colon"), _("a full-width colon"), first.where)
        if start > 0.3:
            told = _("%(count).1f characters in") % {"count": start}
            yield Departure(Rule.ADDRESSEE, told, _("flush left"), first.where)
    elif start <= 0.3 and not reading.effective.outline(first.paragraph) and text[-1].isalpha():
        yield Departure(Rule.ADDRESSEE, _("no colon"), _("a full-width colon"), first.where)


def _colour(effective: Effective, pieces: Sequence[Piece]) -> Iterator[Departure]:
    for piece in pieces:
        colours = [effective.color(piece.paragraph, run) for run in piece.runs]
        strange = next((colour for colour in colours if colour.lower() not in BLACK), None)
        if strange:
            yield Departure(Rule.COLOUR, f"#{strange}", _("black"), piece.where)


def _is_body(effective: Effective, piece: Piece) -> bool:
    """Running text: more than a line long, not a heading, not a hanging list, neither centred nor right."""
    paragraph = piece.paragraph
    flows = effective.align(paragraph) not in ("center", "right", "end")
    heads = bool(effective.outline(paragraph)) or effective.hangs(paragraph) or LEVELS.match(piece.text)
    return flows and not heads and bool(piece.runs) and len(paragraph.text) > CHARACTERS


def _body(effective: Effective, body: Sequence[Piece], pitch_of_grid: float) -> Iterator[Departure]:
    def face(p: Piece) -> str:
        return _most(p, lambda run: effective.face(p.paragraph, run)) or _("no face")

    def size(p: Piece) -> str:
        return _most(p, lambda run: _points(effective.size(p.paragraph, run)))

    def pitch(p: Piece) -> str:
        found = effective.pitch(p.paragraph, pitch_of_grid)
        return _points(found) if found else _("a pitch that is not fixed")

    def indent(p: Piece) -> str:
        return _("%(count).1f characters") % {"count": effective.first_line(p.paragraph, BODY_PT)}

    def pitch_is_right(p: Piece) -> bool:
        found = effective.pitch(p.paragraph, pitch_of_grid)
        return found is not None and PITCH_PT[0] <= found <= PITCH_PT[1]

    def indent_is_right(p: Piece) -> bool:
        return abs(effective.first_line(p.paragraph, BODY_PT) - 2) <= 0.15

    yield from _those(body, lambda p: is_of("仿宋", face(p)), face, Rule.BODY_FONT, "仿宋")
    yield from _those(body, lambda p: size(p) == _points(BODY_PT), size, Rule.BODY_SIZE, _("16 pt (size 3)"))
    yield from _those(
        body, pitch_is_right, pitch, Rule.BODY_PITCH, _("about %(points)g pt") % {"points": LINE_PITCH / 20}
    )
    yield from _those(body, indent_is_right, indent, Rule.INDENT, _("2 characters"))


def _characters(effective: Effective, section: Section, piece: Piece) -> Iterator[Departure]:
    """Characters a line without a character grid: by the size of the text and the space put between."""
    run, paragraph = piece.runs[0], piece.paragraph
    characters = characters_in(section, effective.size(paragraph, run) + effective.spacing(paragraph, run))
    if characters != CHARACTERS:
        yield Departure(Rule.GRID, _a_line(characters), _a_line(CHARACTERS), piece.where)


def _a_line(characters: int) -> str:
    return _("%(count)d characters a line") % {"count": characters}


def _points(size: float) -> str:
    return _("%(points)g pt") % {"points": size}


def _those(
    body: Sequence[Piece],
    is_right: Callable[[Piece], bool],
    told: Callable[[Piece], str],
    rule: Rule,
    wanted: str,
) -> Iterator[Departure]:
    """One departure for each wrong value, with the first paragraph that has it and how many do."""
    wrong = [p for p in body if not is_right(p)]
    for found, count in Counter(map(told, wrong)).items():
        first = next(p for p in wrong if told(p) == found)
        where = _("%(first)s and others, %(count)d in all") % {"first": first.where, "count": count}
        yield Departure(rule, found, wanted, where if count > 1 else first.where)


def _most(piece: Piece, told: Callable[[Run], str]) -> str:
    """The value that most characters of a paragraph have."""
    weights: Counter[str] = Counter()
    for run in piece.runs:
        weights[told(run)] += len(run.text)
    return weights.most_common(1)[0][0] if weights else ""
