import pytest

from huiying.core.errors import RuleError
from huiying.core.lifecycle import MOVES, OPEN, Move, State, after, moves_from

WALK = [
    (State.REGISTERED, Move.ASSIGN, State.ASSIGNED),
    (State.ASSIGNED, Move.ACCEPT, State.ACCEPTED),
    (State.ACCEPTED, Move.DRAFT, State.DRAFTING),
    (State.DRAFTING, Move.SUBMIT, State.IN_REVIEW),
    (State.IN_REVIEW, Move.APPROVE, State.APPROVED),
    (State.APPROVED, Move.DELIVER, State.DELIVERED),
    (State.DELIVERED, Move.CLOSE, State.CLOSED),
    (State.CLOSED, Move.REOPEN, State.REOPENED),
    (State.REOPENED, Move.ASSIGN, State.ASSIGNED),
]


@pytest.mark.parametrize(("start", "move", "end"), WALK)
def test_the_walk_of_a_case(start: State, move: Move, end: State) -> None:
    assert after(start, move) is end


def test_a_reply_cannot_go_out_before_it_is_approved() -> None:
    for state in set(State) - {State.APPROVED}:
        with pytest.raises(RuleError):
            after(state, Move.DELIVER)


def test_a_refusal_names_what_may_be_done_instead() -> None:
    with pytest.raises(RuleError, match="交办、退回、接办"):
        after(State.ASSIGNED, Move.CLOSE)


def test_every_state_but_the_first_is_reached_and_none_is_a_dead_end() -> None:
    assert set(MOVES.values()) == set(State) - {State.REGISTERED}
    assert all(moves_from(state) for state in State)


def test_answered_and_closed_cases_are_not_open() -> None:
    assert set(State) - OPEN == {State.DELIVERED, State.CLOSED}
