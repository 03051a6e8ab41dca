"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, and the rules."""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Part
from .clock import Alarm, Clock, ClockQuerySet, Lamp
from .feed import FeedKey
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort

__all__ = [
    "Alarm",
    "Case",
    "CaseQuerySet",
    "CaseState",
    "Clock",
    "ClockQuerySet",
    "Decision",
    "Draft",
    "Extension",
    "FeedKey",
    "Grant",
    "Lamp",
    "Part",
    "Question",
    "Reply",
    "ReplyQuerySet",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Sort",
    "Why",
]
