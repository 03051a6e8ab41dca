"""微博 · A post: 【title】, as much of the summary as fits, and the link. Weibo counts a Chinese character as one and a
Latin one as half; the connector's interface takes 140 and one picture. It does not say that a link counts for less, so
it counts for all its characters here.
"""

import math
from dataclasses import dataclass

from .content import Content, Sort

MOST = 140
MOST_PICTURES = 1
MORE = "……"
_ENDS = "。！？；"


@dataclass(frozen=True, slots=True)
class Post:
    text: str
    length: int
    pictures: int
    pictures_left: int
    shortened: bool


def weight(text: str) -> float:
    """As Weibo counts."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def post(content: Content, most: int = MOST) -> Post:
    """The post; its link is never cut, and where the words are, it is behind a sentence if one ends late enough."""
    told = content.summary or " ".join(b.text for b in content.words if b.sort is Sort.PARAGRAPH)
    told = told.replace("#", "＃")  # an application may not open a topic
    head, tail = f"【{content.title}】".replace("#", "＃"), f"\n{content.link}" if content.link else ""
    room = most - weight(head) - weight(tail)
    short = weight(told) > room
    text = head + (_cut(told, room) if short else told) + tail
    shown = min(len(content.images), MOST_PICTURES)
    return Post(text, math.ceil(weight(text)), shown, len(content.images) - shown, short)


def _cut(text: str, room: float) -> str:
    room -= weight(MORE)
    if room <= 0:
        return ""
    at, width = 0, 0.0
    while at < len(text) and width + weight(text[at]) <= room:
        width += weight(text[at])
        at += 1
    kept = text[:at]
    last = max(kept.rfind(end) for end in _ENDS) + 1
    return (kept[:last] if last * 2 >= len(kept) else kept) + MORE
