"""焦点问题 · What the voices of an event ask, grouped by what they say alike: the questions most asked first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.language.points import grouped, name_of
from huiying.language.reading import fold
from huiying.language.replycheck.asking import asks
from huiying.reporting.figures import Numbers

from .outside import safe
from .told import narrowed

MOST: Final = 5
LONGEST: Final = 60
SHORTEST: Final = 8
CENTRAL: Final = 5
"""Of a group the most central texts, among which its name is looked for."""
GREETING: Final = re.compile(r"^(?:尊敬|敬爱|亲爱)的[^：:，,]*[：:，,]\s*")
ENDS: Final = re.compile(r"[。！？!?；;\n]")
EMOTICON: Final = re.compile(r"\[[^\[\]]{1,4}\]")
AT_ONCE: Final = 20
"""Keys in one reference, which has room for 200 characters."""


def members(keys: Iterable[int], of: str = "received") -> str:
    """A reference to rows by their keys: the sum of several where one is too long."""
    ordered = sorted(set(keys))
    pieces = [
        narrowed(of, f"members={'+'.join(map(str, ordered[start : start + AT_ONCE]))}")
        for start in range(0, len(ordered), AT_ONCE)
    ]
    return pieces[0] if len(pieces) == 1 else f"sum({','.join(pieces)})"


def questions(numbers: Numbers, voices: Iterable[Voice]) -> list[dict[str, str]]:
    """Each with the reference to the voices that ask it."""
    asked = list(_asked(voices))
    found = []
    for group in grouped([text for _, text in asked]):
        keys = {asked[place][0] for place in group.places}
        found.append((len(keys), _name([asked[place][1] for place in group.places]), keys))
    found.sort(key=lambda each: (-each[0], each[1]))
    told = []
    for _count, name, keys in found[:MOST]:
        reference = members(keys)
        numbers.take(reference)
        told.append({"name": safe(name, LONGEST), "of": reference})
    return told


def _asked(voices: Iterable[Voice]) -> Iterator[tuple[int, str]]:
    """Questions and requests of each voice, in its own words; a bare call to do something asks nothing of its own."""
    for voice in voices:
        text = f"{voice.title}。{voice.text}" if voice.title else voice.text
        for ask in asks(fold(text)):
            if ask.question or not ask.deed:
                yield voice.pk, text[ask.piece.start : ask.piece.start + len(ask.piece.text)]


def _name(texts: Sequence[str]) -> str:
    """The most central question that says what it is about, else what most of them share."""
    clear = (text for text in texts[:CENTRAL] if SHORTEST <= len(text) <= LONGEST and not privacy.find(text))
    return next(clear, "") or name_of(texts)


def sentence_of(text: str) -> str:
    """The first sentence that says something in few words, "" where there is none: a quotation is not cut."""
    whole = (piece for piece in _sentences(text) if SHORTEST <= len(piece) <= LONGEST)
    return next((piece for piece in whole if not piece.endswith(("：", ":"))), "")


def _sentences(text: str) -> Sequence[str]:
    return [GREETING.sub("", piece.strip()) for piece in ENDS.split(EMOTICON.sub("", text))]
