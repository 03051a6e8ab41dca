import pytest

from huiying.core.cluelife import MOVE_WORDS, MOVES, OPEN, SEALED, STATE_WORDS, Move, State, after, moves_from
from huiying.core.errors import RuleError

WALK = [
    (State.DRAFT, Move.SUBMIT, State.SUBMITTED),
    (State.SUBMITTED, Move.SEND_BACK, State.DRAFT),
    (State.SUBMITTED, Move.SIGN, State.SIGNED),
    (State.SIGNED, Move.CORRECT, State.DRAFT),
    (State.SIGNED, Move.HAND_OVER, State.HANDED_OVER),
    (State.HANDED_OVER, Move.CONCLUDE, State.CONCLUDED),
    (State.DRAFT, Move.DROP, State.DROPPED),
]


@pytest.mark.parametrize(("start", "move", "end"), WALK)
def test_the_walk_of_a_clue(start: State, move: Move, end: State) -> None:
    assert after(start, move) is end


def test_the_table_holds_the_walk_and_nothing_else() -> None:
    assert len(MOVES) == len(WALK)


def test_every_state_and_move_has_its_word() -> None:
    assert set(STATE_WORDS) == set(State)
    assert set(MOVE_WORDS) == set(Move)


@pytest.mark.parametrize("state", sorted(State))
def test_what_is_signed_is_never_written_on(state: State) -> None:
    """From a sealed state only taking the signature back leads to a draft, and what was handed over never does."""
    back = {move for move in moves_from(state) if after(state, move) is State.DRAFT}
    assert back <= {Move.SEND_BACK, Move.CORRECT}
    if state in SEALED - OPEN:
        assert not back


def test_an_illegal_move_says_what_may_be_done() -> None:
    with pytest.raises(RuleError) as refused:
        after("draft", Move.HAND_OVER)
    assert "起草中" in refused.value.what
    assert refused.value.fix == "此环节可以：送签、不移交"
    with pytest.raises(RuleError) as refused:
        after("concluded", Move.SIGN)
    assert refused.value.fix == "此环节可以：没有"
