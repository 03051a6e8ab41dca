"""The word that somebody meant: one of those that are known, which sounds the same or differs by one character.

Most slips of a Chinese keyboard are the right sound and the wrong character (补帖 for 补贴), so sound comes first; and
of two words that sound alike, the one that more texts hold.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import log1p

from anyascii import anyascii

from .reading import fold
from .segment import stop_words

SHORTEST, LONGEST = 2, 8
HOLED = 3  # of shorter words nearly all differ by one character
# What a character of a known word is worth, one left alone, and what it costs to put a word right.
_KNOWN, _ALONE = 2.0, 0.4
_SOUND, _SWAPPED, _ONE_OFF = 1.6, 2.0, 2.4
RARE, DWARFED = 3, 20  # texts that hold a slip at most, and how many times as many hold the word that was meant
_RUNS = re.compile(r"[^\W_]+|[\W_]+")
_MUDDLED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))  # what many speakers do not tell apart


@cache
def _sound_of(char: str) -> str:
    said = anyascii(char).lower()
    for told, plain in _MUDDLED:
        said = said.replace(told, plain)
    return said


def sound(word: str) -> str:
    """How a word is said, without tones: 补贴 and 补帖 are bu tie."""
    return " ".join(_sound_of(char) for char in word)


class Speller:
    """Known words with how many texts hold each."""

    def __init__(self, counted: Iterable[tuple[str, int]]) -> None:
        self._counts = {word: count for word, count in counted if SHORTEST <= len(word) <= LONGEST}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_hole: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            self._by_sound[sound(word)].append(word)
            for holed in _holes(word):
                self._by_hole[holed].append(word)

    def knows(self, word: str) -> bool:
        return word in self._counts

    def near(self, word: str) -> tuple[str, float] | None:
        """The known word that `word` was most likely meant to be, and how far it is; None where none is near."""
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        far: dict[str, float] = {}
        for other, distance in self._candidates(word):
            far[other] = min(far.get(other, distance), distance)
        far.pop(word, None)
        return min(far.items(), key=lambda item: (item[1], -self._counts[item[0]], item[0]), default=None)

    def _candidates(self, word: str) -> Iterator[tuple[str, float]]:
        yield from ((other, _SOUND) for other in self._by_sound.get(sound(word), ()))
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        yield from ((other, _SWAPPED) for other in swapped if other in self._counts)
        for holed in (word, *_holes(word)):
            yield from ((other, _ONE_OFF) for other in self._by_hole.get(holed, ()) if _one_off(word, other))
            if holed != word and holed in self._counts and len(holed) >= HOLED:
                yield holed, _ONE_OFF

    def corrected(self, said: str) -> str:
        """What was typed with each word that no text has in the place of one that is near it; the same if none is."""
        return "".join(self._mended(run) if run.isalnum() else run for run in _RUNS.findall(fold(said)))

    def _mended(self, run: str) -> str:
        """The reading of a run that makes most of it words, the fewer of them put right the better."""
        best: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(run) + 1):
            ways = (self._read(run[start:end], *best[start]) for start in range(max(end - LONGEST, 0), end))
            best.append(max((way for way in ways if way), key=lambda way: way[0]))
        return best[-1][1]

    def _read(self, piece: str, worth: float, before: str) -> tuple[float, str] | None:
        """A piece at the end of a reading: as a word, as one put right, or a character that stays what it is."""
        if piece in stop_words() or (piece in self._counts and not self._is_slip(piece)):
            return worth + _KNOWN * len(piece) + 0.05 * log1p(self._counts.get(piece, 0)), before + piece
        if near := self.near(piece):
            return worth + _KNOWN * len(piece) - near[1], before + near[0]
        return (worth + _ALONE, before + piece) if len(piece) == 1 else None

    def _is_slip(self, word: str) -> bool:
        """Whether a word that some text holds is itself a slip: some write 补帖 to us, and a hundred 补贴."""
        count = self._counts[word]
        return count <= RARE and any(self._counts[other] >= DWARFED * count for other in self._by_sound[sound(word)])


def _holes(word: str) -> Iterator[str]:
    """The word without one of its characters, each once."""
    if len(word) >= HOLED:
        yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_off(one: str, other: str) -> bool:
    """Whether two words that share a hole differ by one character, put in, left out or changed."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        return True
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
