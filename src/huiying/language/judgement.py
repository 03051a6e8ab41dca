"""What the machine proposes of a letter, each part with the words it rests on and where they stand."""

from dataclasses import dataclass
from typing import Any

from .criteria import Criterion
from .duties import Route
from .privacy import Mark


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the letter's text (or in its title) that speaks for something.

    Marks: kind, theme, criterion-1 to criterion-5, emergency, rumour, privacy.
    """

    start: int
    end: int
    mark: str
    word: str

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "mark": self.mark, "word": self.word}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The proposal for one letter. `kind` and `theme` are "" where there is nothing to go by; scores are chances of
    being right, 0..1. What is not `…_sure` is told as the likeliest, for a person to look at.

    Evidence is the exact words of the letter, the weightiest first. `notes` says in Chinese what the reader must know,
    such as that only the first part of a very long text was read.
    """

    kind: str
    kind_score: float
    kind_sure: bool
    kind_evidence: tuple[str, ...]
    kind_because: str
    theme: str
    theme_path: tuple[str, ...]
    theme_score: float
    theme_sure: bool
    theme_evidence: tuple[tuple[str, float], ...]
    theme_because: str
    criteria: tuple[Criterion, ...]
    level: str
    level_because: tuple[str, ...]
    emergency: bool
    emergency_score: float
    emergency_evidence: tuple[str, ...]
    rumour: bool
    rumour_score: float
    rumour_evidence: tuple[str, ...]
    sections: tuple[Route, ...]
    section_score: float
    section_sure: bool
    privacy: tuple[Mark, ...]
    spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The stable shape that programs read (`huiying judge --json`)."""
        return {
            "kind": self.kind,
            "theme": self.theme,
            "criteria": [{"id": c.id, "score": round(c.score, 3), "evidence": c.words} for c in self.criteria],
            "level": self.level,
            "emergency": self.emergency,
            "rumour": self.rumour,
            "sections": [{"name": r.name, "lead": r.lead, "because": r.because} for r in self.sections],
            "privacy": [{"type": m.type, "start": m.start, "end": m.end} for m in self.privacy],
        }

    def to_evidence(self) -> dict[str, Any]:
        """The same with everything it rests on; `spans` are places in the text, `title_spans` in the title."""
        return self.to_json() | {
            "kind_score": self.kind_score,
            "kind_sure": self.kind_sure,
            "kind_evidence": list(self.kind_evidence),
            "kind_because": self.kind_because,
            "theme_path": list(self.theme_path),
            "theme_score": self.theme_score,
            "theme_sure": self.theme_sure,
            "theme_evidence": [{"word": word, "weight": weight} for word, weight in self.theme_evidence],
            "theme_because": self.theme_because,
            "section_score": self.section_score,
            "section_sure": self.section_sure,
            "level_because": list(self.level_because),
            "emergency_score": self.emergency_score,
            "emergency_evidence": list(self.emergency_evidence),
            "rumour_score": self.rumour_score,
            "rumour_evidence": list(self.rumour_evidence),
            "spans": [span.to_json() for span in self.spans],
            "title_spans": [span.to_json() for span in self.title_spans],
            "notes": list(self.notes),
        }
