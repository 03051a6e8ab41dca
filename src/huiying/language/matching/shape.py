"""What a question asks for (a sum, a date, an address …) and what a passage has of that, as rows of numbers.

After Berger and others, "Bridging the lexical chasm: statistical approaches to answer-finding", SIGIR 2000: a question
and its answer share few words, but not any answer fits any question.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float32]


def of_questions(texts: Sequence[str]) -> Figures:
    """(texts, patterns and length), 0 or 1 and a logarithm."""
    return _rows(texts, "questions")


def of_answers(texts: Sequence[str]) -> Figures:
    return _rows(texts, "answers")


def _rows(texts: Sequence[str], which: str) -> Figures:
    patterns = _patterns()[which]
    rows = np.zeros((len(texts), len(patterns) + 1), np.float32)
    for row, text in enumerate(texts):
        rows[row, :-1] = [pattern.search(text) is not None for pattern in patterns]
        rows[row, -1] = np.log1p(len(text))
    return rows


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    told = files("huiying.language").joinpath("lexicons/asking.toml").read_text("utf-8")
    return {which: [re.compile(one) for one in rows] for which, rows in tomllib.loads(told).items()}
