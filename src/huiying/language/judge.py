"""The judge: reads a letter and proposes kind, theme, criteria, level, sections and privacy marks, with its reasons.

It starts cold, from the sections' duties in words and the words of the theme tree, and follows what people confirm.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
from .spread import Spread
from .theme_tree import leaning, theme_of, theme_tree
from .thresholds import Thresholds

__all__ = ["Criterion", "Example", "Judge", "Judgement", "Mark", "Office", "Route", "SectionDuty", "Span", "Spread"]

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
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Cold:
    """What the words alone say, before any confirmation."""

    kind: Verdict
    theme: Verdict
    fit: Fit


class _ColdReader:
    """Reads letters for an office by words alone: the sections' duties, the theme tree, the phrases of each kind."""

    def __init__(self, office: Office) -> None:
        self.duties = Duties(office.sections)
        self._leaning = leaning("\n".join(s.duties for s in office.sections))

    def read(self, reading: Reading) -> _Cold:
        theme = theme_of(reading, self._leaning)
        return _Cold(kind_of(reading), theme, self.duties.fit(reading, theme))

    def section(self, cold: _Cold) -> Verdict:
        return best(cold.fit, self.duties.names)


@lru_cache(maxsize=4)
def _reader(office: Office) -> _ColdReader:
    return _ColdReader(office)


@lru_cache(maxsize=4096)
def _remembered(reader: _ColdReader, reading: Reading) -> _Cold:
    """Confirmed letters are read once, however often the judge is taught anew."""
    return reader.read(reading)


class Judge:
    """Judges letters for an office; `examples` are people's confirmations, which it follows at once; `thresholds` say
    from how many people and from what spread a matter is grave (those of the house, where none are given).
    """

    def __init__(
        self, office: Office, examples: Iterable[Example] = (), *, thresholds: Thresholds | None = None
    ) -> None:
        self.office = office
        self._thresholds = thresholds
        self._examples = tuple(examples)
        self._reader = _reader(office)
        self._duties = self._reader.duties

    def judge_many(self, letters: Iterable[tuple[str, str]]) -> Iterator[Judgement]:
        """A judgement for each (title, text), in order."""
        return (self.judge(text, title=title) for title, text in letters)

    def judge(self, text: str, title: str = "", *, spread: Spread | None = None) -> Judgement:
        """What the machine proposes for a letter. Any text gets an answer in bounded time."""
        reading = read(text, title)
        cold = self._reader.read(reading)
        kind, theme, section = self._learning.apply(reading.whole, cold.kind, cold.theme, self._reader.section(cold))
        routes = self._duties.routes(cold.fit, section, theme.name)
        routed = _routed(routes, section or self._reader.section(cold))
        emergency, rumour = emergency_in(reading), rumour_in(reading)
        least = self._thresholds
        criteria = criteria_of(reading, emergency, rumour.hits, spread=spread, thresholds=least)
        level = level_of(reading, emergency, criteria, rumour=rumour.flagged, spread=spread, thresholds=least)
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
            kind_sure=kind.sure,
            kind_evidence=tuple(kind.words),
            kind_because=_because(kind),
            theme=theme.name,
            theme_path=_path(theme.name),
            theme_score=theme.score,
            theme_sure=theme.sure,
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
            sections=routes,
            section_score=routed.score,
            section_sure=routed.sure,
            privacy=privacy,
            spans=(*spans, *(Span(m.start, m.end, "privacy", "") for m in privacy)),
            title_spans=title_spans,
            notes=(f"来件过长，只读了标题前 {TITLE_LIMIT} 字和正文前 {TEXT_LIMIT} 字",) if reading.cut else (),
        )

    @cached_property
    def _learning(self) -> Learning:
        readings = [read(example.text, example.title) for example in self._examples]
        read_cold = [_remembered(self._reader, reading) for reading in readings]
        colds = [(cold.kind, cold.theme, self._reader.section(cold)) for cold in read_cold]
        names = (KINDS, theme_tree().names, self._duties.names)
        return Learning([reading.whole for reading in readings], self._examples, colds, names)


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
    doubt = f"不确定，也可能是{verdict.second}" if verdict.name and not verdict.sure and verdict.second else ""
    reasons = [reason for reason in (doubt, verdict.note) if reason]
    if verdict.evidence:
        reasons.append(f"文中有{'、'.join(f'“{w}”' for w in verdict.words[:5])}")
    return "；".join(reasons) or ("不确定：文中没有可以依据的用语" if not verdict.name else "")


def _routed(routes: Sequence[Route], verdict: Verdict) -> Verdict:
    """What stands behind the lead section: nothing where the letter fitted none and went to the information section."""
    return verdict if any(route.lead and route.name == verdict.name for route in routes) else Verdict("", 0.0, {})


def _path(theme: str) -> tuple[str, ...]:
    parent = theme_tree().parent(theme)
    return (parent, theme) if parent and parent != theme else (theme,) if theme else ()
