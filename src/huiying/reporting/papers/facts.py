"""The shape of a frozen snapshot: what whoever gathers the figures writes, and what a paper may read.

JSON throughout. Days are ISO dates; a value that cannot be computed is null and is never guessed by a paper.
"""

from typing import Literal, TypedDict

Form = Literal["mailbox", "board", "social", "hotline", "file", "other"]

Span = TypedDict("Span", {"from": str, "to": str})
"""A period from day to day, both included."""


class Occasion(TypedDict):
    """The notice that the paper answers; either may be empty."""

    notice: str
    number: str


class RegulationNamed(TypedDict):
    name: str
    version: str


class Group(TypedDict):
    """领导小组: who leads, and how many sit in which seat."""

    head: str
    deputies: int
    members: int
    liaisons: int


class ChannelFacts(TypedDict):
    name: str
    form: str
    received: int
    replied: int


class FigureFacts(TypedDict):
    """`unit` is 件, %, 天, 次, …; `formula` is in words, as the appendix prints it."""

    value: float | None
    label: str
    formula: str
    unit: str


class ThemeFacts(TypedDict):
    name: str
    received: int


class TopicFacts(TypedDict):
    description: str
    voices: int
    heat: float
    answered: bool
    published: bool


class CriterionFacts(TypedDict):
    id: int
    title: str
    voices: int


class SectionFacts(TypedDict):
    section: str
    late: int
    closed: int


class MonthFacts(TypedDict):
    """`month` is YYYY-MM, in which the letters came."""

    month: str
    received: int
    replied: int
    on_time: int


class Published(TypedDict):
    """`forms` names every form of release that was used in the period."""

    answers: int
    pages: int
    forms: list[str]


class TermFacts(TypedDict):
    title: str
    text: str
    citation: str


class LedgerFacts(TypedDict):
    entries: int
    verified: bool


class Organisation(TypedDict):
    """`handlers` are the people who handled at least one case of the period."""

    group: Group
    sections: int
    information_section: str
    staff: int
    handlers: int


class Judged(TypedDict):
    kinds: dict[str, int]
    themes: list[ThemeFacts]
    criteria: list[CriterionFacts]
    emergencies: int
    rumours: int


class Facts(Organisation, Judged):
    """A whole snapshot. `previous` holds the figures of the period of the same length before, null without data."""

    organ: str
    period: Span
    taken_on: str
    occasion: Occasion | None
    regulation: RegulationNamed
    channels: list[ChannelFacts]
    figures: dict[str, FigureFacts]
    topics: list[TopicFacts]
    late_by_section: list[SectionFacts]
    monthly: list[MonthFacts]
    published: Published
    terms: list[TermFacts]
    ledger: LedgerFacts
    previous: dict[str, FigureFacts] | None
    trainings: int | None
