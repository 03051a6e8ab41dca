"""The life of a rumour clue as one table: from where, by which move, to where. Nothing else decides what may follow."""

from enum import StrEnum

from huiying.core.errors import RuleError


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    CONCLUDED = "concluded"
    DROPPED = "dropped"


class Move(StrEnum):
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    SIGN = "sign"
    CORRECT = "correct"
    HAND_OVER = "hand_over"
    CONCLUDE = "conclude"
    DROP = "drop"


S, M = State, Move

MOVES: dict[tuple[State, Move], State] = {
    (S.DRAFT, M.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, M.SEND_BACK): S.DRAFT,
    (S.SUBMITTED, M.SIGN): S.SIGNED,
    (S.SIGNED, M.CORRECT): S.DRAFT,
    (S.SIGNED, M.HAND_OVER): S.HANDED_OVER,
    (S.HANDED_OVER, M.CONCLUDE): S.CONCLUDED,
    (S.DRAFT, M.DROP): S.DROPPED,
}

STATE_WORDS = {
    S.DRAFT: "起草中",
    S.SUBMITTED: "送签中",
    S.SIGNED: "已签发",
    S.HANDED_OVER: "已移交",
    S.CONCLUDED: "已反馈",
    S.DROPPED: "不移交",
}
MOVE_WORDS = {
    M.SUBMIT: "送签",
    M.SEND_BACK: "退回修改",
    M.SIGN: "签发",
    M.CORRECT: "撤签修改",
    M.HAND_OVER: "移交",
    M.CONCLUDE: "登记反馈",
    M.DROP: "不移交",
}

# The content stands as the leader signed it.
SEALED = frozenset({S.SIGNED, S.HANDED_OVER, S.CONCLUDED})
OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.SIGNED})


def after(state: str, move: Move) -> State:
    """The state that `move` leads to, or RuleError naming what may be done instead."""
    following = MOVES.get((State(state), move))
    if following is None:
        possible = "、".join(MOVE_WORDS[m] for m in moves_from(state)) or "没有"
        raise RuleError(
            f"线索现处于“{STATE_WORDS[State(state)]}”环节，不能“{MOVE_WORDS[move]}”", fix=f"此环节可以：{possible}"
        )
    return following


def moves_from(state: str) -> list[Move]:
    return [move for (start, move) in MOVES if start == State(state)]
