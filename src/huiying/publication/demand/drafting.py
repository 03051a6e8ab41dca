"""A FAQ from the best answers: sentences of what is published, chosen by how much of the questions they hold. Nothing
is written anew, and each sentence names its source.

Greedy choice by marginal relevance: Carbonell and Goldstein, "The use of MMR", SIGIR 1998.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from huiying.language.matching import Matcher, Page

from .supply import Published

PAGES, SENTENCES = 5, 8
SHORTEST, LONGEST = 10, 200
LIKE = 0.6  # of its pairs of characters: a sentence so like a chosen one says nothing new
MOST = 400  # sentences that are looked at
_SENTENCE = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]?")
_COURTESY = re.compile(r"^(?:您好|你好|尊敬的|网友|感谢|谢谢|特此|来信收悉|您的来信|.{0,20}(?:答复如下|回复如下|收悉))")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    source: str
    title: str
    url: str


def sentences_for(questions: Sequence[str], things: Sequence[Published]) -> list[Sentence]:
    """At most eight sentences of a few things, in their order."""
    cut = [Sentence(text, one.key, one.title, one.url) for one in things[:PAGES] for text in _sentences(one.text)]
    return _chosen(questions, cut[:MOST])


def _sentences(text: str) -> list[str]:
    told = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [one for one in told if SHORTEST <= len(one) <= LONGEST and not _COURTESY.match(one)]


def _chosen(questions: Sequence[str], cut: list[Sentence]) -> list[Sentence]:
    """By how likely each answers any of the questions; those that repeat a chosen one are left out."""
    if not cut:
        return []
    ranking = Matcher(Page(id=str(place), title="", text=one.text) for place, one in enumerate(cut))
    worth: dict[int, float] = {}
    for matches in ranking.search_many(questions, SENTENCES):
        for match in matches:
            worth[int(match.id)] = max(worth.get(int(match.id), 0.0), match.score)
    chosen: list[int] = []
    for place in sorted(worth, key=lambda p: (-worth[p], p)):
        if all(_likeness(cut[place].text, cut[other].text) < LIKE for other in chosen):
            chosen.append(place)
        if len(chosen) == SENTENCES:
            break
    return [cut[place] for place in sorted(chosen)]


def _likeness(one: str, other: str) -> float:
    a, b = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(a & b) / max(min(len(a), len(b)), 1)
