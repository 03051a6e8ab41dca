"""Whose matter a letter is: the sections' duties in words against the words of the letter."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .features import features
from .phrases import lexicon
from .reading import Reading, fold
from .scores import Verdict
from .theme_tree import theme_tree
from .where import names_in

LEAST = 0.12
CO_SHARE = 0.55
MOST_CO = 2
_TITLE_AGAIN = 1.0
_PAIR = 0.35
_THEME = 20.0
_HARDLY = 0.1
_IN_PASSING = 0.1
_LOCATING = 0.2
_SHOWN = 4
_HALF, _SLOPE = 0.04, 8.0  # of the lead over the next section, measured on the letters of the demonstration
_ESTATE = re.compile(r"(?<=[、，])[^、，。]{2,10}(?:园|区|港|基地)(?=[、，。等和])")


@dataclass(frozen=True, slots=True)
class SectionDuty:
    """A section and its duties in plain words."""

    name: str
    duties: str


@dataclass(frozen=True, slots=True)
class Route:
    """A section for a letter: lead or co-section, and why, in Chinese."""

    name: str
    lead: bool
    because: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each section fits (0..1, by name) and the words it shares with the letter."""

    scores: Mapping[str, float]
    shared: Mapping[str, tuple[str, ...]]


class Duties:
    """The sections' duties as weighted words: what only one section does weighs more than what all do."""

    def __init__(self, sections: Sequence[SectionDuty]) -> None:
        self.names = tuple(s.name for s in sections)
        everyday = frozenset(lexicon("lexicons/stop_words.toml")["office_words"].split())
        told = [Counter(features(f"{s.name}。{s.duties}")) for s in sections]
        known = Counter(f for counts in told for f in counts if f not in everyday)
        located = self._located = _locating(sections)
        self._weights = {
            f: math.log((len(told) + 1) / n) * (_PAIR if f[0] == "_" else 1.0) * (_LOCATING if f in located else 1.0)
            for f, n in known.items()
        }
        self._holders: dict[str, list[int]] = {}
        for place, counts in enumerate(told):
            for feature in counts:
                if feature in self._weights:
                    self._holders.setdefault(feature, []).append(place)
        self._themes = [_theme_shares(s.duties) for s in sections]
        self._tasks = _divided(self._themes)

    def fit(self, reading: Reading, theme: Verdict) -> Fit:
        """How much of what the letter says is in each section's duties, and how near its theme is to them."""
        if not self.names:
            return Fit({}, {})
        gained = [0.0] * len(self.names)
        shared: list[dict[str, float]] = [{} for _ in self.names]
        said: dict[str, float] = dict(Counter(features(reading.whole)))
        for feature in features(reading.title):
            said[feature] = said.get(feature, 0.0) + _TITLE_AGAIN
        for feature, count in said.items():
            holders = self._holders.get(feature, ())
            weight = self._weights.get(feature, 0.0) * math.log1p(count)
            for place in holders:
                gained[place] += weight
                if feature[0] != "_" and feature not in self._located:
                    shared[place][feature] = weight
        near = [self._near(place, theme) for place in range(len(self.names))]
        raw = [g + _THEME * n for g, n in zip(gained, near, strict=True)]
        scores = [value / (value + 5.0) for value in raw]
        return Fit(
            dict(zip(self.names, scores, strict=True)),
            {name: _weightiest(found) for name, found in zip(self.names, shared, strict=True)},
        )

    def _near(self, place: int, theme: Verdict) -> float:
        return sum(share * self._tasks[place].get(name, 0.0) for name, share in theme.shares.items())

    def routes(self, fit: Fit, learned: Verdict | None, theme: str) -> tuple[Route, ...]:
        """The lead section and at most two co-sections, each with its reason.

        The first section, the information section, takes what fits nobody.
        """
        if not self.names:
            return ()
        verdict = learned or best(fit, self.names)
        if not verdict.name or verdict.name not in self.names or (learned is None and fit.scores[verdict.name] < LEAST):
            return (Route(self.names[0], True, f"与各科室职责均无明显相同之处，先由{self.names[0]}受理并研判"),)
        because = self._because(verdict.name, fit, theme, learned)
        if not verdict.sure and verdict.second:
            because = f"不确定，也可能是{verdict.second}；{because}"
        lead = Route(verdict.name, True, because)
        return (lead, *self._co_routes(verdict.name, fit, theme))

    def _co_routes(self, lead: str, fit: Fit, theme: str) -> list[Route]:
        bar = max(CO_SHARE * max(fit.scores.values()), 2.5 * LEAST)
        others = [n for n in self.names if n != lead and fit.scores[n] >= bar and len(fit.shared[n]) > 1]
        others.sort(key=lambda name: -fit.scores[name])
        return [Route(name, False, self._because(name, fit, theme, None)) for name in others[:MOST_CO]]

    def _because(self, name: str, fit: Fit, theme: str, learned: Verdict | None) -> str:
        reasons = []
        if learned is not None and learned.note:
            reasons.append(learned.note)
        if fit.shared[name]:
            reasons.append(f"来件与其职责都提到{'、'.join(fit.shared[name])}")
        if theme and self._themes[self.names.index(name)].get(theme, 0.0) > 0:
            reasons.append(f"主题“{theme}”在其职责之内")
        return "；".join(reasons) or "与其职责用语相近"


def best(fit: Fit, names: Sequence[str]) -> Verdict:
    """The section that fits best, as a verdict with every section's share; the score grows with its lead."""
    total = sum(fit.scores.values())
    if total <= 0:
        return Verdict("", 0.0, {})
    first, *others = sorted(names, key=lambda name: -fit.scores[name])
    ahead = fit.scores[first] - max((fit.scores[name] for name in others), default=0.0)
    shares = {name: fit.scores[name] / total for name in names}
    return Verdict(first, ahead, shares).likely(half=_HALF, slope=_SLOPE)


def _weightiest(shared: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(shared, key=lambda word: (-shared[word], word))[:_SHOWN])


def _locating(sections: Sequence[SectionDuty]) -> frozenset[str]:
    """Features of the places that duties name: they say where a letter comes from rather than what it is about."""
    duties = [fold(s.duties) for s in sections]
    names = [name for told in duties for name in (*names_in(told), *_ESTATE.findall(told))]
    return frozenset(f for name in names for f in features(name))


def _theme_shares(duties: str) -> dict[str, float]:
    """How a section's duties are spread over the themes, by the themes' own words."""
    tree = theme_tree()
    found: dict[str, float] = {}
    lows = {low for lower in tree.below.values() for low in lower}
    for hit in tree.book.hits(fold(duties)):
        if hit.group in lows or not tree.below.get(hit.group):
            found[hit.group] = found.get(hit.group, 0.0) + hit.weight
    total = sum(found.values())
    told = {name: weight / total for name, weight in found.items() if weight >= 3}
    return {name: share for name, share in told.items() if name in lows or share >= _IN_PASSING}


def _divided(themes: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """How far each theme is each section's: all of it where no other section has it, little where hardly said."""
    whole: Counter[str] = Counter()
    for ours in themes:
        whole.update(ours)
    return [{name: share / (whole[name] + _HARDLY) for name, share in ours.items()} for ours in themes]
