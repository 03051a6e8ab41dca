"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, and the rules."""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Part
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .message import MessageCursor, MessageSetting, StaffMessage
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort
from .searching import SavedView, SearchText, ViewList

__all__ = [
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
    "Question",
    "Reply",
    "ReplyQuerySet",
    "Review",
    "Rule",
    "RuleQuerySet",
    "SavedView",
    "SearchText",
    "Slip",
    "Sort",
    "StaffMessage",
    "Stopped",
    "ViewList",
    "Why",
]
