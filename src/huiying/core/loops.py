"""四个闭环 · 有问必答、有诉必理、有理必查、有查必果: where a case stands in each, from what has happened to it.

A question is answered. A complaint is taken up, or refused with its ground; what is found justified is investigated; an
investigation ends with a result that the writer is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from huiying.core.lifecycle import OPEN, State


class Loop(StrEnum):
    ANSWER = "answer"
    TAKE_UP = "take_up"
    INVESTIGATE = "investigate"
    CONCLUDE = "conclude"


class Standing(StrEnum):
    """`LATER` waits for the step before it; `NONE` is not asked of this case."""

    DONE = "done"
    OPEN = "open"
    LATER = "later"
    NONE = "none"


class Verdict(StrEnum):
    JUSTIFIED = "justified"
    PARTLY = "partly"
    UNJUSTIFIED = "unjustified"


class Result(StrEnum):
    SOLVED = "solved"
    HANDLED = "handled"
    EXPLAINED = "explained"
    HANDED_OVER = "handed_over"


# What a letter wants, as assessment tells it, and the kinds of case that decide it whatever the letter is taken for.
COMPLAINTS = ("投诉", "举报")
COMPLAINT_KINDS = ("investor",)
SUGGESTION = "建议"
SUGGESTION_KINDS = ("suggestion",)
NEITHER_KINDS = (
    "disclosure",
    "error",
    "emergency",
)  # an emergency is answered by releases, whatever its first voice was
DECIDED_KINDS = (*COMPLAINT_KINDS, *SUGGESTION_KINDS, *NEITHER_KINDS)

FOUNDED = frozenset({Verdict.JUSTIFIED, Verdict.PARTLY})
TOLD = frozenset({State.DELIVERED, State.CLOSED})
REFUSED = frozenset({State.NOT_ACCEPTED, State.TRANSFERRED})
# Not taken by a section yet, or open again.
UNTAKEN = frozenset({State.REGISTERED, State.ASSIGNED, State.RETURNED, State.REOPENED})
UNDER_WAY = (OPEN - UNTAKEN) | {State.DELIVERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the loops need to know of a case. `verdict` is "" until it was looked into whether it is justified."""

    complains: bool
    state: str
    verdict: str = ""
    investigated: bool = False
    concluded: bool = False


def standings(course: Course) -> Mapping[Loop, Standing]:
    """Where the case stands in each loop. One merged into another goes the way of that one."""
    if course.state == State.MERGED:
        return dict.fromkeys(Loop, Standing.NONE)
    if not course.complains:
        answered = Standing.OPEN if course.state in OPEN else Standing.DONE
        return dict.fromkeys(Loop, Standing.NONE) | {Loop.ANSWER: answered}
    return {
        Loop.ANSWER: Standing.NONE,
        Loop.TAKE_UP: Standing.OPEN if course.state in UNTAKEN else Standing.DONE,
        Loop.INVESTIGATE: _investigation(course),
        Loop.CONCLUDE: _conclusion(course),
    }


def complains(kind: str, case_kind: str, *, inquired: bool) -> bool:
    """Whether a case is a complaint: by what its letter wants, by its kind, or because it was looked into as one."""
    return inquired or case_kind in COMPLAINT_KINDS or (kind in COMPLAINTS and case_kind not in DECIDED_KINDS)


def suggests(kind: str, case_kind: str) -> bool:
    """Whether a case is a suggestion, which ends adopted or not."""
    return case_kind in SUGGESTION_KINDS or (kind == SUGGESTION and case_kind not in DECIDED_KINDS)


def missing(course: Course) -> Loop | None:
    """The first loop of a complaint that is still open once its writer has been told; None where the file may close."""
    if not course.complains:
        return None
    told = standings(replace(course, state=State.DELIVERED))
    return next((loop for loop in (Loop.INVESTIGATE, Loop.CONCLUDE) if told[loop] is Standing.OPEN), None)


def _investigation(course: Course) -> Standing:
    if _is_past(course) or course.verdict == Verdict.UNJUSTIFIED:
        return Standing.NONE
    if course.state in UNTAKEN:
        return Standing.LATER
    return Standing.DONE if course.investigated else Standing.OPEN


def _conclusion(course: Course) -> Standing:
    before = _investigation(course)
    if before is not Standing.DONE:
        return Standing.NONE if before is Standing.NONE else Standing.LATER
    return Standing.DONE if course.concluded and course.state in TOLD else Standing.OPEN


def _is_past(course: Course) -> bool:
    """Refused with its ground, or closed before anybody kept what was found."""
    return course.state in REFUSED or (course.state == State.CLOSED and not course.verdict)
