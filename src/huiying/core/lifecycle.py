"""The life of a case as one table: from where, by which move, to where. Nothing else decides what may follow."""

from enum import StrEnum

from huiying.core.errors import RuleError


class State(StrEnum):
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    ASKED = "asked"
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DELIVERED = "delivered"
    CLOSED = "closed"
    REOPENED = "reopened"
    NOT_ACCEPTED = "not_accepted"
    TRANSFERRED = "transferred"
    MERGED = "merged"


class Move(StrEnum):
    ASSIGN = "assign"
    RETURN = "return"
    ACCEPT = "accept"
    ASK = "ask"
    RESUME = "resume"
    DRAFT = "draft"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DELIVER = "deliver"
    CLOSE = "close"
    REOPEN = "reopen"
    DECLINE = "decline"
    TRANSFER = "transfer"
    MERGE = "merge"
    UNMERGE = "unmerge"
    TAKE_UP = "take_up"
    RELEASE = "release"
    RECALL = "recall"
    WITHDRAW = "withdraw"


S, M = State, Move

MOVES: dict[tuple[State, Move], State] = {
    (S.REGISTERED, M.ASSIGN): S.ASSIGNED,
    (S.RETURNED, M.ASSIGN): S.ASSIGNED,
    (S.REOPENED, M.ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, M.ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, M.RETURN): S.RETURNED,
    (S.ASSIGNED, M.ACCEPT): S.ACCEPTED,
    (S.ACCEPTED, M.RETURN): S.RETURNED,
    (S.ACCEPTED, M.ASK): S.ASKED,
    (S.DRAFTING, M.ASK): S.ASKED,
    (S.ASKED, M.RESUME): S.ACCEPTED,
    (S.ACCEPTED, M.DRAFT): S.DRAFTING,
    (S.DRAFTING, M.DRAFT): S.DRAFTING,
    (S.DRAFTING, M.SUBMIT): S.IN_REVIEW,
    (S.IN_REVIEW, M.SEND_BACK): S.DRAFTING,
    (S.IN_REVIEW, M.APPROVE): S.APPROVED,
    (S.IN_REVIEW, M.RECALL): S.DRAFTING,
    (S.IN_REVIEW, M.ASSIGN): S.ASSIGNED,
    (S.APPROVED, M.DELIVER): S.DELIVERED,
    (S.APPROVED, M.WITHDRAW): S.DRAFTING,
    (S.DELIVERED, M.CLOSE): S.CLOSED,
    (S.DELIVERED, M.REOPEN): S.REOPENED,
    (S.CLOSED, M.REOPEN): S.REOPENED,
    (S.MERGED, M.REOPEN): S.REOPENED,
    (S.REGISTERED, M.DECLINE): S.NOT_ACCEPTED,
    (S.RETURNED, M.DECLINE): S.NOT_ACCEPTED,
    (S.ASSIGNED, M.DECLINE): S.NOT_ACCEPTED,
    (S.ACCEPTED, M.DECLINE): S.NOT_ACCEPTED,
    (S.REOPENED, M.DECLINE): S.NOT_ACCEPTED,
    (S.REGISTERED, M.TRANSFER): S.TRANSFERRED,
    (S.RETURNED, M.TRANSFER): S.TRANSFERRED,
    (S.ASSIGNED, M.TRANSFER): S.TRANSFERRED,
    (S.ACCEPTED, M.TRANSFER): S.TRANSFERRED,
    (S.REOPENED, M.TRANSFER): S.TRANSFERRED,
    (S.REGISTERED, M.MERGE): S.MERGED,
    (S.RETURNED, M.MERGE): S.MERGED,
    (S.ASSIGNED, M.MERGE): S.MERGED,
    (S.ACCEPTED, M.MERGE): S.MERGED,
    (S.DRAFTING, M.MERGE): S.MERGED,
    (S.REOPENED, M.MERGE): S.MERGED,
    (S.NOT_ACCEPTED, M.TAKE_UP): S.REOPENED,
    (S.TRANSFERRED, M.TAKE_UP): S.REOPENED,
    (S.MERGED, M.UNMERGE): S.REGISTERED,
    (S.REGISTERED, M.RELEASE): S.DELIVERED,
    (S.RETURNED, M.RELEASE): S.DELIVERED,
    (S.ASSIGNED, M.RELEASE): S.DELIVERED,
    (S.ACCEPTED, M.RELEASE): S.DELIVERED,
    (S.DRAFTING, M.RELEASE): S.DELIVERED,
    (S.REOPENED, M.RELEASE): S.DELIVERED,
}

STATE_WORDS = {
    S.REGISTERED: "已登记",
    S.ASSIGNED: "已交办",
    S.RETURNED: "已退回",
    S.ACCEPTED: "已接办",
    S.ASKED: "待补充",
    S.DRAFTING: "拟稿中",
    S.IN_REVIEW: "审签中",
    S.APPROVED: "待答复",
    S.DELIVERED: "已答复",
    S.CLOSED: "已办结",
    S.REOPENED: "重新办理",
    S.NOT_ACCEPTED: "不予受理",
    S.TRANSFERRED: "已转出",
    S.MERGED: "已并案",
}
MOVE_WORDS = {
    M.ASSIGN: "交办",
    M.RETURN: "退回",
    M.ACCEPT: "接办",
    M.ASK: "征询",
    M.RESUME: "恢复办理",
    M.DRAFT: "拟稿",
    M.SUBMIT: "送审",
    M.SEND_BACK: "退稿",
    M.APPROVE: "审签同意",
    M.DELIVER: "发出答复",
    M.CLOSE: "归档办结",
    M.REOPEN: "重新办理",
    M.DECLINE: "不予受理",
    M.TRANSFER: "转出",
    M.MERGE: "并案",
    M.UNMERGE: "拆案",
    M.TAKE_UP: "恢复受理",
    M.RELEASE: "以终报答复",
    M.RECALL: "收回送审稿",
    M.WITHDRAW: "退改定稿",
}

# Over without a reply of its own.
WITHOUT_REPLY = frozenset({S.NOT_ACCEPTED, S.TRANSFERRED, S.MERGED})
OPEN = frozenset(State) - {S.DELIVERED, S.CLOSED} - WITHOUT_REPLY
OVER = frozenset(State) - OPEN


def after(state: str, move: Move) -> State:
    """The state that `move` leads to, or RuleError naming what may be done instead."""
    following = MOVES.get((State(state), move))
    if following is None:
        # a case is answered by a last release only from its incident, so that is no advice here
        possible = "、".join(MOVE_WORDS[m] for m in moves_from(state) if m is not Move.RELEASE)
        raise RuleError(
            f"办件现处于“{STATE_WORDS[State(state)]}”环节，不能“{MOVE_WORDS[move]}”", fix=f"此环节可以：{possible}"
        )
    return following


def moves_from(state: str) -> list[Move]:
    return [move for (start, move) in MOVES if start == State(state)]
