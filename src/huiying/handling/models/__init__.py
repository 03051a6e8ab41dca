"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, the clues of
rumours, and the rules.
"""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Part
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .clue import Clue, ClueFile, CluePost, ClueState, Handover
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .message import MessageCursor, MessageSetting, StaffMessage
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort

__all__ = [
    "Alarm",
    "Case",
    "CaseQuerySet",
    "CaseState",
    "Clock",
    "ClockQuerySet",
    "Clue",
    "ClueFile",
    "CluePost",
    "ClueState",
    "Decision",
    "Draft",
    "Ending",
    "Extension",
    "FeedKey",
    "Grant",
    "Handover",
    "HowEnded",
    "Lamp",
    "MessageCursor",
    "MessageSetting",
    "Part",
    "Question",
    "Reply",
    "ReplyQuerySet",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Slip",
    "Sort",
    "StaffMessage",
    "Stopped",
    "Why",
]
