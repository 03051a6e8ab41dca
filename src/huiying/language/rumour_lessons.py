"""Rumour or not, learned from what people confirmed, with the words that speak for it.

The judge's own flag (`rumours`) asks whether a letter speaks of hearsay; this asks whether a post is one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .phrases import Hit
from .reading import read
from .rumour_model import RumourModel
from .rumour_signs import label, signs_in
from .rumours import rumour_in
from .spread import Spread

LEAST_OF_EACH = 20
SHOWN = 5
BATCH = 500


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A post that people found to be a rumour, or not to be one."""

    text: str
    rumour: bool
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How likely a post is a rumour (0..1, calibrated once enough was confirmed), the words that speak for what was
    decided, the weightiest first, and the reason in Chinese.
    """

    rumour: bool
    score: float
    words: tuple[str, ...]
    because: str


class RumourLessons:
    """What was confirmed, learned at the first question; with too little of either kind the lexicon alone decides."""

    def __init__(self, confirmed: Iterable[Confirmed] = ()) -> None:
        self._confirmed = tuple(confirmed)
        rumours = sum(post.rumour for post in self._confirmed)
        self.learns = min(rumours, len(self._confirmed) - rumours) >= LEAST_OF_EACH

    def judge(self, text: str, spread: Spread | None = None) -> Suspicion:
        return next(self.judge_many([(text, spread)]))

    def judge_many(self, posts: Sequence[tuple[str, Spread | None]]) -> Iterator[Suspicion]:
        """A suspicion for each (text, spread), in order."""
        if not self.learns:
            yield from (_cold(text) for text, _ in posts)
            return
        for start in range(0, len(posts), BATCH):
            batch = posts[start : start + BATCH]
            yield from self._learned([text for text, _ in batch], [spread for _, spread in batch])

    def _learned(self, texts: Sequence[str], spreads: Sequence[Spread | None]) -> Iterator[Suspicion]:
        wording, scores = self._model.read(texts, spreads)
        for place, text in enumerate(texts):
            rumour = bool(scores[place] >= 0.5)
            words = self._model.words(wording[place], rumour=rumour)
            note = _because(len(self._confirmed), signs_in(text), rumour=rumour)
            yield Suspicion(rumour, round(float(scores[place]), 4), words, note)

    @cached_property
    def _model(self) -> RumourModel:
        posts = self._confirmed
        return RumourModel([p.text for p in posts], [p.spread for p in posts], [p.rumour for p in posts])


def _because(count: int, signs: Sequence[Hit], *, rumour: bool) -> str:
    said = list(dict.fromkeys(label(hit.group) for hit in signs))
    told = f"，文中见{'、'.join(said[:SHOWN])}" if said else ""
    return f"按{count}条已确认的信息学得，{'似不实' if rumour else '未见不实之象'}{told}"


def _cold(text: str) -> Suspicion:
    flag = rumour_in(read(text))
    return Suspicion(flag.flagged, flag.score, tuple(flag.words[:SHOWN]), "确认的信息尚少，只看用语")
