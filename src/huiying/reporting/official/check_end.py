"""What stands below the text: attachment note, organ and date, remark, attachments (GB/T 9704-2012, 7.3.4 to 7.3.7)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from .departure import Departure, Rule
from .fonts import is_of
from .geometry import BODY_PT
from .reading import Piece, Reading

NOTE: Final = re.compile(r"附\s*件\s*([:：])\s*(?P<name>.+)")
ITEM: Final = re.compile(r"(?P<number>\d{1,2})(?P<mark>[.．、])\s*(?P<name>.+)")
DATE: Final = re.compile(
    r"(?P<year>[\d０-９]{2,4}|[二一〇零○OＯ三四五六七八九]{2,4})\s*[年./\-－—]\s*"
    r"(?P<month>[\d０-９]{1,2}|[一二三四五六七八九十元]{1,2})\s*[月./\-－—]\s*"
    r"(?P<day>[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
RIGHT_DATE: Final = re.compile(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
REMARK: Final = re.compile(r"([（(]).*([）)])")
LEAST_FROM_RIGHT = 1.8
PLAY = 0.3
RIGHT_SIDES = ("right", "end")


def end_departures(reading: Reading) -> Iterator[Departure]:
    main = [piece for piece in reading.main if piece.number]
    yield from _note(reading, main)
    dated = next((at for at in range(len(main) - 1, -1, -1) if DATE.fullmatch(main[at].text)), None)
    if dated is not None:
        yield from _date(main[dated])
        yield from _place(reading, main[dated])
        yield from _remark(reading, main[dated + 1 : dated + 2])
    names = _names(main)
    for at, row in enumerate(reading.attachments):
        yield from _mark(reading, row[0], at + 1, len(reading.attachments))
        yield from _title(reading, row, names[at] if len(names) == len(reading.attachments) else "")


def _note(reading: Reading, main: Sequence[Piece]) -> Iterator[Departure]:
    for piece in main:
        match = NOTE.fullmatch(piece.text)
        if match is None:
            continue
        if match[1] != "：":
            yield Departure(
                Rule.ATTACHMENT_NOTE, _("a half-width colon"), _("附件 with a full-width colon"), piece.where
            )
        start = reading.effective.start(piece.paragraph, BODY_PT)
        if abs(start - 2) > PLAY:
            yield Departure(Rule.ATTACHMENT_NOTE, _in(start), _in(2), piece.where)
    for name, piece in _named(main):
        if name[-1] in "。；，、;,.":
            told = _("a name that ends with “%(mark)s”") % {"mark": name[-1]}
            yield Departure(Rule.ATTACHMENT_NOTE, told, _("no mark behind the name"), piece.where)


def _in(characters: float) -> str:
    return _("%(count).1f characters in") % {"count": characters}


def _named(main: Sequence[Piece]) -> list[tuple[str, Piece]]:
    """The names in the note, each with its paragraph."""
    begin = next((at for at, piece in enumerate(main) if NOTE.fullmatch(piece.text)), None)
    if begin is None:
        return []
    match = NOTE.fullmatch(main[begin].text)
    assert match is not None
    first = ITEM.fullmatch(match["name"])
    found = [(first["name"] if first else match["name"], main[begin])]
    for piece in main[begin + 1 :] if first else ():
        item = ITEM.fullmatch(piece.text)
        if item is None or int(item["number"]) != len(found) + 1:
            break
        found.append((item["name"], piece))
    return found


def _names(main: Sequence[Piece]) -> list[str]:
    return [name for name, _piece in _named(main)]


def _date(piece: Piece) -> Iterator[Departure]:
    if not RIGHT_DATE.fullmatch(piece.text):
        yield Departure(Rule.DATE, piece.text, _("Arabic numerals without zeros in front: 2026年3月9日"), piece.where)


def _place(reading: Reading, piece: Piece) -> Iterator[Departure]:
    """At the right, four characters in under a seal, else two or more; spaces in front or behind count as well."""
    raw, align = piece.paragraph.text, reading.effective.align(piece.paragraph)
    if align not in RIGHT_SIDES:
        padded = len(raw) - len(raw.lstrip()) >= 8 or reading.effective.start(piece.paragraph, BODY_PT) >= 10
        if align == "center" or not padded:
            yield Departure(Rule.SIGNATURE, _("not at the right"), _from_right(), piece.where)
        return
    trailing = raw[len(raw.rstrip()) :]
    spaces = sum(1.0 if char == "\u3000" else 0.5 for char in trailing)
    right = reading.effective.right(piece.paragraph, BODY_PT) + spaces
    if right < LEAST_FROM_RIGHT:
        told = _("%(count).1f characters from the right") % {"count": right}
        yield Departure(Rule.SIGNATURE, told, _from_right(), piece.where)


def _from_right() -> str:
    return _("4 characters from the right under a seal, else 2 or more")


def _remark(reading: Reading, following: Sequence[Piece]) -> Iterator[Departure]:
    for piece in following:
        match = REMARK.fullmatch(piece.text)
        if match is None:
            continue
        if (match[1], match[2]) != ("（", "）"):
            yield Departure(Rule.REMARK, _("half-width brackets"), _("full-width brackets （）"), piece.where)
        start = reading.effective.start(piece.paragraph, BODY_PT)
        if abs(start - 2) > PLAY:
            yield Departure(Rule.REMARK, _in(start), _in(2), piece.where)


def _mark(reading: Reading, piece: Piece, number: int, several: int) -> Iterator[Departure]:
    effective, paragraph = reading.effective, piece.paragraph
    wanted = f"附件{number}" if several > 1 else "附件"
    if piece.text.replace(" ", "") != wanted:
        yield Departure(Rule.ATTACHMENT_MARK, piece.text, wanted, piece.where)
    face = effective.face(paragraph, piece.runs[0])
    if not is_of("黑体", face) or effective.size(paragraph, piece.runs[0]) != BODY_PT:
        told = _("%(face)s, %(size)g pt") % {
            "face": face or _("no face"),
            "size": effective.size(paragraph, piece.runs[0]),
        }
        yield Departure(Rule.ATTACHMENT_MARK, told, _("黑体, 16 pt (size 3)"), piece.where)
    if effective.align(paragraph) in ("center", *RIGHT_SIDES) or effective.start(paragraph, BODY_PT) > 0.3:
        yield Departure(Rule.ATTACHMENT_MARK, _("not flush left"), _("flush left"), piece.where)
    if not _begins_page(reading, piece):
        yield Departure(Rule.ATTACHMENT_MARK, _("in the middle of a page"), _("on a page of its own"), piece.where)


def _begins_page(reading: Reading, piece: Piece) -> bool:
    """A break before it, in it, in the paragraph above, or a new section."""
    if reading.effective.begins_page(piece.paragraph) or _breaks(piece.paragraph._p):
        return True
    above = piece.paragraph._p.getprevious()
    while above is not None and above.tag == qn("w:p"):
        if _breaks(above) or above.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return True
        if "".join(text.text or "" for text in above.iter(qn("w:t"))).strip():
            return False
        above = above.getprevious()
    return False


def _breaks(paragraph: object) -> bool:
    return any(found.get(qn("w:type")) == "page" for found in paragraph.iter(qn("w:br")))  # type: ignore[attr-defined]


def _title(reading: Reading, row: Sequence[Piece], named: str) -> Iterator[Departure]:
    """Centred on the third line, in the words of the note."""
    place = next((at for at, piece in enumerate(row) if piece.number and at), None)
    if place is None:
        return
    title = row[place]
    if reading.effective.align(title.paragraph) != "center":
        yield Departure(Rule.ATTACHMENT_TITLE, _("not centred"), _("centred on the third line"), title.where)
    elif place != 2 and not reading.effective.before_and_after(title.paragraph):
        told = _("on line %(line)d") % {"line": place + 1}
        yield Departure(Rule.ATTACHMENT_TITLE, told, _("centred on the third line"), title.where)
    words = re.sub(r"\s", "", title.text)
    if named and words not in re.sub(r"\s", "", named) and re.sub(r"\s", "", named) not in words:
        told = _("“%(title)s”") % {"title": title.text[:20]}
        yield Departure(Rule.ATTACHMENT_TITLE, told, _("as in the note: %(name)s") % {"name": named[:20]}, title.where)
