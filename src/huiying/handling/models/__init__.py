"""The nouns of handling: the case and its parts, its clocks, what is asked of its writer, its reply, the
incident with its releases, and the rules.
"""

from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Part
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .conferral import AfterAction, Conferral, IncidentTask
from .duty import Duty
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .incident import Colour, Incident, IncidentQuerySet, IncidentSort, Starts
from .message import MessageCursor, MessageSetting, StaffMessage
from .release import Release, ReleaseQuerySet, ReleaseSort, ReleaseState
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review
from .rule import Rule, RuleQuerySet, Sort

__all__ = [
    "AfterAction",
    "Alarm",
    "Case",
    "CaseQuerySet",
    "CaseState",
    "Clock",
    "ClockQuerySet",
    "Colour",
    "Conferral",
    "Decision",
    "Draft",
    "Duty",
    "Ending",
    "Extension",
    "FeedKey",
    "Grant",
    "HowEnded",
    "Incident",
    "IncidentQuerySet",
    "IncidentSort",
    "IncidentTask",
    "Lamp",
    "MessageCursor",
    "MessageSetting",
    "Part",
    "Question",
    "Release",
    "ReleaseQuerySet",
    "ReleaseSort",
    "ReleaseState",
    "Reply",
    "ReplyQuerySet",
    "Review",
    "Rule",
    "RuleQuerySet",
    "Slip",
    "Sort",
    "StaffMessage",
    "Starts",
    "Stopped",
    "Why",
]
