"""How likely a passage answers a question, whatever else is published: the ranks say only which is likest.

A logistic curve over three signs, fitted on letters to a city with their replies (`python -m bench policy-answering`):
where it says 0.7, seven in ten of the likest replies were those the letter got. Another reply may answer too, so the
chance is rather too low than too high.
"""

import re
from dataclasses import dataclass
from math import exp

from ..segment import stop_words
from .terms import words

_ASKING = re.compile(
    "请问|咨询|询问|反映|投诉|建议|关于|如何|怎么样?|怎样|为什么|为何|什么时候|什么|何时|多久|多少|哪里|哪些|哪个|哪儿|能否|能不能|是否|可否|可不可以|有没有"
    "|谁|吗|呢|吧|的问题|问题|情况|需要|应该|可以|我们|我|您好|你好"
)

BIAS, COVERED, PAIRS, MEANING = -3.83, 1.33, 4.53, 1.78


@dataclass(frozen=True, slots=True)
class Evidence:
    """The share of the question's telling words that the passage or its title holds; the share of its pairs of
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


def content(asked: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The telling words and pairs of characters of a folded question, each once, without what makes it a question:
    that stands in no answer. None is weighed by its rarity, so that the chance does not hang on what else is published.
    """
    stop, runs = stop_words(), _ASKING.sub(" ", asked)
    told = [word for run in runs.split() for word in words(run) if len(word) > 1 and word not in stop]
    pairs = [run[at : at + 2] for run in runs.split() for at in range(len(run) - 1) if run[at : at + 2].isalnum()]
    return tuple(dict.fromkeys(told)), tuple(dict.fromkeys(pairs))
