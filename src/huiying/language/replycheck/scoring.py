"""How well a reply answers a letter, as one figure in 0..1 with what it rests on; for lists and for measuring."""

import math
from dataclasses import dataclass

from .answering import answered
from .pieces import any_of, read
from .substance import Said, said

FULL = 2000  # characters: more add nothing
_GROUNDS = ("grounds", "found", "done", "because", "next", "how")


@dataclass(frozen=True, slots=True)
class Score:
    """`explains`: how much is said of the matter and on what grounds; `complete`: the share of questions answered."""

    explains: float
    complete: float
    asked: int

    @property
    def whole(self) -> float:
        return round(0.9 * self.explains + 0.1 * self.complete, 4)


def score(letter: str, reply: str) -> Score:
    """How much a reply explains, and how many of the questions of the letter it answers."""
    asked = answered(letter, reply)
    met = sum(ask.answered is not None for ask in asked)
    folded = read(reply)
    explains = _explains(said(folded), len(folded.strip()))
    return Score(explains, round(met / len(asked), 4) if asked else explains, len(asked))


def _explains(spoken: Said, length: int) -> float:
    """Mostly length, of the matter and of all, by their logarithms; then how many kinds of ground are given."""
    text = " ".join(piece.text for piece in spoken.matter)
    kinds = sum(any_of(("explains", key)).search(text) is not None for key in _GROUNDS)
    return round(0.45 * _share(spoken.length) + 0.45 * _share(length) + 0.1 * kinds / len(_GROUNDS), 4)


def _share(length: int) -> float:
    return min(1.0, math.log1p(length) / math.log1p(FULL))
