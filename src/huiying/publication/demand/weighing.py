"""The two sides matched: for each matter the published thing that answers most of its questions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from huiying.language.matching import Match, Matcher

from .asked import Asked
from .supply import Published, says_something
from .thresholds import Thresholds
from .verdict import Best

NOTHING: Mapping[str, Collection[str]] = {}
NEAR = 5  # things from which a draft may take sentences
MORE = 2  # results beyond the first that may be refused
CHUNK = 50  # matters that are asked together
Search = Callable[[str], Sequence[str]]  # what the portal's own search shows for some words: addresses, the first first


class Supply:
    """All that is published and says something, ready to be asked."""

    def __init__(self, things: Sequence[Published]) -> None:
        self.things: Mapping[str, Published] = {thing.key: thing for thing in things}
        self.matcher = Matcher(thing.page for thing in things if says_something(thing.text))

    def best_of(
        self, matters: Sequence[Asked], limits: Thresholds, refused: Mapping[str, Collection[str]] = NOTHING
    ) -> Iterator[Best | None]:
        """For each matter its best thing, None where nothing comes near; `refused` are things, by the key of the
        matter, of which a person said that they do not answer it.
        """
        for start in range(0, len(matters), CHUNK):
            part = matters[start : start + CHUNK]
            found = iter(self.matcher.search_many([q for matter in part for q in matter.questions], limits.top + MORE))
            for matter in part:
                told = [next(found) for _ in matter.questions]
                without = refused.get(matter.key, ())
                yield self._best(matter, [[m for m in one if m.id not in without] for one in told], limits)

    def share_found(self, questions: Sequence[str], key: str, limits: Thresholds) -> float:
        """Of these questions, the share that has this thing among the first, with a passage that answers."""
        found = self.matcher.search_many(questions, limits.top)
        hits = [any(m.id == key and m.score >= limits.answers for m in matches) for matches in found]
        return sum(hits) / len(hits) if hits else 0.0

    def _best(self, matter: Asked, found: Sequence[Sequence[Match]], limits: Thresholds) -> Best | None:
        """The one that answers most questions; where none answers any, the likest, if it is worth showing."""
        answering: dict[str, list[tuple[float, str, Match]]] = defaultdict(list)
        for question, matches in zip(matter.questions, found, strict=True):
            for match in matches:
                if match.score >= limits.shown:
                    answering[match.id].append((match.score, question, match))
        if not answering:
            return None
        near = sorted(answering, key=lambda k: (_weight(answering[k], limits.answers), k), reverse=True)
        key = near[0]
        score, question, match = max(answering[key], key=lambda one: (one[0], one[1]))
        hits = sum(score >= limits.answers for score, _, _ in answering[key])
        return Best(
            thing=self.things[key],
            share=round(hits / len(matter.questions), 3),
            score=round(score, 3),
            passage=match.passage,
            question=question,
            shared=match.evidence.shared,
            near=tuple(near[:NEAR]),
        )


def _weight(hits: Sequence[tuple[float, str, Match]], answers: float) -> tuple[int, float]:
    """How many questions a thing answers, then how surely."""
    return sum(score >= answers for score, _, _ in hits), sum(score for score, _, _ in hits)


def tried_at(search: Search, best: Best, questions: Sequence[str], limits: Thresholds) -> Best:
    """The same with the share of its first questions for which the portal's search shows it among the first."""
    asked = questions[: limits.searched]
    met = [best.thing.url in list(search(question))[: limits.top] for question in asked]
    return replace(best, found=round(sum(met) / len(met), 3) if met else None)
