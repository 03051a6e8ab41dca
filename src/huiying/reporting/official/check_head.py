"""What stands above the title, and document numbers wherever they are named (GB/T 9704-2012, 7.2)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from .departure import Departure, Rule
from .fonts import is_of
from .geometry import BODY_PT
from .reading import RED, Piece, Reading

COPY_NUMBER: Final = re.compile(r"\d{1,12}")
SECRECY: Final = re.compile(r"(?:绝密|机密|秘密)(?:\s*[★☆*].*)?")
URGENCY: Final = re.compile(r"特急|加急|平急|特提")
NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff](?P<open>[〔\[［(（【{｛<＜〈《])\s*(?P<year>\d{2,4})\s*(?P<close>[〕\]］)）】}｝>＞〉》])\s*"
    r"(?P<ordinal>第?)\s*(?P<zeros>0*)(?P<number>\d+)\s*号"
)
SIGNERS: Final = re.compile(r"签\s*发\s*人\s*([:：])")
MARK_ENDS: Final = ("文件", "纪要")
TITLE_SIZE = 22


def head_departures(reading: Reading) -> Iterator[Departure]:
    head = [piece for piece in reading.head if piece.number]
    yield from _corner(reading, head)
    mark = next((piece for piece in head if _is_mark(reading, piece)), None)
    if mark is not None:
        yield from _mark(reading, mark)
        yield from _red_line(reading)
    for piece in [*head, *reading.title, *reading.said]:
        yield from _numbers(piece)
    for piece in head:
        yield from _signers(reading, piece)


def _corner(reading: Reading, head: list[Piece]) -> Iterator[Departure]:
    """份号, 密级, 紧急程度, each on a line of its own and in this order."""
    found = [(place, piece) for piece in head if (place := _kind(piece.text)) is not None]
    for place, piece in found:
        if place == 0 and len(piece.text) != 6:
            yield Departure(
                Rule.COPY_NUMBER, _("%(count)d digits") % {"count": len(piece.text)}, _("6 digits"), piece.where
            )
        if place > 0:
            yield from _in_hei(reading, piece, Rule.SECRECY if place == 1 else Rule.URGENCY)
    if [place for place, _piece in found] != sorted(place for place, _piece in found):
        yield Departure(
            Rule.CORNER_ORDER,
            _("another order"),
            _("copy number, secrecy, urgency, from above"),
            found[0][1].where,
        )


def _kind(text: str) -> int | None:
    return next((at for at, form in enumerate((COPY_NUMBER, SECRECY, URGENCY)) if form.fullmatch(text)), None)


def _in_hei(reading: Reading, piece: Piece, rule: Rule) -> Iterator[Departure]:
    run = piece.runs[0]
    face, size = reading.effective.face(piece.paragraph, run), reading.effective.size(piece.paragraph, run)
    if not is_of("黑体", face) or size != BODY_PT:
        found = _("%(face)s, %(size)g pt") % {"face": face or _("no face"), "size": size}
        yield Departure(rule, found, _("黑体, 16 pt (size 3)"), piece.where)


def _is_mark(reading: Reading, piece: Piece) -> bool:
    large = bool(piece.runs) and reading.effective.size(piece.paragraph, piece.runs[0]) > TITLE_SIZE
    return large and (piece.text.endswith(MARK_ENDS) or _color(reading, piece) == RED)


def _mark(reading: Reading, piece: Piece) -> Iterator[Departure]:
    if _color(reading, piece) != RED:
        yield Departure(Rule.ORGAN_MARK, _("not red"), _("red"), piece.where)
    if reading.effective.align(piece.paragraph) not in ("center", "distribute"):
        yield Departure(Rule.ORGAN_MARK, _("not centred"), _("centred"), piece.where)


def _color(reading: Reading, piece: Piece) -> str:
    return reading.effective.color(piece.paragraph, piece.runs[0]).upper()


def _red_line(reading: Reading) -> Iterator[Departure]:
    """A border under the number or a line that is drawn; of a drawn one the colour is not judged."""
    borders = [
        edge
        for piece in reading.head
        for edge in piece.paragraph._p.iterfind(f"{qn('w:pPr')}/{qn('w:pBdr')}/*")
        if edge.tag in (qn("w:bottom"), qn("w:top")) and edge.get(qn("w:val")) not in ("none", "nil")
    ]
    drawn = any(
        next(piece.paragraph._p.iter(qn("w:drawing"), qn("w:pict")), None) is not None for piece in reading.head
    )
    if not borders and not drawn:
        yield Departure(Rule.RED_LINE, _("no line"), _("a red line as wide as the type area, 4 mm below the number"))
    elif borders and all((edge.get(qn("w:color")) or "").upper() != RED for edge in borders):
        yield Departure(Rule.RED_LINE, _("not red"), _("red"))


def _numbers(piece: Piece) -> Iterator[Departure]:
    for match in NUMBER.finditer(piece.text):
        if not _plausible(match):
            continue
        told = match[0][1:]
        wanted = f"〔{match['year']}〕{match['number']}号"
        if told.replace(" ", "") != wanted:
            yield Departure(Rule.NUMBER, told, wanted, piece.where)
        elif len(match["year"]) != 4:
            yield Departure(Rule.NUMBER, told, _("the year with four digits"), piece.where)


def _plausible(match: re.Match[str]) -> bool:
    """Whether brackets hold a year and not a number, as in 附件（12）3号."""
    year = match["year"]
    return match["open"] == "〔" or (len(year) == 4 and year.startswith(("19", "20")))


def _signers(reading: Reading, piece: Piece) -> Iterator[Departure]:
    match = SIGNERS.search(piece.text)
    if match is None:
        return
    if match[1] != "：":
        yield Departure(Rule.SIGNERS, match[0], _("签发人 with a full-width colon"), piece.where)
    names = [run for run in piece.runs if run.text.strip() and piece.text.endswith(run.text.strip())]
    face = reading.effective.face(piece.paragraph, names[-1]) if names else ""
    if names and not is_of("楷体", face) and not SIGNERS.search(names[-1].text):
        yield Departure(Rule.SIGNERS, face or _("no face"), _("the name in 楷体"), piece.where)
    elif names and SIGNERS.search(names[-1].text):
        yield Departure(Rule.SIGNERS, _("the name in the face of the label"), _("the name in 楷体"), piece.where)
