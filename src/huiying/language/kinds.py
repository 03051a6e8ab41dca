"""What a letter wants: 咨询 求助 投诉 举报 建议 感谢, by its phrases and the form of its sentences."""

import re
from functools import cache

from .phrases import Hit, PhraseBook, book
from .reading import Reading
from .scores import Verdict, decide

KINDS = ("咨询", "求助", "投诉", "举报", "建议", "感谢")

_IN_TITLE = 1.6
_IN_CLOSING = 2.0
_CLOSING = 60
_HALF, _SLOPE = 0.32, 4.5  # measured on the letters of the demonstration
_DENIED = re.compile(r"(?:不是|并非|不算|无意|不想|没想)[^。，,；;！!？?]{0,4}$")


@cache
def _book() -> PhraseBook:
    return book("lexicons/kinds.toml")


def kind_of(reading: Reading) -> Verdict:
    """The kind that most speaks for; "" where nothing in the letter shows what it wants."""
    hits = [_weighed(hit, reading) for hit in _book().hits(reading.whole, reading.original)]
    return decide(KINDS, hits, enough=2.0).likely(half=_HALF, slope=_SLOPE)


def _weighed(hit: Hit, reading: Reading) -> Hit:
    """In the title people name their matter, in the closing sentences what they want."""
    if _DENIED.search(reading.whole, max(0, hit.start - 8), hit.start):
        return hit.weighed(0.0)
    if hit.start < reading.offset:
        return hit.weighed(_IN_TITLE)
    closing = len(reading.whole) - hit.end < _CLOSING
    return hit.weighed(_IN_CLOSING if closing else 1.0)
