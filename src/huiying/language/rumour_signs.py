"""What a post shows besides its words: signs of hoaxes by a lexicon of our own, its form, and how it has spread."""

import math
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .phrases import Hit, lexicon
from .reading import fold
from .spread import Spread

LENGTH = 2000
MOST = 4
UNKNOWN = math.nan

LINK = re.compile(r"https?://[^\s\u4e00-\u9fff]{1,200}")
_LETTERS = re.compile(r"[a-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    """A pattern for each sign; of words that begin alike the longest is found."""
    return {
        name: re.compile("|".join(re.escape(word) for word in sorted(sign["words"].split(), key=len, reverse=True)))
        for name, sign in lexicon("lexicons/rumour_signs.toml").items()
    }


def label(sign: str) -> str:
    """What a verdict calls a sign, in Chinese."""
    return str(lexicon("lexicons/rumour_signs.toml")[sign]["label"])


def signs_in(text: str) -> list[Hit]:
    """Where the signs stand in the first 2,000 characters; `group` is the sign."""
    said = text[:LENGTH]
    return [
        Hit(match.start(), match.end(), said[match.start() : match.end()], name, 1.0)
        for name, pattern in _signs().items()
        for match in pattern.finditer(fold(said))
    ]


def form_of(text: str) -> list[float]:
    """Length, marks and kinds of characters of a post's first 2,000 characters."""
    plain = fold(text[:LENGTH])
    bare = LINK.sub("", plain)
    long = max(len(plain), 1)
    counted = [plain.count(mark) for mark in "!?@[…~《"]
    return [
        math.log1p(len(plain)),
        *counted,
        plain.count("#") // 2,
        len(LINK.findall(plain)),
        plain.startswith("【"),
        "//" in bare,
        plain.count("“") + plain.count('"'),
        sum(char.isdigit() for char in plain) / long,
        len(_LETTERS.findall(bare)) / long,
        len(_HAN.findall(plain)) / long,
        30 * plain.count(",") / long,
        30 * plain.count("。") / long,
    ]


def spread_of(spread: Spread | None) -> list[float]:
    """The figures of a spread on a logarithmic scale, and two ratios; NaN where a figure is not known."""
    if spread is None:
        return [UNKNOWN] * 6
    followers, reposts, comments = (_log(n) for n in (spread.followers, spread.reposts, spread.comments))
    verified = UNKNOWN if spread.verified is None else float(spread.verified)
    return [followers, verified, reposts, comments, comments - reposts, reposts - followers]


def _log(count: int | None) -> float:
    return UNKNOWN if count is None else math.log1p(max(count, 0))


def rows_of(texts: Sequence[str], spreads: Sequence[Spread | None]) -> NDArray[np.float64]:
    """(posts, signs + form + spread): what the model sees besides words."""
    return np.array([_row(text, spread) for text, spread in zip(texts, spreads, strict=True)], dtype=np.float64)


def _row(text: str, spread: Spread | None) -> list[float]:
    counted = dict.fromkeys(_signs(), 0)
    for hit in signs_in(text):
        counted[hit.group] = min(counted[hit.group] + 1, MOST)
    return [*counted.values(), *form_of(text), *spread_of(spread)]
