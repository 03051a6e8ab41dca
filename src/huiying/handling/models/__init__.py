"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, and the rules."""

from .adoption import Adoption
from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Outcome, Part
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .inquiry import Inquiry, InquiryStep, Result, Verdict
from .keeping import Hold, HoldGround
from .message import MessageCursor, MessageSetting, StaffMessage
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort

__all__ = [
    "Adoption",
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
    "Hold",
    "HoldGround",
    "HowEnded",
    "Inquiry",
    "InquiryStep",
    "Lamp",
    "MessageCursor",
    "MessageSetting",
    "Outcome",
    "Part",
    "Question",
    "Reply",
    "ReplyQuerySet",
    "Result",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Slip",
    "Sort",
    "StaffMessage",
    "Stopped",
    "Verdict",
    "Why",
]
