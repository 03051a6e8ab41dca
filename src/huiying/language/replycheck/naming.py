"""Names in a reply that are nearly, but not quite, a name in the letter: most often a slip of the pen."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import privacy
from ..where import names_in
from .finding import Finding, Names
from .pieces import read

MOST = 60
SHORTEST = 4
_AREA = re.compile(r"^[\u4e00-\u9fa5]{1,4}?[省市区县](?=[\u4e00-\u9fa5]{3})")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERAL = frozenset("零一二三四五六七八九十百千万两东南西北上下前后左右内外新老")
_ALIKE = ("苑园院源", "府俯", "城成诚", "庭廷亭", "湾弯", "庄装", "镇填")  # endings that one types for another
_COMMON = re.compile("道路|公路|马路|小区|社区|村级|村组|村里")
_TITLED = "(?:先生|女士|同志|老师|经理|师傅|同学|您)"


def near_names(letter: str, reply: str, sources: Sequence[str], office: Names) -> Iterator[Finding]:
    """Where a reply writes a name of the letter with one character other, or two changed about."""
    known = " ".join((letter, *(read(source) for source in sources), *office.all()))
    for name in _names(letter):
        for match in _slips(name).finditer(reply):
            slip = match[0]
            if slip != name and slip not in known and not _are_two(name, slip):
                yield _finding(match.start(), match.end(), slip, name)
    for person in _people(letter):
        for match in re.finditer(rf"{re.escape(person[0])}\w{{{len(person) - 1}}}(?={_TITLED})", reply):
            said = match[0]
            if said != person and said not in known and any(a == b for a, b in zip(said[1:], person[1:], strict=True)):
                yield _finding(match.start(), match.end(), match[0], person)


def _names(letter: str) -> list[str]:
    """Places and organisations of the letter, and what it puts in quotation marks, long enough to be told apart."""
    marked = re.findall(r"[“\"「]([\u4e00-\u9fa5a-z0-9]{4,16})[”\"」]", letter)
    whole = names_in(letter)
    told = [
        name
        for name in (*whole, *(_AREA.sub("", name) for name in whole), *marked)
        if len(name) >= SHORTEST and _HAN.search(name)
    ]
    return list(dict.fromkeys(told))[:MOST]


def _slips(name: str) -> re.Pattern[str]:
    """The name with one character other: the first may not belong to it, the last says what kind of thing it is."""
    other = [f"{re.escape(name[:i])}\\w{re.escape(name[i + 1 :])}" for i in range(1, len(name) - 1)]
    ends = [re.escape(name[:-1]) + f"[{group}]" for group in _ALIKE if name[-1] in group]
    swapped = [re.escape(name[:i] + name[i + 1] + name[i] + name[i + 2 :]) for i in range(len(name) - 2)]
    return re.compile("|".join((*other, *ends, *swapped)))


def _are_two(name: str, slip: str) -> bool:
    """`一期` and `二期`, `东路` and `西路`, a community's road and its highway are two things, not a slip."""
    if _COMMON.sub("", name) == _COMMON.sub("", slip):
        return True
    pairs = [(a, b) for a, b in zip(name, slip, strict=True) if a != b]
    return all((a in _NUMERAL and b in _NUMERAL) or not _HAN.match(a) or not _HAN.match(b) for a, b in pairs)


def _people(letter: str) -> Iterable[str]:
    names = (letter[mark.start : mark.end] for mark in privacy.find(letter) if mark.type == "name")
    return [name for name in dict.fromkeys(names) if len(name) > 2][:MOST]


def _finding(start: int, end: int, slip: str, name: str) -> Finding:
    because = f"来信写的是“{name}”，草稿写的是“{slip}”，只差一两个字，请核对是不是写错了。"
    return Finding("name", start, end, slip, because, "must")
