"""The shape of a frozen snapshot: what whoever gathers the figures writes, and what a paper may read.

JSON throughout. Days are ISO dates; a value that cannot be computed is null and is never guessed by a paper.
"""

from typing import Literal, NotRequired, TypedDict

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
    """`id` is the key by which references name it, here as in the rows below."""

    id: int
    name: str
    form: str
    received: int
    replied: int


class FigureFacts(TypedDict):
    """`unit` is 件, %, 天, 次, …; `formula` is in words, as the appendix prints it; `of` is how many rows a share or a
    quantile was taken of; `place` is its place in the table.
    """

    value: float | None
    label: str
    formula: str
    unit: str
    of: NotRequired[int]
    place: NotRequired[int]


class ThemeFacts(TypedDict):
    name: str
    received: int


class TopicFacts(TypedDict):
    id: int
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
    id: int
    section: str
    late: int
    closed: int


class MonthFacts(TypedDict):
    """`month` is YYYY-MM, in which the letters came."""

    month: str
    received: int
    replied: int
    on_time: int
    late: NotRequired[int]


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


class StepFacts(TypedDict):
    """A step of late answers, with the median of its days."""

    key: str
    name: str
    days: float | None


class LateFacts(TypedDict):
    """`by` names the theme or the topic that has the most of what was late; `received` is all that came of it."""

    key: str
    name: str
    late: int
    received: int


class RatedFacts(TypedDict):
    id: int
    section: str
    rated: int
    satisfied: int


class CauseFacts(TypedDict):
    """What the rows say of why answers were late, and of whom the writers were not content with."""

    late: int
    theme: LateFacts | None
    topic: LateFacts | None
    steps: list[StepFacts]
    answered_late: int
    away: int
    clocks: int
    at_holidays: int
    late_at_holidays: int
    rated: list[RatedFacts]


class GapFacts(TypedDict):
    """A demand that no published page answers well; `best` is the page that comes nearest, if one does."""

    id: int
    matter: str
    ruling: str
    asked: int
    section: str
    best: str


class DueFacts(TypedDict):
    """Twenty and forty working days from the day of the paper, by the office's calendar."""

    soon: str
    later: str


class PromisedFacts(TypedDict):
    """A measure of the last self-inspection, as it stands: `now` is the figure of its reference in this period."""

    id: int
    head: str
    text: str
    section: str
    due: str
    label: str
    unit: str
    reference: str
    was: float | None
    wanted: float | None
    now: float | None
    state: str
    reason: str
    of: Span


class ReturningFacts(TypedDict):
    """A topic or a kind of matter that comes back: the months of the last six in which it came."""

    key: str
    name: str
    months: list[str]
    received: int


class SeasonFacts(TypedDict):
    """A month that stands out against the mean of its year, in the same way in two years or more."""

    month: int
    years: list[str]


class RecurringFacts(TypedDict):
    topics: list[ReturningFacts]
    themes: list[ReturningFacts]
    season: SeasonFacts | None
    returning_sections: list["ReturningSection"]
    reopened_twice: int


class ReturningSection(TypedDict):
    id: int
    section: str
    reference: str
    returned: int


class LessonFacts(TypedDict):
    """What was learned, and the watched figure over as many days before the change as have passed since."""

    id: int
    happened: str
    cause: str
    change: str
    since: str
    label: str
    unit: str
    reference_before: str
    reference_since: str
    before: float | None
    now: float | None
    helped: str


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


class CalendarNamed(TypedDict):
    """The edition of the office's rules, and the last day of the years that its calendar knows."""

    edition: int
    known_until: str


class Common(TypedDict):
    """What every snapshot says, whatever paper it is for."""

    organ: str
    period: Span
    taken_on: str
    occasion: Occasion | None
    regulation: RegulationNamed
    calendar: CalendarNamed


class TrainingFacts(TypedDict):
    """Trainings by their sort, how often somebody was at one, and how many of the staff, with their share of it."""

    lectures: int
    seminars: int
    drills: int
    attendances: int
    people: int
    rate: float | None


class Facts(Organisation, Judged, Common):
    """What a self-inspection tells. `previous` holds the figures of the period before, null without data."""

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
    training: NotRequired[TrainingFacts]
    causes: CauseFacts
    gap: list[GapFacts]
    due: DueFacts
    promised: list[PromisedFacts]
    recurring: RecurringFacts
    lessons: list[LessonFacts]
