"""How well an entry answers what was looked for: the weight of its words by BM25, more in the title, more where the
words stand together, and a little more for what is new. The same for every engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huiying.language.wanted import Wanted, Way, holds, part_of

from .vocabulary import Rarity

_K1, _B, _USUAL = 1.2, 0.4, 800  # characters of an ordinary entry
_TITLE, _WHOLE_IN_TITLE, _WHOLE, _PAIRS = 1.2, 0.6, 0.25, 1.0
_SYNONYM = 0.85  # what another word for it is worth against the word itself
_FRESH, _HALF_LIFE = 0.12, 400.0  # days
ENOUGH = 0.55  # of the weight of what was looked for: an entry with less is about something else


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as it is ranked: its folded text, whose first line is the title."""

    key: int
    plain: str
    dated: date


@dataclass(frozen=True, slots=True)
class Ranked:
    key: int
    score: float
    whole: bool
    dated: date


class Ranking:
    def __init__(self, wanted: Wanted, rarity: Rarity, today: date) -> None:
        self._today = today
        self._terms = [(term, max(0.2, _weight(term[0], rarity))) for term in wanted.terms]
        self._all = sum(weight for _term, weight in self._terms) or 1.0
        self._together = wanted.phrase.replace(" ", "")
        self._pairs = [(pair, rarity(pair)) for pair in wanted.pairs]
        self._all_pairs = sum(weight for _pair, weight in self._pairs) or 1.0

    def rank(self, candidates: Sequence[Candidate]) -> list[Ranked]:
        """Those that answer enough of it, those with every word first, the best first; of equals the newest."""
        found = [ranked for one in candidates if (ranked := self._look(one))]
        return sorted(found, key=lambda one: (not one.whole, -one.score, -one.dated.toordinal(), -one.key))

    def _look(self, one: Candidate) -> Ranked | None:
        plain, whole = one.plain, True
        title = plain[: max(plain.find("\n"), 0)]
        score, held = 0.0, 0.0
        for term, weight in self._terms:
            way, worth = _best(plain, term)
            if way is None:
                whole = False
                held += weight * worth
                score += weight * worth
                continue
            held += weight
            score += weight * worth * (_often(plain, way) + _TITLE * holds(title, way))
        # a list, not a generator: this is done for each pair in each text, and is most of what ranking costs
        pairs = sum([weight for pair, weight in self._pairs if pair in plain]) / self._all_pairs
        if not whole and max(held / self._all, pairs) < ENOUGH:
            return None
        score = score / self._all + _PAIRS * pairs + self._stands_together(title, plain)
        return Ranked(one.key, score * self._freshness(one.dated), whole, one.dated)

    def _stands_together(self, title: str, plain: str) -> float:
        if len(self._terms) < 2 and self._together not in title:
            return 0.0
        return _WHOLE_IN_TITLE * (self._together in title) + _WHOLE * (self._together in plain)

    def _freshness(self, dated: date) -> float:
        age = max((self._today - dated).days, 0)
        return 1.0 + float(_FRESH * 0.5 ** (age / _HALF_LIFE))


def _weight(way: Way, rarity: Rarity) -> float:
    """What a word tells: as much as the rarest of its tokens; one of a single character a little."""
    return max((rarity(token) for token in way.tokens), default=1.0)


def _best(plain: str, term: Sequence[Way]) -> tuple[Way | None, float]:
    """The first way of saying a term that the text holds, and its worth; else which part of the word it holds."""
    for place, way in enumerate(term):
        if holds(plain, way):
            return way, 1.0 if place == 0 else _SYNONYM
    return None, 0.5 * part_of(plain, term[0])


def _often(plain: str, way: Way) -> float:
    """BM25's measure of how often a word is said: once more adds less, and a long text gains nothing by its length."""
    times = plain.count(way.word) or 1
    return times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * len(plain) / _USUAL))
