"""Names and dwellings, known by the words around them."""

import re
from collections.abc import Iterator

from .phrases import lexicon

Spans = Iterator[tuple[int, int]]

_DATA = lexicon("lexicons/names.toml")
_NAME = rf"(?:(?:{'|'.join(_DATA['double'].split())})[\u4e00-\u9fa5]{{1,2}}|[{_DATA['single']}][\u4e00-\u9fa5]{{1,2}})"
_END = (
    r"(?=[\s,，。.、;；:：!！?？()（）\-—0-9a-z\"”’]|$"
    r"|[，,]?(?:电话|手机|联系|身份证|男|女|住|家住|系|为|的|是))"
)
_NAMED = re.compile(
    rf"(?:{'|'.join(_DATA['labels'].split())})\s{{0,3}}[:：为是]?\s{{0,3}}(?P<name>{_NAME}){_END}"
    rf"|(?<![日基资成根原])本人[(（:：]?\s{{0,2}}(?P<self>{_NAME})"
    r"(?=[,，。)）]|[，,]?(?:男|女|身份证|系|现年|家住|住在?))"
    rf"|我是(?:[\u4e00-\u9fa5]{{2,12}}的)?(?P<am>{_NAME})(?=[,，。]|[，,]?(?:男|女|身份证|今年|家住|电话))"
)
_NO_NAME = frozenset(_DATA["no_names"].split())
_NUMBER = r"[0-9a-z一二三四五六七八九十]"
_DOOR = re.compile(
    rf"(?<![0-9a-z一二三四五六七八九十])(?:"
    rf"{_NUMBER}{{1,5}}(?:号楼|幢|栋|座|号院|组团|号)[ ]?{_NUMBER}{{0,3}}(?:单元|门洞|栋|幢|号楼)?[ ]?"
    rf"(?:{_NUMBER}{{1,3}}单元)?[ ]?"
    r"(?:[0-9a-z]{1,3}(?:楼|层)[ ]?)?\d{2,5}(?:室|号房|房|号|户)?"
    r"|\d{1,3}[ ]?[\-—][ ]?\d{1,2}[ ]?[\-—][ ]?\d{3,4}(?:室|号|户)?"
    rf"|{_NUMBER}{{1,4}}单元[ ]?\d{{2,4}}(?:室|号|户)?"
    rf"|{_NUMBER}{{1,5}}(?:号楼|幢|栋|座)[ ]?{_NUMBER}{{1,3}}单元"
    r"|\d{1,5}(?:弄\d{1,4})?号(?:楼|院)?\d{1,4}(?:室|房)"
    r")(?![0-9年月日元平米㎡])"
)
_AREA_KINDS = "省市区县镇乡村路街巷弄苑庭府城园里"
_AREA_WORDS = ("街道", "社区", "大道", "小区", "花园", "公寓", "家园", "大厦", "广场")
_REACH = 40
_PLAIN = re.compile(r"[\u4e00-\u9fa5a-z0-9]+[,， ]?$")
_LIVING = re.compile(r"^.*(?:请问|领导|位于|地址|本人|日|[我在住于是将把向从和与及的])")
_NUMBERED = re.compile(r"\d(?:号|室|栋|幢|座|弄|楼|户|单元|组)")
_WHERE = re.compile(
    r"(?:家住|住址|家庭住址|现住址|户籍地址|户籍所在地|通讯地址|联系地址|地址)\s{0,2}[:：在是为]?\s{0,2}"
    r"(?P<at>[\u4e00-\u9fa5a-z0-9\-]{4,40})"
)


def names(text: str) -> Spans:
    """Names that a word before them gives away: 我叫…, 联系人：…, 本人…."""
    for match in _NAMED.finditer(text):
        group = next(g for g in ("name", "self", "am") if match[g])
        if match[group][:2] not in _NO_NAME and match[group] not in _NO_NAME:
            yield match.span(group)


def addresses(text: str) -> Spans:
    """Dwellings down to the door, and what follows the word address; a road alone is no personal data."""
    for match in _DOOR.finditer(text):
        start = _area_start(text, match.start())
        if start < match.start() or len(match[0]) >= 5:
            yield start, match.end()
    yield from (match.span("at") for match in _WHERE.finditer(text) if _NUMBERED.search(match["at"]))


def _area_start(text: str, door: int) -> int:
    """Where the place before a door begins: `松溪区望江路` before `3栋501室`; else the door itself."""
    before = _PLAIN.search(text, max(0, door - _REACH), door)
    if before is None:
        return door
    place = before[0].rstrip(",， ")
    if not place.endswith(_AREA_WORDS) and place[-1:] not in _AREA_KINDS and not place[-1:].isdigit():
        return door
    led_in = _LIVING.match(place)
    return before.start() + (led_in.end() if led_in and led_in.end() < len(place) else 0)
