"""Where a case stands in each of the four loops, as a table of what happened and what follows."""

import pytest

from huiying.core.lifecycle import State
from huiying.core.loops import Course, Loop, complains, missing, standings, suggests

# complains, state, verdict, investigated, concluded → 有问必答, 有诉必理, 有理必查, 有查必果
TABLE = [
    (False, "registered", "", False, False, "open none none none"),
    (False, "approved", "", False, False, "open none none none"),
    (False, "delivered", "", False, False, "done none none none"),
    (False, "closed", "", False, False, "done none none none"),
    (False, "not_accepted", "", False, False, "done none none none"),
    (False, "reopened", "", False, False, "open none none none"),
    (False, "merged", "", False, False, "none none none none"),
    (True, "registered", "", False, False, "none open later later"),
    (True, "assigned", "", False, False, "none open later later"),
    (True, "accepted", "", False, False, "none done open later"),
    (True, "drafting", "justified", False, False, "none done open later"),
    (True, "drafting", "partly", True, False, "none done done open"),
    (True, "approved", "justified", True, True, "none done done open"),
    (True, "delivered", "justified", True, False, "none done done open"),
    (True, "delivered", "justified", True, True, "none done done done"),
    (True, "closed", "justified", True, True, "none done done done"),
    (True, "closed", "justified", False, False, "none done open later"),
    (True, "drafting", "unjustified", False, False, "none done none none"),
    (True, "drafting", "unjustified", True, True, "none done none none"),
    (True, "closed", "", False, False, "none done none none"),
    (True, "not_accepted", "", False, False, "none done none none"),
    (True, "transferred", "justified", True, False, "none done none none"),
    (True, "reopened", "justified", True, False, "none open later later"),
    (True, "reopened", "", False, False, "none open later later"),
    (True, "merged", "justified", True, True, "none none none none"),
]


def course(row: tuple[bool, str, str, bool, bool, str]) -> Course:
    names = ("complains", "state", "verdict", "investigated", "concluded")
    return Course(**dict(zip(names, row, strict=False)))  # type: ignore[arg-type]


@pytest.mark.parametrize("row", TABLE)
def test_where_a_case_stands(row: tuple[bool, str, str, bool, bool, str]) -> None:
    told = standings(course(row))
    assert " ".join(told[loop] for loop in Loop) == row[-1]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("complaint", [True, False])
def test_every_state_stands_somewhere(state: State, complaint: bool) -> None:
    assert set(standings(Course(complains=complaint, state=state))) == set(Loop)


@pytest.mark.parametrize(
    ("verdict", "investigated", "concluded", "open_loop"),
    [
        ("", False, False, Loop.INVESTIGATE),
        ("justified", False, False, Loop.INVESTIGATE),
        ("partly", True, False, Loop.CONCLUDE),
        ("justified", True, True, None),
        ("unjustified", False, False, None),
    ],
)
def test_what_keeps_a_complaint_open(verdict: str, investigated: bool, concluded: bool, open_loop: Loop | None) -> None:
    told = Course(complains=True, state="delivered", verdict=verdict, investigated=investigated, concluded=concluded)
    assert missing(told) == open_loop


def test_nothing_keeps_a_question_open() -> None:
    assert missing(Course(complains=False, state="delivered")) is None


def test_what_is_a_complaint_and_what_a_suggestion() -> None:
    assert complains("投诉", "letter", inquired=False)
    assert complains("举报", "letter", inquired=False)
    assert complains("咨询", "investor", inquired=False)
    assert complains("求助", "letter", inquired=True)
    assert not complains("求助", "letter", inquired=False)
    assert suggests("建议", "letter")
    assert suggests("咨询", "suggestion")
    assert not suggests("投诉", "letter")


@pytest.mark.parametrize("wants", ["投诉", "建议", "咨询"])
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("disclosure", (False, False)),
        ("error", (False, False)),
        ("emergency", (False, False)),
        ("investor", (True, False)),
        ("suggestion", (False, True)),
    ],
)
def test_the_kind_of_case_decides_where_it_says_so(wants: str, kind: str, told: tuple[bool, bool]) -> None:
    assert (complains(wants, kind, inquired=False), suggests(wants, kind)) == told
