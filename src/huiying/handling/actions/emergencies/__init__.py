"""应急 · The verbs of opinion and emergencies, in the order of an incident's life."""

from .conferring import Assignment, Minutes, confer, finish_task
from .correcting import Moments, correct_moments
from .ending import end_incident
from .grading import grade
from .offering import offer_release
from .opening import Account, open_incident
from .releasing import Written, save_release, submit_release
from .reviewing import close_review, keep_review
from .rostering import set_duty
from .signing import send_back_release, sign_release
from .watching import note_portal, tell_overdue

__all__ = [
    "Account",
    "Assignment",
    "Minutes",
    "Moments",
    "Written",
    "close_review",
    "confer",
    "correct_moments",
    "end_incident",
    "finish_task",
    "grade",
    "keep_review",
    "note_portal",
    "offer_release",
    "open_incident",
    "save_release",
    "send_back_release",
    "set_duty",
    "sign_release",
    "submit_release",
    "tell_overdue",
]
