"""摘要 · At most 200 characters, whole sentences, the core risk in the first of them (the form of a 专报)."""

from collections.abc import Iterable
from typing import Final

from .citing import plain

LONGEST: Final = 200


def summary(sentences: Iterable[str]) -> str:
    """The sentences that have room, in their order; one that does not fit is left out whole and the next is tried. The
    first has to fit: a summary without its risk is none.
    """
    told, length = "", 0
    for place, sentence in enumerate(filter(None, sentences)):
        size = len(plain(sentence))
        if length + size <= LONGEST:
            told, length = told + sentence, length + size
        elif not place:
            raise ValueError(f"the sentence of the core risk has {size} characters, of {LONGEST} at most")
    return told
