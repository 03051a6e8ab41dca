"""Names and dwellings, known by the words around them."""

import re
from collections.abc import Iterator

from .phrases import lexicon

Spans = Iterator[tuple[int, int]]

_DATA = lexicon("lexicons/names.toml")
_NAME = (
    rf"(?:(?:{'|'.join(_DATA['double'].split())})[\u4e00-\u9fa5]{{1,2}}"
    r"|[\u4e00-\u9fa5]{2,6}[·•][\u4e00-\u9fa5]{2,8}"
    rf"|[{_DATA['single']}][\u4e00-\u9fa5]{{1,2}})"
)
_END = (
    r"(?=[\s,，。.、;；:：!！?？()（）\-—0-9a-z\"”’]|$"
    r"|[，,]?(?:电话|手机|联系|身份证|男|女|住|家住|系|为|的|是|我|在|来自|今年|现))"
)
_KIN = (
    "[父母]亲|爸爸|妈妈|丈夫|妻子|爱人|老公|老婆|[儿孙]子|[孙侄]?女儿?|孩子|[哥姐弟妹爷奶公婆]{2}|[岳父母]{2}|朋友|同事|老板|经理|司机"
    "|邻居"
)
_NAMED = re.compile(
    rf"(?:{'|'.join(_DATA['labels'].split())})\s{{0,3}}[:：为是]?\s{{0,3}}(?P<name>{_NAME}){_END}"
    rf"|(?<![日基资成根原])本人[(（:：]?\s{{0,2}}(?P<self>{_NAME})"
    r"(?=[,，。)）]|[，,]?(?:男|女|身份证|系|现年|家住|住在?))"
    rf"|(?:{_KIN})(?:名字)?(?:叫做?|名叫|名为)(?P<kin>{_NAME}){_END}"
    rf"|(?<![\u4e00-\u9fa5])(?P<alone>{_NAME})[,，、 (]{{0,2}}"
    r"(?:(?:男|女)(?=[,，。、;；性 (]|$)|(?=身份证|公民身份|手机号))"
    rf"|敬礼[!。]?\s{{1,8}}(?P<signed>{_NAME})(?=\s|$|\d|,)"
    rf"|我是(?:[\u4e00-\u9fa5]{{2,12}}的)?(?P<am>{_NAME})(?=[,，。]|[，,]?(?:男|女|身份证|今年|家住|电话))"
)
_GROUPS = ("name", "self", "kin", "alone", "signed", "am")
_NEXT = re.compile(rf"、(?P<name>{_NAME}){_END}")
_OF_PEOPLE = re.compile(r"(?:[员工户们者众商方]|..人)$")
_NO_NAME = frozenset(_DATA["no_names"].split())
_NUMBER = r"[0-9a-z一二三四五六七八九十]"
_DOOR = re.compile(
    rf"(?<![0-9a-z一二三四五六七八九十])(?<!\d[\-—.])(?:"
    rf"{_NUMBER}{{1,5}}(?:号楼|幢|栋|座|号院|组团|号)[ ]?{_NUMBER}{{0,3}}(?:单元|门洞|栋|幢|号楼)?[ ]?"
    rf"(?:{_NUMBER}{{1,3}}单元)?[ ]?"
    r"(?:[0-9a-z]{1,3}(?:楼|层)[ ]?)?\d{2,5}(?:室|号房|房|号)?(?!多?余?户)"
    r"|\d{1,3}[ ]?[\-—][ ]?\d{1,2}[ ]?[\-—][ ]?\d{3,4}(?:室|号|户)?"
    rf"|{_NUMBER}{{1,4}}单元[ ]?\d{{2,4}}(?:室|号|户)?"
    rf"|{_NUMBER}{{1,5}}(?:号楼|幢|栋|座)[ ]?{_NUMBER}{{1,3}}单元"
    r"|\d{1,5}(?:弄\d{1,4})?号(?:楼|院)?\d{1,4}(?:室|房)"
    rf"|{_NUMBER}{{1,3}}组\d{{1,4}}号"
    r")(?![\-—]?\d|m2?(?![a-z])|[年月日元平米㎡条页款项])"
)
_DASHED = re.compile(r"[0-9 \-—]+")
_HOME = re.compile(r"(?:[家住户室房]|业主|小区|门牌)[^。;；\n]{0,6}$")
_PUBLIC = re.compile(r"(?:中心|大厅|大楼|政府|法院|医院|学校|大学|机关|管委会|办公楼|局|委|[\]〕〗)】〉》])[ ,]?$")
_OFFICE = re.compile(r"(?:办公|单位|公司|注册|经营|办理|网点|窗口|现场|会议)(?:地址|地点|场所)[:是为]?\s?$")
_LIVED = re.compile(
    r"(?:家住|住在|居住在|现住|住于|租住在?)[:是于]?\s?"
    r"(?P<at>[\u4e00-\u9fa5a-z0-9\-]{2,30}?\d{1,5}(?:号楼|号院|号|室|户|栋|幢|单元|组)"
    r"(?:[0-9a-z\-]{1,5}(?:号楼|栋|幢|单元|楼|层|室|户|房|号)?){0,4})(?!线|口|机组)"
)
_AREA_KINDS = "省市区县镇乡村路街巷弄苑庭府城园里"
_AREA_WORDS = ("街道", "社区", "大道", "小区", "花园", "公寓", "家园", "大厦", "广场")
_REACH = 40
_PLAIN = re.compile(r"[\u4e00-\u9fa5a-z0-9]+[,， ]?$")
_LIVING = re.compile(r"^.*(?:请问|领导|位于|地址|本人|日|[我在住于是将把向从和与及的])")
_NUMBERED = re.compile(r"\d(?:号|室|栋|幢|座|弄|楼|户|单元|组)")
_WHERE = re.compile(
    r"(?:家住|住址|家庭住址|现住址|户籍地址|户籍所在地|通讯地址|联系地址|(?<![公位册址业点目网ip])地址)\s{0,2}[:：在是为]?\s{0,2}"
    r"(?P<at>[\u4e00-\u9fa5a-z0-9\-]{4,40})"
)


