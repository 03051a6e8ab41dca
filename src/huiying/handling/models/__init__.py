"""The nouns of handling: the case and all that hangs on it, its rules, how it is supervised, and clues of rumours."""

from .adoption import Adoption
from .asking import Extension, Grant, Question, Why
from .case import Case, CaseQuerySet, CaseState, Outcome
from .case_file import CaseFile, CaseFileQuerySet
from .clock import Alarm, Clock, ClockQuerySet, Lamp, Stopped
from .clue import Clue, ClueFile, CluePost, ClueState, Handover
from .comment import PassageComment, Proofreading
from .conferral import AfterAction, Conferral, IncidentTask
from .disclosure import (
    Applicant,
    ConsultedParty,
    DisclosureFee,
    DisclosureNotice,
    DisclosureQuerySet,
    DisclosureRequest,
    FeeMethod,
    NoticeSort,
    Opinion,
    PartySort,
    RedactedCopy,
    Redaction,
    Way,
)
from .duty import Duty
from .ending import Ending, HowEnded, Slip
from .feed import FeedKey
from .incident import Colour, Incident, IncidentQuerySet, IncidentSort, Starts
from .inquiry import Inquiry, InquiryStep, Result, Verdict
from .instruction import Errand, ErrandReport, Instruction, InstructionQuerySet
from .keeping import Hold, HoldGround
from .latelist import LateList, LateRow
from .message import MessageCursor, MessageSetting, StaffMessage
from .note import Mention, Note
from .part import BEFORE_APPROVAL, BEFORE_REVIEW, WAITED_FOR, Part, PartQuerySet, PartState
from .personal import ErasureGround, PersonRequest, Proof, Restriction, WhyKept
from .presence import Presence
from .release import Release, ReleaseQuerySet, ReleaseSort, ReleaseState
from .reply import Decision, Draft, Reply, ReplyQuerySet, Review, Step
from .rule import Rule, RuleQuerySet, Sort
from .searching import SavedView, SearchText, ViewList
from .supervision import (
    CHASE_OVER,
    CHASE_WITH_SECTION,
    Card,
    CardColour,
    CardQuerySet,
    ChaseAnswer,
    ChaseOrder,
    ChaseOrderQuerySet,
    ChaseState,
    Reminder,
)
from .template import ReplyTemplate, TemplateVersion

__all__ = [
    "BEFORE_APPROVAL",
    "BEFORE_REVIEW",
    "CHASE_OVER",
    "CHASE_WITH_SECTION",
    "WAITED_FOR",
    "Adoption",
    "AfterAction",
    "Alarm",
    "Applicant",
    "Card",
    "CardColour",
    "CardQuerySet",
    "Case",
    "CaseFile",
    "CaseFileQuerySet",
    "CaseQuerySet",
    "CaseState",
    "ChaseAnswer",
    "ChaseOrder",
    "ChaseOrderQuerySet",
    "ChaseState",
    "Clock",
    "ClockQuerySet",
    "Clue",
    "ClueFile",
    "CluePost",
    "ClueState",
    "Colour",
    "Conferral",
    "ConsultedParty",
    "Decision",
    "DisclosureFee",
    "DisclosureNotice",
    "DisclosureQuerySet",
    "DisclosureRequest",
    "Draft",
    "Duty",
    "Ending",
    "ErasureGround",
    "Errand",
    "ErrandReport",
    "Extension",
    "FeeMethod",
    "FeedKey",
    "Grant",
    "Handover",
    "Hold",
    "HoldGround",
    "HowEnded",
    "Incident",
    "IncidentQuerySet",
    "IncidentSort",
    "IncidentTask",
    "Inquiry",
    "InquiryStep",
    "Instruction",
    "InstructionQuerySet",
    "Lamp",
    "LateList",
    "LateRow",
    "Mention",
    "MessageCursor",
    "MessageSetting",
    "Note",
    "NoticeSort",
    "Opinion",
    "Outcome",
    "Part",
    "PartQuerySet",
    "PartState",
    "PartySort",
    "PassageComment",
    "PersonRequest",
    "Presence",
    "Proof",
    "Proofreading",
    "Question",
    "RedactedCopy",
    "Redaction",
    "Release",
    "ReleaseQuerySet",
    "ReleaseSort",
    "ReleaseState",
    "Reminder",
    "Reply",
    "ReplyQuerySet",
    "ReplyTemplate",
    "Restriction",
    "Result",
    "Review",
    "Rule",
    "RuleQuerySet",
    "SavedView",
    "SearchText",
    "Slip",
    "Sort",
    "StaffMessage",
    "Starts",
    "Step",
    "Stopped",
    "TemplateVersion",
    "Verdict",
    "ViewList",
    "Way",
    "Why",
    "WhyKept",
]
