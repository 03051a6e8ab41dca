"""评分项 · What one point of the score says: so many of a hundred, why, and by what evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .telling import clean, quoted, stamp

if TYPE_CHECKING:
    from .record import Record

MOST_WHAT = 200
MOST_EVIDENCE, MOST_REASONS, MOST_REASON = 12, 30, 500
"""What a point shows at most; the faults stand first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found, when, in which row (`release:12`), and its own words."""

    what: str
    at: datetime | None = None
    ref: str = ""
    words: str = ""

    def told(self) -> dict[str, str]:
        return {
            "what": quoted(self.what, MOST_WHAT),
            "at": stamp(self.at) if self.at else "",
            "ref": self.ref,
            "words": clean(self.words),
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """`points` of a hundred, or None where nothing of this kind came up; `reasons` are whole sentences."""

    points: float | None
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


Judge = Callable[["Record"], Judged]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the rubric. `advice` is what to train where it is low."""

    key: str
    name: str
    weight: float
    judge: Judge
    advice: str

    def told(self, record: "Record", weights: Mapping[str, float]) -> dict[str, Any]:
        judged = self.judge(record)
        points = None if judged.points is None else round(min(max(judged.points, 0.0), 100.0), 1)
        return {
            "key": self.key,
            "name": self.name,
            "weight": round(self.weight * weights.get(self.key, 1.0), 2),
            "points": points,
            "reasons": [quoted(each, MOST_REASON) for each in judged.reasons[:MOST_REASONS]],
            "evidence": [each.told() for each in judged.evidence[:MOST_EVIDENCE]],
        }
