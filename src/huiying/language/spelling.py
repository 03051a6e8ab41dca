"""The word that somebody meant: one of those that are known, which sounds the same or differs by one character.

Most slips of a Chinese keyboard are the right sound and the wrong character (补帖 for 补贴), so sound comes first; and
of two words that sound alike, the one that more texts hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from math import log1p

from anyascii import anyascii

from .segment import cut, stop_words

SHORTEST, LONGEST = 2, 8
HOLED = 3  # of shorter words nearly all differ by one character
_SOUND, _SWAPPED, _ONE_OFF = 12.0, 8.0, 0.0  # what a way of being near is worth against the logarithm of a count
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
        """The known word that `word` was most likely meant to be, with its worth; None where none is near."""
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        worth: dict[str, float] = {}
        for other, way in self._candidates(word):
            worth[other] = max(worth.get(other, 0), way + log1p(self._counts[other]))
        worth.pop(word, None)
        return max(worth.items(), key=lambda item: (item[1], item[0]), default=None)

    def _candidates(self, word: str) -> Iterator[tuple[str, float]]:
        yield from ((other, _SOUND) for other in self._by_sound.get(sound(word), ()))
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        yield from ((other, _SWAPPED) for other in swapped if other in self._counts)
        for holed in (word, *_holes(word)):
            yield from ((other, _ONE_OFF) for other in self._by_hole.get(holed, ()) if _one_off(word, other))
            if holed != word and holed in self._counts and len(holed) >= HOLED:
                yield holed, _ONE_OFF

    def corrected(self, said: str) -> str:
        """What was typed with each word that nobody used in the place of one that was near it; the same if none was."""
        pieces, at, found = cut(said), 0, []
        while at < len(pieces):
            taken, instead = self._mended(pieces, at)
            found.append(instead)
            at += taken
        return "".join(found)

    def _mended(self, pieces: list[str], at: int) -> tuple[int, str]:
        """How many pieces from `at` are one word that was typed wrongly, and the right one; else the piece itself."""
        best: tuple[float, int, str] | None = None
        for taken in (1, 2, 3, 4):
            window = pieces[at : at + taken]
            if len(window) == taken and self._is_weak(window) and (near := self.near("".join(window))):
                best = max(best or (0.0, 0, ""), (near[1], taken, near[0]))
        return (best[1], best[2]) if best else (1, pieces[at])

    def _is_weak(self, window: Collection[str]) -> bool:
        """Whether something in it is no word of ours: a character left alone, or a word that no text has."""
        return any(piece not in self._counts and piece not in stop_words() and piece.isalpha() for piece in window)


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
