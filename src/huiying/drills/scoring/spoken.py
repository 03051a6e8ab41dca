"""对外口径 · All that the office said in the span, in order: what the public heard (`hearing`), with its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from huiying.drills.hearing import heard
from huiying.drills.models import Stage
from huiying.drills.scenario.happening import Spoken, SpokenSort
from huiying.drills.scenario.model import Rumour, Truth
from huiying.drills.scenario.reacting import Words, plain
from huiying.handling.models import Release, Reply

from .telling import quoted

NAMES = {
    SpokenSort.RELEASE: "通报",
    SpokenSort.POST: "信息",
    SpokenSort.REPLY: "答复",
    SpokenSort.ANSWER: "来电答复",
}


@dataclass(frozen=True, kw_only=True)
class Word:
    """One thing that the office said; `release` is its row where it is one."""

    at: datetime
    spoken: Spoken
    release: Release | None = None

    @cached_property
    def words(self) -> Words:
        return Words(self.spoken)

    @property
    def sort(self) -> SpokenSort:
        return self.spoken.sort

    @property
    def ref(self) -> str:
        return self.spoken.ref

    @property
    def title(self) -> str:
        return self.spoken.title

    @property
    def text(self) -> str:
        return self.spoken.text

    @property
    def is_public(self) -> bool:
        """Whether everybody heard it, not one writer or caller alone."""
        return self.words.is_public

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def name(self) -> str:
        """第1期通报, 信息“……”, 来电答复."""
        if self.release is not None:
            return f"第{self.release.number}期通报"
        return f"{NAMES[self.sort]}“{quoted(self.title, 24)}”" if self.title else NAMES[self.sort]

    def answers(self, rumour: Rumour) -> bool:
        return self.words.answers(rumour)

    def denied(self, truth: Truth) -> str:
        """The words by which it denies a truth in its own voice, "" where it does not."""
        return next((words for words in truth.denies if self.words.says((words,))), "")


def words_of(stage: Stage, began: datetime, ended: datetime) -> tuple[Word, ...]:
    """In the order in which it was said. What answers the letters merged into an incident is its final release, and is
    not told twice.
    """
    told = heard(stage, until=ended)
    releases = {f"release:{row.pk}": row for row in _releases(told)}
    echoes = _echoes(told)
    return tuple(
        Word(at=began + one.at, spoken=one, release=releases.get(one.ref)) for one in told if one.ref not in echoes
    )


def _releases(told: Iterable[Spoken]) -> Iterable[Release]:
    return Release.objects.filter(pk__in=_keys(told, SpokenSort.RELEASE)).select_related(
        "incident__case", "incident__unit", "by", "signed_by"
    )


def _echoes(told: Iterable[Spoken]) -> frozenset[str]:
    """Replies that no draft stands behind."""
    rows = Reply.objects.filter(pk__in=_keys(told, SpokenSort.REPLY), draft=None)
    return frozenset(f"reply:{pk}" for pk in rows.values_list("pk", flat=True))


def _keys(told: Iterable[Spoken], sort: SpokenSort) -> list[int]:
    return [int(one.ref.partition(":")[2]) for one in told if one.sort is sort]


def sentence_with(text: str, words: str) -> str:
    """The sentence of a text in which these words stand, however they are spaced."""
    for sentence in text.replace("！", "。").replace("？", "。").replace("；", "。").replace("\n", "。").split("。"):
        if words and plain(words) in plain(sentence):
            return quoted(sentence)
    return quoted(text)
