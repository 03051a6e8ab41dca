"""Traditional characters as simplified ones, one for one, so that 申請 and 申请 are read as the same and places hold.

The table is that of OpenCC as `opencc-python-reimplemented` ships it, read as data; without the package traditional
characters stay as they are. What one character means in one word only is said here.
"""

import re
from functools import cache
from importlib.resources import files

_TABLE = "dictionary/TSCharacters.txt"
_MORE = dict(zip("妳牠祂閙呌", "你它他闹叫", strict=True))
_BY_WORD = {"著": "着", "乾": "干", "覆": "复", "藉": "借"}
_IN_WORDS = re.compile(
    r"(?<![显原名专巨编土卓昭论译新大合拙遗卷])著(?![名作书述称者录有《])|乾(?![隆坤陵])|(?<=[答回批函])覆|藉(?=[口此由助着故])"
)
_DOUBTFUL = re.compile("[著乾覆藉]")


@cache
def simplified() -> dict[str, str]:
    """Each traditional character with its simplified one; where there are several, the commonest."""
    found: dict[str, str] = {}
    for line in _lines():
        old, _, new = line.partition("\t")
        first = new.split(" ", 1)[0]
        if len(old) == 1 and len(first) == 1 and old not in _BY_WORD:
            found[old] = first
    return found | _MORE


def _lines() -> list[str]:
    try:
        return files("opencc").joinpath(_TABLE).read_text(encoding="utf-8").splitlines()
    except (ModuleNotFoundError, FileNotFoundError):
        return []


def in_words(text: str) -> str:
    """Characters that are simplified in some words only: 著火 becomes 着火, 著名 stays. Same length."""
    if not _DOUBTFUL.search(text):
        return text
    return _IN_WORDS.sub(lambda match: _BY_WORD[match[0]], text)
