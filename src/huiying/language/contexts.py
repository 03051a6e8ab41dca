"""Whether a phrase is meant: not denied, not only feared, not long past, not part of a name for something else."""

import re
from functools import cache

from .phrases import lexicon

BEFORE = 14
AFTER = 6

_REACH = {"denied": 6, "feared": 10, "past": 12}


@cache
def _before(kind: str) -> re.Pattern[str]:
    """What denies, fears or puts in the past whatever follows it within the clause."""
    return re.compile(rf"(?:{_any(kind)})[^。！!？?；;\n，,]{{0,{_REACH[kind]}}}$")


@cache
def _named() -> re.Pattern[str]:
    return re.compile(_any("named"))


def _any(kind: str) -> str:
    return "|".join(piece for line in lexicon("lexicons/contexts.toml")[kind] for piece in line.split())


def is_meant(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is said to have happened.

    没有发生火灾 (denied), 容易引发火灾 (feared), 去年的火灾 (past) and 火灾隐患 (a name) are not.
    """
    if _named().match(text, end, end + AFTER):
        return False
    return not any(_before(kind).search(text, max(0, start - BEFORE), start) for kind in _REACH)


def is_denied(text: str, start: int) -> bool:
    """Whether the phrase at `start` is denied in its clause."""
    return _before("denied").search(text, max(0, start - BEFORE), start) is not None
