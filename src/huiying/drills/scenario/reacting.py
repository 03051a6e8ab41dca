"""Which words of the office meet which reaction; pure texts in, yes or no out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from huiying.language.replycheck.substance import quoted

from .happening import Spoken, SpokenSort
from .model import Reaction, Rumour, Scenario, Truth, When

PUBLIC = frozenset({SpokenSort.RELEASE, SpokenSort.POST})
WAITING = frozenset({When.SILENCE, When.CALL, When.PROMISE})
"""Reactions to what the office leaves undone; the others are to what it says."""
_NOT = re.compile(r"(?:没有?|未|无|不|非)(?:是|会|存在|出现|发现|发生|任何){0,2}$")
_UNTRUE = re.compile(
    r"[^。;!?|,]*(?:,(?:(?:该|此|这|上述|以上|均|都|系|属|是|为|与)[^。;!?|,]{0,10})?)?(?:不属实|不实|不符|谣言|系伪造)"
)


class Words:
    """What the office said, once as it stands and once without what it only quotes: a denial of “…” says nothing."""

    def __init__(self, spoken: Spoken) -> None:
        self.spoken = spoken
        whole = f"{spoken.title}\n{spoken.text}"
        self._whole = plain(whole)
        self._own = plain(_unquoted(whole))

    @property
    def is_public(self) -> bool:
        return self.spoken.sort in PUBLIC

    def holds(self, options: Iterable[str]) -> bool:
        return any(plain(option) in self._whole for option in options)

    def says(self, options: Iterable[str]) -> bool:
        """In its own words, and meant so: not as “没有……”, and not as “……的说法不属实”."""
        return any(self._means(place, len(word)) for word in map(plain, options) for place in self._places(word))

    def _places(self, word: str) -> Iterator[int]:
        return (met.start() for met in re.finditer(re.escape(word), self._own)) if word else iter(())

    def _means(self, place: int, length: int) -> bool:
        return not (_NOT.search(self._own, max(0, place - 8), place) or _UNTRUE.match(self._own, place + length))

    def answers(self, rumour: Rumour) -> bool:
        return self.is_public and self.holds(rumour.answers)

    def tells(self, truth: Truth) -> bool:
        return self.holds(truth.tells)

    def denies(self, truth: Truth) -> bool:
        return self.says(truth.denies)

    def break_silence(self, scenario: Scenario) -> bool:
        """A release does; of the rest that everybody reads, what is about the matter and not about the weather."""
        if self.spoken.sort is SpokenSort.RELEASE:
            return True
        told = [words for truth in scenario.truths for words in (*truth.tells, *truth.denies)]
        answered = [words for rumour in scenario.rumours for words in rumour.answers]
        return self.is_public and self.holds(filter(None, (*told, *answered, scenario.place)))

    def meets(self, reaction: Reaction, *, contradicts: bool, answered: Iterable[str]) -> bool:
        """Whether people react so; `answered` are the rumours that this answers."""
        if reaction.when is When.RELEASE:
            return self.spoken.sort is SpokenSort.RELEASE and self._has_parts(reaction)
        if reaction.when is When.WORDS:
            return self.says(reaction.words)
        if reaction.when is When.RUMOUR:
            return reaction.rumour in answered
        if reaction.when is When.CONTRADICTION:
            return contradicts
        return reaction.when is When.REPLY and self.spoken.sort is SpokenSort.REPLY

    def _has_parts(self, reaction: Reaction) -> bool:
        return self.spoken.parts.issuperset(reaction.has) and self.spoken.parts.isdisjoint(reaction.lacks)


def plain(text: str) -> str:
    """Without spaces, in one width and one case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _unquoted(text: str) -> str:
    kept, last = [], 0
    for start, end in sorted(quoted(text)):
        kept.append(text[last:start])
        last = max(last, end)
    return "|".join([*kept, text[last:]])
