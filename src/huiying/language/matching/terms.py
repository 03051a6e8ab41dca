"""A text as BM25 reads it: its words, its characters, and its pairs of characters."""

from collections.abc import Callable

import rjieba

Cut = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Every word of a folded text; what says nothing is weighed down by its rarity, not left out."""
    return [str(word) for word in rjieba.cut(text) if word.strip()]


def characters(text: str) -> list[str]:
    return [char for char in text if not char.isspace()]


def pairs(text: str) -> list[str]:
    """Overlapping pairs: a name that no dictionary knows is still found."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


CUTS: tuple[Cut, ...] = (words, characters, pairs)
