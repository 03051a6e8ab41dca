"""Whether a reply answers what a letter asks, and where."""

import re
from functools import cache
from itertools import pairwise, repeat

from .asking import Ask, asks, wanting
from .finding import Asked
from .pieces import Piece, any_of, read
from .substance import Said, said

Place = tuple[int, int]

NEAR = 0.34  # of what a question is about: less, and a passage speaks of something else
ALONE = 0.15  # the same for a request, and for a letter that asks one thing: its reply needs not name it again
_PART = re.compile(
    r"(?:^|[。；;:：\n\s])(?:[一二三四五六七八九十]{1,2}[、.]|\d{1,2}[、.．](?!\d)"
    r"|[一二三四五六七八九]是|第[一二三四五六七八九][,，、])"
)
_WANTED = {
    "time": "时间",
    "amount": "数额或标准",
    "place": "地点",
    "contact": "联系方式或主管单位",
    "papers": "所需材料",
    "reason": "原因",
    "way": "办法或流程",
    "whether": "是或否",
}


def answered(letter: str, reply: str) -> list[Asked]:
    """Each question and request of a letter, with the place in the reply that answers it."""
    asked = asks(read(letter))
    folded = read(reply)
    spoken = said(folded)
    bars = [ALONE if len(asked) == 1 or not ask.question else NEAR for ask in asked]
    parts = _parts(folded) if len(asked) > 1 else []
    own = parts if len(parts) >= len(asked) else [None] * len(asked)
    return [_answered(letter, *each) for each in zip(asked, bars, own, repeat(spoken), strict=False)]


def _answered(letter: str, ask: Ask, bar: float, part: Place | None, spoken: Said) -> Asked:
    place, met, lacking = _deed(spoken) if ask.deed else _best(ask, spoken, part)
    told = letter[ask.piece.start : ask.piece.end]
    if place is None or met < bar:
        because = f"来信问到“{_short(told)}”，草稿里没有找到答到这一点的话，请补充答复，或说明为什么暂时不能答复。"
        return Asked(told, ask.piece.start, ask.piece.end, None, because, "must" if ask.question else "should")
    if lacking:
        wanted = "、".join(_WANTED[key] for key in lacking)
        because = f"来信问到“{_short(told)}”，草稿提到了这件事，但没有说明{wanted}，请写明。"
        return Asked(told, ask.piece.start, ask.piece.end, None, because, "should")
    return Asked(told, ask.piece.start, ask.piece.end, place, "草稿在这里答到了这一问。")


def _best(
    ask: Ask, spoken: Said, part: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, float, tuple[str, ...]]:
    """The passage that says most of what is asked; how much; which wanted kinds of thing the passages near it lack."""
    best: Place | None = None
    most, where = 0.0, -1
    for i, piece in enumerate(spoken.matter):
        around = piece.text + (spoken.matter[i - 1].text if i else "")
        met = _coverage(ask.about, around)
        if part and part[0] <= piece.start < part[1]:
            met = max(met, NEAR) + 0.1
        if met > most:
            best, most, where = (piece.start, piece.end), met, i
    if where < 0:
        return (None, 0.0, ()) if not spoken.matter else (_span(spoken.matter[0]), 0.0, ())
    near = " ".join(p.text for p in spoken.matter[max(0, where - 1) : where + 3])
    return best, most, _lacking(ask, near)


def _deed(spoken: Said) -> tuple[Place | None, float, tuple[str, ...]]:
    """The first passage that tells what was found, done or is to come."""
    told = (piece for piece in spoken.matter if _done().search(piece.text))
    piece = next(told, None)
    return (_span(piece), 1.0, ()) if piece else (None, 0.0, ())


@cache
def _done() -> re.Pattern[str]:
    return any_of(("explains", "found"), ("explains", "done"), ("explains", "next"))


def _lacking(ask: Ask, passage: str) -> tuple[str, ...]:
    return tuple(key for key, _, answer in wanting() if key in ask.wants and not answer.search(passage))


def _coverage(about: tuple[str, ...], passage: str) -> float:
    """The share of the words of a question that a passage holds, whole or, for half, by a pair of their characters."""
    if not about:
        return 0.0
    return sum(len(word) * _held(word, passage) for word in about) / sum(len(word) for word in about)


def _held(word: str, passage: str) -> float:
    if word in passage:
        return 1.0
    return 0.5 if len(word) > 2 and any(word[i : i + 2] in passage for i in range(len(word) - 1)) else 0.0


def _parts(reply: str) -> list[Place]:
    """Numbered parts of a reply: 一、…二、…"""
    starts = [match.start() for match in _PART.finditer(reply)]
    return list(pairwise([*starts, len(reply)]))


def _span(piece: Piece) -> Place:
    return piece.start, piece.end


def _short(text: str, most: int = 30) -> str:
    told = " ".join(text.split())
    return told if len(told) <= most else f"{told[:most]}…"
