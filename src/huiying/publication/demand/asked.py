"""One side: what is asked. A matter with some of its questions, and how many people are behind it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from huiying.language.matching.projects import named
from huiying.language.reading import fold

QUESTIONS = 12  # of a matter, those that are matched: the newest, each once
PERIOD = 30  # days whose asking is compared with the days before
LONGEST = 120  # characters of a question
LEAST, MANY = 3, 20  # times of asking that make a matter, or people behind one or two questions

_ASKS = re.compile(
    "咨询|请问|询问|何时|什么时候|如何|怎么|怎样|能否|是否|可否|多久|多少|几|哪|吗|呢|政策|规定|标准|条件|流程|程序|材料|为何|为什么|[?？]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A matter that people ask about. `served` is how many would have been served by an answer: voices, those who
    agreed, searches without a hit and requests. `days` is how many asked on which day.
    """

    key: str
    matter: str
    questions: tuple[str, ...]
    voices: int = 0
    likes: int = 0
    misses: int = 0
    requests: int = 0
    people: int = 0
    days: Mapping[date, int] = field(default_factory=dict)
    theme: str = ""
    section: int | None = None
    unit: int | None = None
    topic: int | None = None

    @property
    def served(self) -> int:
        return self.people + self.likes + self.misses

    @property
    def asking(self) -> float:
        """The share of its questions that ask to be told something; the others ask that something be done, and what a
        page can tell them is how that goes.
        """
        return asking_share(self.questions)

    @property
    def first(self) -> date | None:
        return min(self.days, default=None)

    @property
    def last(self) -> date | None:
        return max(self.days, default=None)

    def asked_between(self, start: date | None, end: date | None) -> int:
        """How many asked from `start` until before `end`."""
        return sum(n for day, n in self.days.items() if (not start or day >= start) and (not end or day < end))

    def growth(self, today: date) -> tuple[int, int]:
        """How many asked in the last period, and in the one before."""
        tomorrow = today + timedelta(days=1)
        start = tomorrow - timedelta(days=PERIOD)
        return self.asked_between(start, tomorrow), self.asked_between(start - timedelta(days=PERIOD), start)


def distinct(questions: Iterable[str], most: int = QUESTIONS) -> tuple[str, ...]:
    """At most so many questions, each once, in one line."""
    told: dict[str, None] = {}
    for question in questions:
        if line := " ".join(question.split())[:LONGEST].strip():
            told[line] = None
        if len(told) == most:
            break
    return tuple(told)


def asking_share(questions: Sequence[str]) -> float:
    return round(sum(bool(_ASKS.search(one)) for one in questions) / len(questions), 3) if questions else 0.0


def is_matter(questions: Sequence[str], asked: int, people: int) -> bool:
    """Whether so much asking is one: asked three times, or once where many agree, if it asks for something or names a
    place; what many only like to read is none.
    """
    return asked >= LEAST or (people >= MANY and any(_ASKS.search(one) or named(fold(one)) for one in questions))
