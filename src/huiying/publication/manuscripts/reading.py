"""播报稿 · A manuscript for radio and television: broken into lines that can be read in one breath, everything as it is
said, each line with its seconds.

How fast: about four characters a second (240 a minute), the lower end of what announcers read news at (240 to 300 a
minute by common training books): an assumption that the reader changes, not a rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .content import Content, Sort
from .spoken import aloud

RATE = 4.0  # characters a second
SLOWEST, FASTEST = 2.0, 8.0
LONGEST_LINE = 22  # characters in one breath
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?[”’」』）)]*")
_PHRASE = re.compile(r"[^，,、：:—]+[，,、：:—]*")
_WEB, _MAIL = r"(?:https?://|www\.)[!-(*-~]+", r"[A-Za-z0-9_.+-]+@[\w-]+(?:\.[A-Za-z0-9-]+)+"
_ADDRESS = re.compile(rf"{_WEB}|{_MAIL}")
_BEHIND_A_VERB = re.compile(rf"(?<=登录|登陆|访问|打开|进入|点击)\s*(?:网址)?\s*[:：]?\s*(?:{_WEB})\s*")
_NAMED_WEB = re.compile(rf"(?:网址|网站)?\s*[为是:：]?\s*(?:{_WEB})\s*")
_NAMED_MAIL = re.compile(rf"(?:电子邮箱|邮箱|e-?mail)?\s*[为是:：]?\s*(?:{_MAIL})\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[（(]([^（）()]{1,60})[）)]")
_SAID = re.compile(r"[\u3400-\u9fff〇]|[A-Za-z]+")
LETTERS_ALONE = 5  # GDP is spelled, a longer word is read
LETTERS_A_BEAT = 3  # of a word that are said in the time of a character
WEB, MAIL, THE_ADDRESS = "网址请见本单位门户网站", "邮箱请见本单位门户网站", "本单位门户网站公布的网址"


@dataclass(frozen=True, slots=True)
class Line:
    """One line to read: what is said, how long it takes, and when it is over; `begins` where a paragraph does."""

    text: str
    seconds: float
    until: float
    begins: bool = False

    @property
    def clock(self) -> str:
        return f"{int(self.until) // 60}:{int(self.until) % 60:02d}"


@dataclass(frozen=True, slots=True)
class Reading:
    lines: tuple[Line, ...]
    seconds: float
    characters: int
    rate: float
    left_out: tuple[str, ...]

    @property
    def minutes(self) -> str:
        whole = round(self.seconds)
        return f"{whole // 60}分{whole % 60:02d}秒" if whole >= 60 else f"{whole}秒"


def reading(content: Content, rate: float = RATE) -> Reading:
    """The copy; a rate beyond what people speak is brought within it."""
    rate = min(max(rate, SLOWEST), FASTEST)
    said: list[Line] = []
    now, count = 0.0, 0
    for text, begins in _lines(content):
        length = beats(text)
        now, count = now + length / rate, count + length
        said.append(Line(text, round(length / rate, 1), now, begins))
    whole = (content.title, *(block.text for block in content.words))
    left = tuple(dict.fromkeys(found for text in whole for found in _ADDRESS.findall(text)))
    return Reading(tuple(said), now, count, rate, left)


def beats(text: str) -> int:
    """How long it takes to say, in characters: a Latin word is spelled where it is short or in capitals, else read."""
    return sum(_beats_of(said) for said in _SAID.findall(text))


def _beats_of(said: str) -> int:
    spelled = not said.isascii() or (said.isupper() and len(said) <= LETTERS_ALONE) or len(said) == 1
    return len(said) if spelled else -(-len(said) // LETTERS_A_BEAT)


def _lines(content: Content) -> Iterator[tuple[str, bool]]:
    for text in (content.title, *(_told(block.sort, block.text) for block in content.words)):
        begins = True
        for line in broken(said(text)):
            yield line, begins
            begins = False


def _told(sort: Sort, text: str) -> str:
    """A heading is read without its number; a list item ends."""
    if sort in (Sort.HEADING, Sort.SUBHEADING):
        text = re.sub(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)", "", text)
    return text if text[-1:] in "。！？；：" else f"{text}。"


def said(text: str) -> str:
    """One paragraph as it is said: no addresses that nobody can write down, asides between commas, no brackets."""
    for pattern, words in ((_NAMED_MAIL, MAIL), (_BEHIND_A_VERB, THE_ADDRESS), (_NAMED_WEB, WEB)):
        text = pattern.sub(words, text)
    for mark in '“”"':
        text = text.replace(mark, "")
    text = aloud(text)
    text = _ASIDE.sub(r"，\1，", text)
    text = re.sub(r"，(?=[。；！？：、])|(?<=[。；！？：、])，", "", re.sub(r"，{2,}", "，", text))
    return text.strip("，")


def broken(text: str) -> Iterator[str]:
    """The text in lines of one breath: a sentence a line, a long one at its commas."""
    for sentence in _SENTENCE.findall(text):
        line = ""
        for phrase in _PHRASE.findall(sentence.strip()) or [sentence]:
            if line and len(line) + len(phrase) > LONGEST_LINE:
                yield line
                line = ""
            line += phrase
        if line:
            yield line
