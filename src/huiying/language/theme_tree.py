"""What a letter is about: the themes of the theme tree, by the words people use for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .phrases import Hit, PhraseBook, lexicon, phrases_of
from .reading import Reading, fold
from .scores import Verdict, decide

FILES = ("themes/letters.toml", "themes/investment.toml")

_IN_TITLE = 2.5
_HEAD = 200
_IN_TAIL = 0.7
_LEAST = 3.0
_FROM_BELOW = 0.6
_LEANING = 3.0
_HALF, _HALF_BELOW, _SLOPE = 0.25, 0.05, 7.5  # of the scores of words, as measured


@dataclass(frozen=True, slots=True)
class ThemeTree:
    """Top themes, the themes below them, and their words."""

    tops: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]
    book: PhraseBook

    @property
    def names(self) -> tuple[str, ...]:
        """Every theme, the top ones first."""
        return (*self.tops, *(low for top in self.tops for low in self.below[top]))

    def parent(self, theme: str) -> str:
        """The top theme that a theme belongs to; a top theme is its own, an unknown one has none."""
        return next((top for top in self.tops if theme == top or theme in self.below[top]), "")


@cache
def theme_tree() -> ThemeTree:
    tables = {top: table for name in FILES for top, table in lexicon(name).items()}
    below = {top: tuple(k for k, v in table.items() if isinstance(v, dict)) for top, table in tables.items()}
    groups = {top: _all_phrases(table) for top, table in tables.items()}
    groups |= {child: phrases_of(tables[top][child]) for top, children in below.items() for child in children}
    return ThemeTree(tuple(tables), below, PhraseBook(groups))


def _all_phrases(table: Mapping[str, Any]) -> dict[str, float]:
    """A theme's own words, and those of the themes below it, which speak for it less surely."""
    found: dict[str, float] = {}
    for lower in (t for t in table.values() if isinstance(t, dict)):
        for phrase, weight in phrases_of(lower).items():
            found[phrase] = max(_FROM_BELOW * weight, found.get(phrase, 0.0))
    return found | phrases_of(table)


def leaning(duties: str) -> dict[str, float]:
    """How much an office's duties lean to each top theme, 0..1: a letter to it is likelier about its own field."""
    tree = theme_tree()
    verdict = decide(tree.tops, tree.book.hits(fold(duties)), enough=1.0)
    whole = sum(verdict.shares.values()) or 1.0
    return {top: verdict.shares.get(top, 0.0) / whole for top in tree.tops}


def theme_of(reading: Reading, leaning: Mapping[str, float] | None = None) -> Verdict:
    """The theme that most speaks for, told by the lowest name that is sure; "" when nothing matches."""
    tree = theme_tree()
    favour = leaning or {}
    hits = [
        _weighed(hit, reading, 1.0 + _LEANING * favour.get(hit.group, 0.0))
        for hit in tree.book.hits(reading.whole, reading.original)
    ]
    top = decide(tree.tops, hits, enough=4.0)
    if not top.name or sum(h.weight for h in top.evidence) < _LEAST:
        return Verdict("", 0.0, top.shares, cues=top.cues)
    if not tree.below[top.name]:
        return top.likely(half=_HALF, slope=_SLOPE)
    lower = decide(tree.below[top.name], hits, enough=2.0)
    if lower.name and lower.shares[lower.name] >= 1.5 / (len(lower.shares) or 1):
        score = round(min(top.score, lower.score), 3)
        told = Verdict(lower.name, score, _divided(top, lower), lower.evidence, cues=top.cues)
        return told.likely(half=_HALF_BELOW, slope=_SLOPE)
    return top.likely(half=_HALF, slope=_SLOPE)


def _divided(top: Verdict, lower: Verdict) -> dict[str, float]:
    """The shares of all themes: that of the top one is divided among the themes below it."""
    whole = top.shares[top.name]
    return {**top.shares, top.name: 0.0, **{name: whole * share for name, share in lower.shares.items()}}


def _weighed(hit: Hit, reading: Reading, favour: float) -> Hit:
    if hit.start < reading.offset:
        return hit.weighed(favour * _IN_TITLE)
    return hit.weighed(favour * (1.0 if hit.start < reading.offset + _HEAD else _IN_TAIL))