def names(text: str) -> Spans:
    """Names that a word before them gives away: 我叫…, 联系人：…, 本人…."""
    for match in _NAMED.finditer(text):
        group = next(g for g in _GROUPS if match[g])
        if _is_name(match[group]):
            yield match.span(group)
            yield from _further(text, match.end(group))


def _further(text: str, at: int) -> Spans:
    """The other names of a list: `联系人：张三、李四`."""
    while match := _NEXT.match(text, at):
        if not _is_name(match["name"]):
            return
        yield match.span("name")
        at = match.end("name")


def _is_name(said: str) -> bool:
    return said[:2] not in _NO_NAME and said not in _NO_NAME and not _OF_PEOPLE.search(said)


def addresses(text: str) -> Spans:
    """Dwellings down to the door, and what follows the word address; a road alone is no personal data."""
    for match in _DOOR.finditer(text):
        start = _area_start(text, match.start())
        if start == match.start() and not _is_door(text, match):
            continue
        if not _PUBLIC.search(text, max(0, match.start() - 10), match.start()) and not _OFFICE.search(
            text, max(0, start - 10), start
        ):
            yield start, match.end()
    yield from (match.span("at") for match in _WHERE.finditer(text) if _NUMBERED.search(match["at"]))
    yield from (match.span("at") for match in _LIVED.finditer(text))


def _is_door(text: str, match: re.Match[str]) -> bool:
    """Whether numbers with no place before them are a dwelling: 3栋2单元501室 is, 3-2-501 if someone lives there."""
    if _DASHED.fullmatch(match[0]):
        return _HOME.search(text, max(0, match.start() - 12), match.start()) is not None
    return len(match[0]) >= 5


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
