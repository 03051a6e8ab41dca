"""The verbs of handling, in the order of a case's life."""

from .answering import close, deliver, reopen
from .assigning import accept, assign, return_to_information
from .contacts import show_contact
from .opening import open_case, take_past_answers, take_waiting
from .signing import approve, save_draft, send_back, submit

__all__ = [
    "accept",
    "approve",
    "assign",
    "close",
    "deliver",
    "open_case",
    "reopen",
    "return_to_information",
    "save_draft",
    "send_back",
    "show_contact",
    "submit",
    "take_past_answers",
    "take_waiting",
]
