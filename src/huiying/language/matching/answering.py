"""How likely a passage answers a question, whatever else is published: the ranks say only which is likest.

A logistic curve over three signs, fitted on public questions with their answers, asked once with the answer among all
and once without it (`python -m bench policy-answering`); what it says with 0.8 was right four times in five there.
"""

from dataclasses import dataclass
from math import exp

BIAS, COVERED, PAIRS, MEANING = -3.88, 0.41, 7.26, 1.92


@dataclass(frozen=True, slots=True)
class Evidence:
    """The share of the question's words, by rarity, that the passage or its title holds; the share of its pairs of
    characters; likeness in meaning; and the words shared.
    """

    covered: float
    pairs: float
    meaning: float
    shared: tuple[str, ...] = ()


def chance(evidence: Evidence) -> float:
    """0..1."""
    said = BIAS + COVERED * evidence.covered + PAIRS * evidence.pairs + MEANING * evidence.meaning
    return 1 / (1 + exp(-said))
