"""Phrases of several groups found in one pass over a text, with where each stands."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of `group` found at `start` to `end` of the text that was read."""

    start: int
    end: int
    word: str
    group: str
    weight: float

    def weighed(self, factor: float) -> "Hit":
        return Hit(self.start, self.end, self.word, self.group, self.weight * factor)


class PhraseBook:
    """Phrases with weights by group. At one place the longest phrase counts, and what lies inside it does not.

    A phrase of weight 0 finds nothing itself and keeps shorter ones from being found inside it: `投诉电话` is no
    complaint. Patterns are regular expressions; what they find stands beside the phrases.
    """

    def __init__(
        self,
        groups: Mapping[str, Mapping[str, float]],
        patterns: Iterable[tuple[str, str, float]] = (),
    ) -> None:
        self._by_pair: dict[str, list[tuple[str, tuple[tuple[str, float], ...]]]] = {}
        meanings: dict[str, list[tuple[str, float]]] = {}
        for group, phrases in groups.items():
            for phrase, weight in phrases.items():
                meanings.setdefault(phrase, []).append((group, weight))
        for phrase in sorted(meanings, key=lambda p: (-len(p), p)):
            self._by_pair.setdefault(phrase[:2], []).append((phrase, tuple(meanings[phrase])))
        self._patterns = [(group, re.compile(pattern), weight) for group, pattern, weight in patterns]

    def hits(self, text: str, original: str = "") -> list[Hit]:
        """Every phrase in its order, then what the patterns match.

        `original` is the text before it was folded, of the same length: words are told as it has them.
        """
        original = original or text
        found: list[Hit] = []
        reached = 0
        by_pair = self._by_pair
        for at in range(len(text) - 1):
            candidates = by_pair.get(text[at : at + 2])
            if candidates is None:
                continue
            for phrase, meanings in candidates:
                end = at + len(phrase)
                if text.startswith(phrase, at):
                    if end > reached:
                        found += [Hit(at, end, original[at:end], group, weight) for group, weight in meanings if weight]
                        reached = end
                    break
        return found + self._matched(text, original)

    def _matched(self, text: str, original: str) -> list[Hit]:
        return [
            Hit(match.start(), match.end(), original[match.start() : match.end()], group, weight)
            for group, pattern, weight in self._patterns
            for match in pattern.finditer(text)
        ]


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A data file of this room, read once: `lexicons/kinds.toml`."""
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return data


def book(name: str) -> PhraseBook:
    """The phrase book of a file: a table for each group, in it a weight and its phrases, `3 = "投诉 控诉"`, and
    `patterns = [["第一时间.{0,6}答复", 1]]`.
    """
    tables = {group: table for group, table in lexicon(name).items() if isinstance(table, dict)}
    return PhraseBook(
        {group: phrases_of(table) for group, table in tables.items()},
        [(group, str(p), float(w)) for group, table in tables.items() for p, w in table.get("patterns", [])],
    )


def phrases_of(table: Mapping[str, Any]) -> dict[str, float]:
    """Phrase and weight of one table; keys that are no numbers say something else of the group."""
    return {
        phrase: float(weight)
        for weight, phrases in table.items()
        if weight.replace(".", "", 1).isdigit()
        for phrase in phrases.split()
    }
