"""What the portal of the demo has beside its articles: the guide, documents, reports and questions of the file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A document; `days` before the demo's day it was published, `term_days` later it ends where it has a term."""

    days: int
    title: str
    serial: str
    theme: str
    section: str
    summary: str
    articles: tuple[str, ...]
    effect: str = "in_force"
    term_days: int = 0
    explained: str = ""
    explanation: tuple[str, ...] = ()
    attachment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a year, so many years back, with what was asked and how it ended: by people, by companies."""

    back: int
    opening: str
    problems: str
    next: str
    received: tuple[int, int]
    carried: tuple[int, int]
    open: tuple[int, int]
    part: tuple[int, int]
    refused: tuple[int, int]
    unable: tuple[int, int]
    declined: tuple[int, int]
    left: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    theme: str
    section: str
    days: int
    question: str
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortalFile:
    guide: dict[str, Any]
    policies: tuple[Policy, ...]
    reports: tuple[Report, ...]
    questions: tuple[Question, ...]


@cache
def portal_file() -> PortalFile:
    told = tomllib.loads(files(__package__).joinpath("portal.toml").read_text(encoding="utf-8"))
    return PortalFile(
        told["guide"],
        tuple(Policy(**_frozen(row)) for row in told["policies"]),
        tuple(Report(**_frozen(row)) for row in told["reports"]),
        tuple(Question(**_frozen(row)) for row in told["questions"]),
    )


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
