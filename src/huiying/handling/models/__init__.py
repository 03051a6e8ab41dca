"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, and the rules."""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .comment import PassageComment, Proofreading
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .message import MessageCursor, MessageSetting, StaffMessage
from .part import BEFORE_APPROVAL, BEFORE_REVIEW, WAITED_FOR, Part, PartQuerySet, PartState
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review, Step
from .rule import Rule, RuleQuerySet, Sort

__all__ = [
    "BEFORE_APPROVAL",
    "BEFORE_REVIEW",
    "WAITED_FOR",
    "Alarm",
    "Case",
    "CaseQuerySet",
    "CaseState",
    "Clock",
    "ClockQuerySet",
    "Decision",
    "Draft",
    "Ending",
    "Extension",
    "FeedKey",
    "Grant",
    "HowEnded",
    "Lamp",
    "MessageCursor",
    "MessageSetting",
    "Part",
    "PartQuerySet",
    "PartState",
    "PassageComment",
    "Proofreading",
    "Question",
    "Reply",
    "ReplyQuerySet",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Slip",
    "Sort",
    "StaffMessage",
    "Step",
    "Stopped",
    "Why",
]
