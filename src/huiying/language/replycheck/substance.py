"""What a reply says of the matter itself, once greetings, thanks, echoes and the handing on of the letter are away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .pieces import Piece, any_of, sentences

OPENING = 260
SHORTEST = 6
_DATE = re.compile(r"(?:19|20)\d{2} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2} ?日?")
_QUOTED = re.compile(r"[“\"《「『‘'][^”\"》」』’']{1,120}[”\"》」』’']")
_ECHO = re.compile(
    r"(?:关于|对于|针对|就)?(?:您|你|网友|来信人|市民|贵)?(?:所)?(?:反映|咨询|提出|投诉|举报|提到|询问|来信|留言|建议)(?:的|到的)?"
    r"[^,，。:：]{0,60}?(?:问题|情况|事项|事宜|建议|来信|留言|帖文|信件|一事)"
)
_CLAUSE = re.compile(r"[^,，、:： ]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply by what its sentences do: `matter` speaks of the matter, `passed_on` hands on, asks away or puts off."""

    matter: tuple[Piece, ...]
    passed_on: tuple[Piece, ...]

    @property
    def length(self) -> int:
        """Characters spoken of the matter, places quoted and dates of signing left out."""
        return sum(len(bare(piece.text)) for piece in self.matter)


@cache
def _polite() -> re.Pattern[str]:
    return any_of(("courtesy", "greeting"), ("courtesy", "thanks"), ("courtesy", "lead"), ("forwarding", "noted"))


@cache
def _passing() -> re.Pattern[str]:
    return any_of(*(("forwarding", key) for key in ("handed", "ask_others", "waiting", "more", "before")))


@cache
def _lead() -> re.Pattern[str]:
    return any_of(("courtesy", "lead"))


def opening(text: str) -> int:
    """Where a reply comes to its matter: after `现答复如下：`, or 0."""
    led = list(_lead().finditer(text, 0, OPENING))
    return led[-1].end() if led else 0


def said(reply: str) -> Said:
    """The sentences of a folded reply by what they do."""
    begin = opening(reply)
    matter: list[Piece] = []
    passed_on: list[Piece] = []
    for piece in _after(begin, reply):
        if _passing().search(piece.text):
            passed_on.append(piece)
            if len(_apart(piece.text)) > 4 * SHORTEST:
                matter.append(piece)
        elif len(bare(piece.text)) >= SHORTEST:
            matter.append(piece)
    return Said(tuple(matter), tuple(passed_on))


def _after(begin: int, reply: str) -> Iterator[Piece]:
    """The sentences from `begin` on; of one that reaches over it, the rest."""
    for piece in sentences(reply):
        if piece.start >= begin:
            yield piece
        elif piece.end > begin:
            yield Piece(reply[begin : piece.end], begin, piece.end)


def bare(sentence: str) -> str:
    """A sentence without its courtesies, its echo of the letter and a date of signing; "" if nothing is left."""
    kept = [
        clause for clause in _CLAUSE.findall(_ECHO.sub("", _DATE.sub("", sentence))) if not _polite().search(clause)
    ]
    left = "".join(char for clause in kept for char in clause if char.isalnum())
    return left if len(left) >= SHORTEST else ""


def _apart(sentence: str) -> str:
    """What a sentence that hands on says besides."""
    kept = [clause for clause in _CLAUSE.findall(_ECHO.sub("", sentence)) if not _passing().search(clause)]
    return bare(",".join(kept))


def quoted(text: str) -> list[tuple[int, int]]:
    """Where somebody else's words stand, in quotation marks."""
    return [match.span() for match in _QUOTED.finditer(text)]
