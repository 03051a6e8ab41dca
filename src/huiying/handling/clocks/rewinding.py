"""What a change of the rules does to running clocks, found one after the other, whether it is only previewed or
applied. What is already past stays what it was.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from huiying.core.deadline import Deadline
from huiying.core.errors import HuiyingError

from ..models import Case, Clock
from ..rulebook import Book
from .clockwork import timed

MOST_EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Rewound:
    """What becomes of one clock: its end under the new rules, the term that then counts, and the version that its case
    then keeps. Without an end it stays as it is, since it is past its end, or would be at once.
    """

    key: str
    term: str
    end: Deadline | None


def rewound(clock: Clock, book: Book, *, at: datetime) -> Rewound:
    """`clock` (with its case) under `book`."""
    case = clock.case
    left = Rewound(case.regulation, clock.term, None)
    if clock.paused_at is None and clock.due_at <= at:
        return left
    key, term = _version(clock, case, book, at)
    try:
        end = timed(clock, book, term=term, key=key)
    except HuiyingError:  # a clock that the new rules cannot time, as one extended beyond them, keeps its end
        return left
    return left if clock.paused_at is None and end.at <= at else Rewound(key, term, end)


def _version(clock: Clock, case: Case, book: Book, at: datetime) -> tuple[str, str]:
    """The version that the case then keeps, and the term of the clock's role under it."""
    key = book.moved_to(case.regulation, clock.edition, timezone.localtime(at).date())
    kind = book.of(key).kinds.get(case.kind)
    role = kind.terms.get(clock.role) if kind else None
    return (key, role.term) if role else (case.regulation, clock.term)


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock before and after."""

    case: str
    title: str
    term: str
    before: datetime
    after: datetime
    before_provisional: bool
    after_provisional: bool


@dataclass(slots=True)
class Preview:
    """What adopting a change would do: how many clocks run, end later or earlier, are provisional no longer, and are
    left because they are past; and the first of those that move.
    """

    running: int = 0
    later: int = 0
    earlier: int = 0
    settled: int = 0
    unsettled: int = 0
    left: int = 0
    examples: list[Moved] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def moved(self) -> int:
        return self.later + self.earlier

    def add(self, clock: Clock, told: Rewound) -> None:
        self.running += 1
        if told.end is None:
            self.left += 1
            return
        self.later += told.end.at > clock.due_at
        self.earlier += told.end.at < clock.due_at
        self.settled += clock.provisional and not told.end.provisional
        self.unsettled += told.end.provisional and not clock.provisional
        if is_changed(clock, told.end) and len(self.examples) < MOST_EXAMPLES:
            self.examples.append(
                Moved(
                    clock.case.number,
                    clock.case.title,
                    told.term,
                    clock.due_at,
                    told.end.at,
                    clock.provisional,
                    told.end.provisional,
                )
            )


def is_changed(clock: Clock, end: Deadline) -> bool:
    """Whether people must be told: the end moves, or becomes firm or provisional."""
    return end.at != clock.due_at or end.provisional != clock.provisional
