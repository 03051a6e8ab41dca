"""What a letter asks: its questions and requests, each with its place."""

import re
from dataclasses import dataclass
from functools import cache

from ..phrases import lexicon
from ..segment import words
from .pieces import Piece, any_of, listed, sentences

MOST = 30
SHORTEST = 4
_ORDER = re.compile(
    r"^(?:[(（]?\d{1,2}[)）.、,，:： ]|[一二三四五六七八九十]{1,2}[、.,，是]"
    r"|第[一二三四五六七八九十][,，、:： ]?|问题\d[:：])"
)
_HUNG = re.compile(r"[,，:：\s]*(?:谢谢|感谢|致谢|盼复|期待)[^,，]*$")


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence that asks, the words that say what about, and the kinds of thing wanted (`wants` of the lexicon).

    `deed` says that it names nothing but a deed, 希望尽快查处: whatever was found or done answers it.
    """

    piece: Piece
    about: tuple[str, ...]
    wants: tuple[str, ...]
    deed: bool
    question: bool


@cache
def _question() -> re.Pattern[str]:
    return any_of(("asks", "question"))


@cache
def _request() -> re.Pattern[str]:
    return any_of(("asks", "request"))


@cache
def _wish() -> re.Pattern[str]:
    """A request where a clause begins: elsewhere it is told of another."""
    led = (
        r"我们?|本人|大家|居民|业主|在此|特此?|现|为此|因此|所以|故|也|还|再次|强烈|真心|诚恳"
        r"|[一二三四五六]是|\d{1,2}[、.．]|[一二三四五六]、"
    )
    return re.compile(rf"(?:^|[,，:：、\s])(?:{led})*(?:{_request().pattern})")


@cache
def _deeds() -> frozenset[str]:
    return frozenset(listed("asks", "deeds"))


@cache
def _empty() -> re.Pattern[str]:
    return any_of(("asks", "empty"))


@cache
def wanting() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kind of thing, how it is asked for, how an answer to it looks."""
    table = lexicon("lexicons/replycheck.toml")["wants"]
    return tuple((key, re.compile(asked), re.compile(answer)) for key, (asked, answer) in table.items())


def asks(letter: str) -> list[Ask]:
    """At most 30 questions and requests of a folded letter, in order; one that repeats another is left out."""
    found: list[Ask] = []
    before: tuple[str, ...] = ()
    for piece in sentences(letter):
        about = _about(piece.text)
        if _is_asked(piece.text):
            ask = _ask(piece, about if len(about) > 1 else (*before[-6:], *about))
            if ask.about and not any(_repeats(ask, other) for other in found):
                found.append(ask)
        before = about or before
    return found[:MOST]


def _is_asked(text: str) -> bool:
    said = _HUNG.sub("", text)
    if len(said) < SHORTEST or any_of(("asks", "rhetoric")).search(said):
        return False
    asking = _question().search(said) is not None and (text[-1] in "?？" or _starts_or_ends(said))
    return asking or (_wish().search(said) is not None and len(_about(_empty().sub("", said))) > 0)


def _starts_or_ends(said: str) -> bool:
    """Whether a sentence without a question mark is a question by its words."""
    asked = re.search(r"请问|想问|咨询|想了解|想知道|能否|可否|是否|能不能|可不可以|何时", said)
    return asked is not None or said.rstrip("。,， ").endswith(("吗", "么", "呢", "多少", "什么", "哪里", "怎么办"))


def _ask(piece: Piece, about: tuple[str, ...]) -> Ask:
    wants = tuple(key for key, asked, _ in wanting() if asked.search(piece.text))
    own = _about(piece.text)
    question = _question().search(piece.text) is not None
    return Ask(piece, about, wants, not wants and all(word in _deeds() for word in own), question)


def _about(text: str) -> tuple[str, ...]:
    """The telling words of a sentence, those that only ask taken away."""
    plain = _request().sub(" ", _question().sub(" ", _ORDER.sub("", text)))
    return tuple(dict.fromkeys(words(plain)))


def _repeats(ask: Ask, other: Ask) -> bool:
    mine, theirs = set(ask.about), set(other.about)
    return len(mine & theirs) >= 0.8 * len(mine) and set(ask.wants) <= set(other.wants)
