"""名称 · What a need is called: the place or project where most name it, and the question, in the words of a letter."""

import re
from collections import Counter
from collections.abc import Sequence

from ..reading import fold
from .projects import alike, named

READ, LONGEST = 120, 40  # characters of a question; of a name
COMMON, SHORTEST = 0.4, 5  # a place named by so many belongs to the name; characters of a name that tells enough
SHOWN = 2  # names before a question that tells none
FEW = 3  # questions that keep the place they name
CENTRAL = 5  # questions of which the shortest names a group

PLACES = re.compile(
    r"(?:[a-z]\d*[市区县](?!民))+|西地省"
    r"|[\u4e00-\u9fff]{1,6}?(?:街道|社区|小区|花园|公园|大道|[东西南北中]路|村(?!民)|镇|[一二三四五六七八九十\d]+组|\d+号(?!线)|[一二三四五\d]+期"
    r"|\d+栋|苑|府|城|湾)",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:(?:再次|再|强烈|实名|紧急|早日|居民|村民|市民|业主)?(?:关于|反映|投诉|举报|咨询|请问|请求|恳请|恳求|希望|呼吁|询问|问问|求助|建议|有关)"
    r"|对于?|请|在|的|[、，,:：])+"
)
ENDING = re.compile(
    r"(?:等?的?(?:相关|有关|几点|两点|几个|两个|一些|若干|再)*(?:问题|情况|事宜|建议|投诉|举报|疑问|疑惑|看法|咨询|诉求|请求|求助))?[呢啊呀?？!！。.…~～\s]*$"
)
_ASKS_ONLY = re.compile(r"^(?:何时|什么时候|能否|能不能|可否|可以|是否|为何|为什么|怎么|如何|到底|究竟|还|不|没|有)")
_CHAT = re.compile(r"@\S+|#[^#]{1,30}#|\[[^\]\s]{1,6}\]|在线等|坐等答复|…+\s*$")  # marks of posts
_BESIDE = re.compile(r"^(?:小区)?(?:左手旁|旁边?|附近|周边|对面|门口|内|里)的?")
_CUT_OFF = re.compile("(?:存在|有|一系列|严重)$")  # what is said of problems is cut short without them
_REACHES = re.compile("[到至与和、及]")
_FULL = str.maketrans(",?!:;()", "，？！：；（）")
_MARKS = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,?!:;()]|[,?!:;()](?=[\u4e00-\u9fff“《（])")


def name_of(questions: Sequence[str], order: Sequence[int], people: Sequence[int] = ()) -> str:
    """The name of a group; `order` are the places of its questions, the most central first. Of the central ones the
    shortest names it, of two that behind which most of the people stand. What is masked in a letter stands in no name
    if another letter asks the same.
    """
    counted = _names(questions)
    few = len(questions) < FEW
    common = [name for name, count in counted if few or count >= COMMON * len(questions)]
    titles = [_plain(" ".join(_CHAT.sub(" ", question).split())[:READ]) for question in questions]
    plain = [place for place in order if "*" not in titles[place]] or order
    best = min(plain[: max(len(order) // 3, 1)][:CENTRAL], key=lambda place: _drawbacks(titles[place], common))
    if few and people:
        best = max(order, key=lambda place: people[place])
    told = titles[best] if common or few else _placeless(titles[best])
    if _says_little(told) and not named(fold(told)):
        before = "、".join(name.upper() for name, _count in counted[:SHOWN])
        told = f"{before}等：{told}" if told and before else titles[best]
    return _short(_MARKS.sub(lambda mark: mark.group().translate(_FULL), told))


def _short(told: str) -> str:
    """Whole clauses of one that is long."""
    if len(told) <= LONGEST:
        return told
    end = max(told.rfind(mark, SHORTEST, LONGEST) for mark in "，。！？；…—")
    return told[: end if end > 0 else LONGEST - 1] + ("" if end > 0 else "…")


def _drawbacks(title: str, common: Sequence[str]) -> tuple[bool, bool, int]:
    told = fold(title)
    return bool(common) and not any(n in told for n in common), len(title) < SHORTEST, len(title)


def _plain(title: str) -> str:
    """A title without courtesies."""
    told = OPENING.sub("", title)
    short = ENDING.sub("", told).strip(" ,，、:：")
    return told.rstrip("?？!！。.") if _CUT_OFF.search(short) or not short else short


def _placeless(title: str) -> str:
    """Without the places it begins with: a whole city asks."""
    while (place := PLACES.match(title)) and not _REACHES.match(title, place.end()):
        title = title[place.end() :]
    return OPENING.sub("", _BESIDE.sub("", title))


def _says_little(told: str) -> bool:
    return len(told) < SHORTEST - 1 or bool(_ASKS_ONLY.match(told))


def _names(questions: Sequence[str]) -> list[tuple[str, int]]:
    """Names with how many questions tell them, the most told first; of two of one thing the shorter."""
    told = [named(fold(question[:READ])) for question in questions]
    counted = Counter(name for names in told for name in names)
    shortest = [
        name for name in counted if not any(other != name and other in name and alike(name, other) for other in counted)
    ]
    found = [(name, sum(any(alike(name, one) for one in names) for names in told)) for name in shortest]
    return sorted(found, key=lambda one: (-one[1], -len(one[0]), one[0]))
