"""The judge: reads a letter and proposes kind, theme, criteria, level, sections and privacy marks, with its reasons.

It starts cold, from the sections' duties in words and the words of the theme tree, and follows what people confirm.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .criteria import Criterion, criteria_of
from .duties import Duties, Fit, Route, SectionDuty, best
from .emergencies import emergency_in
from .judgement import Judgement, Span
from .kinds import KINDS, kind_of
from .learning import Learning
from .levels import level_of
from .phrases import Hit
from .privacy import Mark, find
from .reading import TEXT_LIMIT, TITLE_LIMIT, Reading, read
from .rumours import rumour_in
from .scores import Verdict
from .theme_tree import leaning, theme_of, theme_tree

__all__ = ["Criterion", "Example", "Judge", "Judgement", "Mark", "Office", "Route", "SectionDuty", "Span"]

MOST_SPANS = 300


@dataclass(frozen=True, slots=True)
class Office:
    """The sections of an office; the first is the information section, which takes what fits nobody."""

    sections: tuple[SectionDuty, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A person's word on a letter; None where the person said nothing."""

    text: str
    kind: str | None = None
    theme: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class _Cold:
    """What the words alone say, before any confirmation."""

    kind: Verdict
    theme: Verdict
    fit: Fit


class Judge:
    """Judges letters for an office; `examples` are people's confirmations, which it follows at once."""

    def __init__(self, office: Office, examples: Iterable[Example] = ()) -> None:
        self.office = office
        self._examples = tuple(examples)
        self._duties = Duties(office.sections)
        self._leaning = leaning("\n".join(s.duties for s in office.sections))

    def judge_many(self, letters: Iterable[tuple[str, str]]) -> Iterator[Judgement]:
        """A judgement for each (title, text), in order."""
        return (self.judge(text, title=title) for title, text in letters)

    def judge(self, text: str, title: str = "") -> Judgement:
        """What the machine proposes for a letter. Any text gets an answer in bounded time."""
        reading = read(text, title)
        cold = self._read_cold(reading)
        kind, theme, section = self._learning.apply(reading.whole, cold.kind, cold.theme, self._section(cold.fit))
        emergency, rumour = emergency_in(reading), rumour_in(reading)
        criteria = criteria_of(reading, emergency, rumour.hits)
        level = level_of(reading, emergency, criteria, rumour=rumour.flagged)
        privacy = tuple(find(text[:TEXT_LIMIT]))
        marked = [
            *(("kind", h) for h in kind.evidence),
            *(("theme", h) for h in theme.evidence),
            *((f"criterion-{c.id}", h) for c in criteria for h in c.hits),
            *(("emergency", h) for h in emergency.hits if emergency.flagged),
            *(("rumour", h) for h in rumour.hits if rumour.flagged),
        ]
        spans, title_spans = _spans(reading, marked, text, title)
        return Judgement(
            kind=kind.name,
            kind_score=kind.score,
            kind_evidence=tuple(kind.words),
            kind_because=_because(kind),
            theme=theme.name,
            theme_path=_path(theme.name),
            theme_score=theme.score,
            theme_evidence=tuple({h.word: round(h.weight, 2) for h in theme.evidence}.items()),
            theme_because=_because(theme),
            criteria=criteria,
            level=level.name,
            level_because=level.because,
            emergency=emergency.flagged,
            emergency_score=emergency.score,
            emergency_evidence=tuple(emergency.words),
            rumour=rumour.flagged,
            rumour_score=rumour.score,
            rumour_evidence=tuple(rumour.words),
            sections=self._duties.routes(cold.fit, section, theme.name),
            privacy=privacy,
            spans=(*spans, *(Span(m.start, m.end, "privacy", "") for m in privacy)),
            title_spans=title_spans,
            notes=(f"来件过长，只读了标题前 {TITLE_LIMIT} 字和正文前 {TEXT_LIMIT} 字",) if reading.cut else (),
        )

    def _read_cold(self, reading: Reading) -> _Cold:
        theme = theme_of(reading, self._leaning)
        return _Cold(kind_of(reading), theme, self._duties.fit(reading, theme))

    def _section(self, fit: Fit) -> Verdict:
        return best(fit, self._duties.names)

    @cached_property
    def _learning(self) -> Learning:
        colds = []
        for example in self._examples:
            cold = self._read_cold(read(example.text))
            colds.append((cold.kind, cold.theme, self._section(cold.fit)))
        names = (KINDS, theme_tree().names, self._duties.names)
        return Learning(self._examples, colds, names)


def _spans(
    reading: Reading, marked: Iterable[tuple[str, Hit]], text: str, title: str
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the evidence stands in the text and in the title, with the words as the letter has them."""
    in_text, in_title = [], []
    for mark, hit in sorted(marked, key=lambda m: (m[1].start, m[1].end, m[0])):
        start, end = hit.start - reading.offset, hit.end - reading.offset
        if start >= 0:
            in_text.append(Span(start, end, mark, text[start:end]))
        elif end < 0:
            in_title.append(Span(hit.start, hit.end, mark, title[hit.start : hit.end]))
    return tuple(dict.fromkeys(in_text))[:MOST_SPANS], tuple(dict.fromkeys(in_title))


def _because(verdict: Verdict) -> str:
    """Why, in a sentence of Chinese; not sure is said too."""
    reasons = [verdict.note] if verdict.note else []
    if verdict.evidence:
        reasons.append(f"文中有{'、'.join(f'“{w}”' for w in verdict.words[:5])}")
    return "；".join(reasons) or ("不确定：文中没有可以依据的用语" if not verdict.name else "")


def _path(theme: str) -> tuple[str, ...]:
    parent = theme_tree().parent(theme)
    return (parent, theme) if parent and parent != theme else (theme,) if theme else ()
