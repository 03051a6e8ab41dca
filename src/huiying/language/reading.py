"""How a letter is read: folded character by character, so that a place found is a place in the letter as it came."""

import unicodedata
from dataclasses import dataclass

from .characters import in_words, simplified

TITLE_LIMIT = 500
TEXT_LIMIT = 20_000
KEPT_CONTROLS = "\n\t"


class _Folding(dict[int, str]):
    """Each character's plain form, one for one: half width, lower case, simplified, and a space where a control
    character stood.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char).lower()
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} and char not in KEPT_CONTROLS:
            plain = " "
        plain = plain if len(plain) == 1 else char
        self[code] = simplified().get(plain, plain)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in plain characters, of the same length: `ＡＢＣ` and `abc` become one, 申請 and 申请 too."""
    return in_words(text.translate(_FOLDING))


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter as it is read: title and text in one, folded, the text beginning at `offset`; `cut` if it was too long.

    `original` is the same before folding, of the same length.
    """

    whole: str
    original: str
    offset: int
    cut: bool

    @property
    def title(self) -> str:
        return self.whole[: max(self.offset - 1, 0)]

    @property
    def text(self) -> str:
        return self.whole[self.offset :]


def read(text: str, title: str = "") -> Reading:
    """Read the first 20,000 characters of a text and the first 500 of its title: any letter takes bounded time."""
    head = title[:TITLE_LIMIT].replace("\n", " ")
    original = f"{head}\n{text[:TEXT_LIMIT]}" if head else text[:TEXT_LIMIT]
    cut = len(text) > TEXT_LIMIT or len(title) > TITLE_LIMIT
    return Reading(fold(original), original, len(head) + 1 if head else 0, cut)
