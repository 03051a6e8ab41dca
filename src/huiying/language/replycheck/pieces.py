"""A text in sentences and clauses with their places, and the phrase lists of this check."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..phrases import lexicon
from ..reading import TEXT_LIMIT, fold

LONGEST = 400
_SENTENCE = re.compile(rf"[^。！!？?；;\n\r]{{1,{LONGEST}}}[。！!？?；;]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a text: folded, with its place in the text as it came."""

    text: str
    start: int
    end: int


def read(text: str) -> str:
    """The first 20,000 characters, folded; places in it are places in the text."""
    return fold(text[:TEXT_LIMIT])


def sentences(text: str) -> list[Piece]:
    """The sentences of a folded text that hold a letter, digit or Han character; no longer than 400 characters."""
    return list(_sentences(text))


def _sentences(text: str) -> Iterator[Piece]:
    for match in _SENTENCE.finditer(text):
        said = match[0]
        if any(char.isalnum() for char in said):
            start = match.start() + len(said) - len(said.lstrip())
            yield Piece(said.strip(), start, start + len(said.strip()))


@cache
def listed(group: str, key: str) -> tuple[str, ...]:
    """The phrases of one line of `lexicons/replycheck.toml`."""
    return tuple(str(lexicon("lexicons/replycheck.toml")[group][key]).split())


@cache
def any_of(*lines: tuple[str, str]) -> re.Pattern[str]:
    """Any phrase of the given lines, the longest first."""
    phrases = sorted({p for group, key in lines for p in listed(group, key)}, key=lambda p: (-len(p), p))
    return re.compile("|".join(re.escape(phrase) for phrase in phrases))
