"""The verbs of handling, in the order of a case's life."""

from .adopting import decide_adoption
from .anonymising import anonymise, anonymise_due, hold, lift
from .answering import close, deliver, reopen
from .asking import answer_question, ask_writer, resume
from .assigning import accept, assign, return_to_information
from .attachments import take_attachment
from .classifying import set_kind
from .contacts import show_contact
from .continuing import join_case, take_continuations
from .declining import decline, take_up_again
from .extending import ask_extension, decide_extension
from .inquiring import conclude, find, investigate
from .merging import merge, unmerge
from .opening import open_case, take_past_answers, take_waiting
from .ordering import set_order_term
from .ringing import ring
from .rules import adopt, preview, recompute
from .signing import approve, save_draft, send_back, submit
from .transferring import transfer_out
from .undoing import may_undo, undo

__all__ = [
    "accept",
    "adopt",
    "anonymise",
    "anonymise_due",
    "answer_question",
    "approve",
    "ask_extension",
    "ask_writer",
    "assign",
    "close",
    "conclude",
    "decide_adoption",
    "decide_extension",
    "decline",
    "deliver",
    "find",
    "hold",
    "investigate",
    "join_case",
    "lift",
    "may_undo",
    "merge",
    "open_case",
    "preview",
    "recompute",
    "reopen",
    "resume",
    "return_to_information",
    "ring",
    "save_draft",
    "send_back",
    "set_kind",
    "set_order_term",
    "show_contact",
    "submit",
    "take_attachment",
    "take_continuations",
    "take_past_answers",
    "take_up_again",
    "take_waiting",
    "transfer_out",
    "undo",
    "unmerge",
]
