"""What somebody looks for on the portal, cut into the words that tell something, each with the words that mean the
same; and the tokens under which `indexing` keeps them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from . import segment
from .indexing import indexed, sought
from .reading import fold

MOST_TYPED = 100
MOST_WORDS = 8
PHRASE = 3  # characters: anything longer may be several words
MOST_WAYS = 8
_SAYS = re.compile(r"\w")

Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a word, the whole tokens and the beginnings of tokens that it leaves in a text."""

    word: str
    tokens: tuple[str, ...]
    beginnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms that are looked for, each with the ways to say it, the word that was typed first; `phrase` is what was
    typed, folded; `cut` if it was longer than is read.
    """

    phrase: str
    terms: tuple[tuple[Way, ...], ...]
    cut: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is to be marked in what is found."""
        return tuple(dict.fromkeys(way.word for term in self.terms for way in term))

    @property
    def pairs(self) -> tuple[str, ...]:
        """The tokens of the whole phrase, across its words too: where one word is typed wrongly, others still stand."""
        whole, kept = indexed(self.phrase)[1], {token for term in self.terms for way in term for token in way.tokens}
        return tuple(dict.fromkeys((*kept, *(token for token in whole if len(token) > 1))))


def wanted(typed: str, synonyms: Synonyms) -> Wanted:
    """What was typed, read: 厂房租金补助怎么申请 is 厂房, 租金, 补助, 申请."""
    phrase = " ".join(fold(typed[: 4 * MOST_TYPED]).split())
    cut = len(phrase) > MOST_TYPED or len(typed) > 4 * MOST_TYPED
    phrase = phrase[:MOST_TYPED]
    words = words_of(phrase, synonyms)
    ways = (tuple(_way(said) for said in _said(word, synonyms)) for word in words)
    terms = (tuple(way for way in told if way.tokens or way.beginnings) for told in ways)
    return Wanted(phrase, tuple(term for term in terms if term), cut)


def words_of(phrase: str, synonyms: Synonyms) -> list[str]:
    """The words of a folded phrase, each once: those between spaces, the longer of them cut, a synonym kept whole."""
    found: list[str] = []
    for part in phrase.split():
        if part in synonyms or (len(part) < PHRASE and _SAYS.search(part)):
            found.append(part)
        elif _SAYS.search(part):
            found += _cut(part, synonyms) or [part]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _cut(part: str, synonyms: Synonyms) -> list[str]:
    """The telling words of a part; a synonym that ends where words end is one of them, the longest first."""
    ends = [0, *accumulate(len(piece) for piece in segment.cut(part))]
    found: list[str] = []
    start = 0
    for begin in ends:
        whole = next((part[begin:end] for end in reversed(ends) if end > begin and part[begin:end] in synonyms), "")
        if begin < start or not whole:
            continue
        found += [*segment.words(part[start:begin]), whole]
        start = begin + len(whole)
    return [*found, *segment.words(part[start:])] if start else segment.words(part)


def _said(word: str, synonyms: Synonyms) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *synonyms.get(word, ()))))[:MOST_WAYS]


def _way(word: str) -> Way:
    what = sought(word)
    return Way(word, what.tokens, what.beginnings)


def holds(plain: str, way: Way) -> bool:
    """Whether a folded text has the word; its parts between spaces may stand apart."""
    word = way.word
    return word in plain or (" " in word and all(part in plain for part in word.split()))


def part_of(plain: str, way: Way) -> float:
    """Which share of the pairs of a longer word stand in a text that does not have it whole."""
    parts = [a + b for a, b in pairwise(way.word)] if len(way.word) > 2 else []
    return sum(part in plain for part in parts) / len(parts) if parts else 0.0
