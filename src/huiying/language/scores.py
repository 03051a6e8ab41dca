"""How the weights of what was found become a decision with a score and its words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .phrases import Hit

REPEATED = 0.4
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided ("" for nothing to go by), with a score in 0..1, every candidate's share, and what it rests
    on: words, or a `note` in Chinese on what was learned. `cues` are all phrases found, also for other candidates.
    """

    name: str
    score: float
    shares: Mapping[str, float]
    evidence: tuple[Hit, ...] = ()
    note: str = ""
    cues: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it may be relied on; where not, a person had better look first."""
        return bool(self.name) and self.score >= SURE

    @property
    def second(self) -> str:
        """What else it may be: the candidate with the next share; "" if there is none."""
        others = [name for name, share in self.shares.items() if name != self.name and share > 0]
        return max(others, key=lambda name: self.shares[name], default="")

    def likely(self, *, half: float, slope: float) -> "Verdict":
        """The same with its score as a chance: `half` is the score that is right every other time."""
        chance = 1 / (1 + math.exp(slope * (half - self.score)))
        return replace(self, score=round(chance, 3)) if self.name else self

    @property
    def words(self) -> list[str]:
        """The words it rests on, each once, the weightiest first."""
        return list(dict.fromkeys(hit.word for hit in sorted(self.evidence, key=lambda h: (-h.weight, h.start))))


def sums(hits: Iterable[Hit]) -> dict[str, float]:
    """The weight of each group; a word said again counts less each time, so that length alone decides nothing."""
    seen: Counter[tuple[str, str]] = Counter()
    total: dict[str, float] = {}
    for hit in sorted(hits, key=lambda h: -abs(h.weight)):
        said = seen[hit.group, hit.word]
        seen[hit.group, hit.word] += 1
        total[hit.group] = total.get(hit.group, 0.0) + hit.weight * REPEATED**said
    return total


def decide(names: Sequence[str], hits: Sequence[Hit], *, enough: float) -> Verdict:
    """The group with most weight. Its score grows with its lead over the others and with how much there is to go by;
    `enough` is the weight at which half of the doubt for want of words is gone.
    """
    cues = tuple(f"{hit.group}:{hit.word.lower()}" for hit in hits if hit.weight)
    weights = {name: max(weight, 0.0) for name, weight in sums(hits).items()}
    total = sum(weights.values())
    if total <= 0:
        return Verdict("", 0.0, {}, cues=cues)
    shares = {name: weights.get(name, 0.0) / total for name in names}
    best = max(names, key=lambda name: shares[name])
    score = shares[best] * total / (total + enough)
    evidence = tuple(hit for hit in hits if hit.group == best and hit.weight > 0)
    return Verdict(best, round(score, 3), shares, evidence, cues=cues)
