"""查稿 · What the check of a draft found, laid out for the margin: each finding with its mark in the text, each
question of the letter with its answer, and earlier answers that say something else beside the draft's own words.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiying.assessment.marks import Passage, cut
from huiying.language.disagreements import Disagreement, disagreements
from huiying.language.privacy import veil
from huiying.language.replycheck import Asked, Finding, Names, answered, check
from huiying.people.models import Section, Unit, User

from .models import Case
from .similar import Answered, similar_answers

KINDS: dict[str, Promise] = {
    "unanswered": _("not answered"),
    "forwarding": _("passed on, not answered"),
    "unsupported": _("no source"),
    "hollow": _("empty phrase"),
    "tone": _("tone"),
    "personal": _("personal data"),
    "name": _("name differs"),
    "form": _("form"),
}
QUOTED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A finding, numbered as its mark in the text is; `quote` is of the draft, or of the letter where `of_letter`."""

    number: int
    sort: str
    kind: str
    must: bool
    because: str
    quote: str
    of_letter: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the letter, and the words of the draft that answer it; "" where none do."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A sentence of the draft beside that of an earlier answer which says something else."""

    said: str
    earlier: str
    because: str
    source: Answered


@dataclass(frozen=True, slots=True)
class Check:
    passages: tuple[Passage, ...]
    lines: tuple[Line, ...]
    asked: tuple[Answer, ...]
    rivals: tuple[Rival, ...]

    @property
    def must(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.must)

    @property
    def should(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.must)

    @property
    def met(self) -> int:
        return sum(bool(one.answer) for one in self.asked)

    @property
    def seal(self) -> str:
        """What the open points are, as one word: who accepts them says which they have seen."""
        told = "\n".join(f"{line.sort} {line.quote}" for line in self.must)
        return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""


def checked(case: Case, text: str) -> Check | None:
    """The check of a reply text to a case; None where there is no text."""
    if not text.strip():
        return None
    voice = case.voice
    letter = f"{voice.title}\n{voice.text}" if voice.title else voice.text
    earlier = similar_answers(voice, veiled=False)
    told = tuple(answer for answer in case.questions.values_list("answer", flat=True) if answer)
    sources = (*told, *(answered.text for answered in earlier))
    findings, asked = _found(letter, text, sources, _names())
    rivals = disagreements(text, [(answer.number, answer.text) for answer in earlier])
    return Check(
        passages=tuple(cut(text, _marks(findings))),
        lines=tuple(_line(number, finding) for number, finding in enumerate(findings, start=1)),
        asked=tuple(_answer(one, text) for one in asked),
        rivals=tuple(_rival(rival, earlier) for rival in rivals),
    )


@lru_cache(maxsize=64)
def _found(
    letter: str, text: str, sources: tuple[str, ...], names: Names
) -> tuple[tuple[Finding, ...], tuple[Asked, ...]]:
    """The page is looked at more often than the text is changed."""
    return tuple(check(letter, text, sources=sources, office=names, signed=True)), tuple(answered(letter, text))


def _names() -> Names:
    """What the office may name though no letter does: its units and sections, and its people."""
    organs = (*Unit.objects.values_list("name", flat=True), *Section.objects.values_list("name", flat=True))
    return Names(organs=organs, people=tuple(User.objects.exclude(name="").values_list("name", flat=True)))


def _marks(findings: Sequence[Finding]) -> list[tuple[int, int, str]]:
    return [
        (finding.start, finding.end, f"finding-{number}")
        for number, finding in enumerate(findings, start=1)
        if finding.where == "reply"
    ]


def _line(number: int, finding: Finding) -> Line:
    kind, of_letter = str(KINDS.get(finding.kind, finding.kind)), finding.where == "letter"
    quote, because = finding.text[:QUOTED], finding.because
    if of_letter:
        quote, because = veil(quote), veil(because)
    return Line(number, finding.kind, kind, finding.level == "must", because, quote, of_letter)


def _answer(asked: Asked, text: str) -> Answer:
    start, end = asked.answered or (0, 0)
    return Answer(veil(asked.text), text[start:end])


def _rival(rival: Disagreement, earlier: Sequence[Answered]) -> Rival:
    source = next(answer for answer in earlier if answer.number == rival.id)
    return Rival(rival.said, veil(rival.earlier), rival.because, source)
