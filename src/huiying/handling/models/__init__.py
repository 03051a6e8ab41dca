"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, and the rules."""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Part
from .case_file import CaseFile, CaseFileQuerySet
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .message import MessageCursor, MessageSetting, StaffMessage
from .note import Mention, Note
from .presence import Presence
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort
from .template import ReplyTemplate, TemplateVersion

__all__ = [
    "Alarm",
    "Case",
    "CaseFile",
    "CaseFileQuerySet",
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
    "Mention",
    "MessageCursor",
    "MessageSetting",
    "Note",
    "Part",
    "Presence",
    "Question",
    "Reply",
    "ReplyQuerySet",
    "ReplyTemplate",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Slip",
    "Sort",
    "StaffMessage",
    "Stopped",
    "TemplateVersion",
    "Why",
]
