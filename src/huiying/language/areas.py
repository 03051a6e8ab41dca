"""Cities, districts and counties that a text names."""

import re

import rjieba

_CODE = re.compile(r"(?<![a-z0-9])([a-z])(\d{0,2}) ?([市区县])")
_LEVEL = re.compile(r"[\u4e00-\u9fff]{2,6}([市区县州旗])")

Area = tuple[str, str]


def areas(text: str) -> frozenset[Area]:
    """Areas of a folded text by level and name; a coded one, as published data has them, by its city too.

    `西湖区` is ("区", "西湖区"); `a3区` is ("code", "a") and ("coded", "a3区").
    """
    found: set[Area] = set()
    for word, kind in rjieba.tag(text):
        level = _LEVEL.fullmatch(str(word))
        if level is not None and str(kind) == "ns":
            found.add((level[1], str(word)))
    for city, number, kind in _CODE.findall(text):
        found |= {("code", city), ("coded", f"{city}{number}{kind}")}
    return frozenset(found)
