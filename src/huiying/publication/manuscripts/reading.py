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
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；）)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAMED = re.compile(rf"(?:网址|邮箱|网站)?\s*[为是:：]?\s*(?:{_ADDRESS.pattern})\s*")
_ASIDE = re.compile(r"[（(]([^（）()]{1,60})[）)]")
_SAID = re.compile(r"[\u3400-\u9fff〇A-Za-z]")
WHERE = "网址请见本局门户网站"


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
        length = len(_SAID.findall(text))
        now, count = now + length / rate, count + length
        said.append(Line(text, round(length / rate, 1), now, begins))
    whole = (content.title, *(block.text for block in content.words))
    left = tuple(dict.fromkeys(found for text in whole for found in _ADDRESS.findall(text)))
    return Reading(tuple(said), now, count, rate, left)


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
    text = _NAMED.sub(WHERE, text)
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
