"""Whether a phrase is meant: not denied, not only feared, not hearsay, not long past, not acted, no name for something
else.
"""

import re
from functools import cache

from .phrases import lexicon

BEFORE = 14
AFTER = 8

_REACH = {"denied": 6, "feared": 10, "past": 12, "hearsay": 12}
_SENTENCE = 60
_ENDS = re.compile(r"[。！!？?\n]")


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

    没有发生火灾 (denied), 容易引发火灾 (feared), 网传发生火灾 (hearsay), 去年的火灾 (past), 火灾隐患 (a name) and what
    a drill, an insurance or a film tells are not.
    """
    if _named().match(text, end, end + AFTER) or _is_staged(text, start, end):
        return False
    return not any(_before(kind).search(text, max(0, start - BEFORE), start) for kind in _REACH)


def _is_staged(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a phrase tells of a drill, an insurance, a film or a memorial."""
    begin = max(0, start - _SENTENCE)
    before = _ENDS.split(text[begin:start])[-1]
    after = _ENDS.split(text[end : end + _SENTENCE], maxsplit=1)[0]
    return _staged().search(before) is not None or _staged().search(after) is not None


@cache
def _staged() -> re.Pattern[str]:
    return re.compile(_any("staged"))


def is_denied(text: str, start: int) -> bool:
    """Whether the phrase at `start` is denied in its clause."""
    return _before("denied").search(text, max(0, start - BEFORE), start) is not None
