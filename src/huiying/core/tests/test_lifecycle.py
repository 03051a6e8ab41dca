import pytest

from huiying.core.errors import RuleError
from huiying.core.lifecycle import (
    MOVE_WORDS,
    MOVES,
    OPEN,
    OVER,
    STATE_WORDS,
    WITHOUT_REPLY,
    Move,
    State,
    after,
    moves_from,
)

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


def test_every_state_is_reached_and_none_is_a_dead_end() -> None:
    assert set(MOVES.values()) == set(State)  # the first one again by parting what was merged
    assert all(moves_from(state) for state in State)
    assert set(STATE_WORDS) == set(State)
    assert set(MOVE_WORDS) == set(Move)


def test_a_case_is_over_with_an_answer_or_without() -> None:
    assert set(State) - OPEN == OVER == {State.DELIVERED, State.CLOSED} | WITHOUT_REPLY
    assert {State.NOT_ACCEPTED, State.TRANSFERRED, State.MERGED} == WITHOUT_REPLY


BEFORE_A_DRAFT = {State.REGISTERED, State.RETURNED, State.ASSIGNED, State.ACCEPTED, State.REOPENED}


@pytest.mark.parametrize(
    ("move", "end", "starts"),
    [
        (Move.DECLINE, State.NOT_ACCEPTED, BEFORE_A_DRAFT),
        (Move.TRANSFER, State.TRANSFERRED, BEFORE_A_DRAFT),
        (Move.MERGE, State.MERGED, BEFORE_A_DRAFT | {State.DRAFTING}),
        (Move.TAKE_UP, State.REOPENED, {State.NOT_ACCEPTED, State.TRANSFERRED}),
        (Move.UNMERGE, State.REGISTERED, {State.MERGED}),
        # The writer's own move: only from where there may be an answer.
        (Move.REOPEN, State.REOPENED, {State.DELIVERED, State.CLOSED, State.MERGED}),
    ],
)
def test_from_where_a_case_ends_without_a_reply_and_goes_on(move: Move, end: State, starts: set[State]) -> None:
    assert {start for start, step in MOVES if step is move} == starts
    assert {after(start, move) for start in starts} == {end}
