"""What is taken out, and where it stands in a text: blanks, line ends and signs that nobody sees between its characters
do not matter, nor whether a character is written wide, as a radical of its own or with a mark behind it.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

LEAST, MOST = 2, 500
UNSEEN = ("Cc", "Cf", "Mn")  # controls, joiners and soft hyphens, marks that follow a character
BOX = "■■■"  # always as long, so that it does not tell how long the passage was


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage and the mark 〔1〕 by which the copy and the answer name its ground."""

    mark: int
    text: str
    ground: str

    @property
    def bare(self) -> str:
        return bare(self.text)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The copy, in how many places each mark stands, and what of the original the copy does not carry."""

    content: bytes
    times: Mapping[int, int]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a text, and the mark that stands there now."""

    start: int
    end: int
    mark: int


def bare(text: str) -> str:
    """The text as it is compared: what is seen of it, all letters small."""
    return "".join(map(_folded, text))


def _folded(char: str) -> str:
    """What a character is compared by; nothing, where nobody sees it."""
    if char.isascii():
        return "" if char.isspace() or not char.isprintable() else char.lower()
    seen = unicodedata.normalize("NFKD", char).casefold()
    return "".join(each for each in seen if not each.isspace() and unicodedata.category(each) not in UNSEEN)


def places(text: str, passages: Sequence[Passage]) -> list[Place]:
    """Where the passages stand, in order; of places that overlap the longest is one with the others."""
    kept = [(at, small) for at, char in enumerate(text) for small in _folded(char)]
    squeezed = "".join(char for _at, char in kept)
    found: list[Place] = []
    for passage in passages:
        sought, at = passage.bare, -1
        while sought and (at := squeezed.find(sought, at + 1)) >= 0:
            found.append(Place(kept[at][0], kept[at + len(sought) - 1][0] + 1, passage.mark))
    return sorted(found, key=lambda place: (place.start, -place.end))


def without(text: str, passages: Sequence[Passage], times: dict[int, int]) -> str:
    """The text with a box and a mark where the passages stood; counts them in `times`."""
    told, end = [], 0
    for place in places(text, passages):
        times[place.mark] = times.get(place.mark, 0) + 1
        if place.start >= end:
            told += [text[end : place.start], BOX, f"〔{place.mark}〕"]
        end = max(end, place.end)
    return "".join([*told, text[end:]])


def prove(texts: Sequence[str], passages: Sequence[Passage]) -> None:
    """Nothing of what was taken out can be read any more; else there is no copy."""
    for text in texts:
        squeezed = bare(text)
        for passage in passages:
            if passage.bare in squeezed:
                raise RuleError(
                    _("A passage could still be read in the copy, so it was not made."),
                    fix=_("Choose a longer passage around it."),
                )
