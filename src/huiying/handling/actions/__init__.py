"""The verbs of handling, in the order of a case's life."""

from .answering import close, deliver, reopen
from .asking import answer_question, ask_writer, resume
from .assigning import accept, assign, return_to_information
from .attachments import take_attachment
from .classifying import set_kind
from .contacts import show_contact
from .continuing import join_case, take_continuations
from .declining import decline, take_up_again
from .enclosing import enclose, take_case_file, take_out
from .exporting import export_case, may_export
from .extending import ask_extension, decide_extension
from .looking import look
from .merging import merge, unmerge
from .noting import add_note, read_mentions, withdraw_note
from .opening import open_case, take_past_answers, take_waiting
from .ordering import set_order_term
from .ringing import ring
from .rules import adopt, preview, recompute
from .signing import approve, save_draft, send_back, submit
from .templating import change_template, make_template, retire_template
from .transferring import transfer_out
from .undoing import may_undo, undo

__all__ = [
    "accept",
    "add_note",
    "adopt",
    "answer_question",
    "approve",
    "ask_extension",
    "ask_writer",
    "assign",
    "change_template",
    "close",
    "decide_extension",
    "decline",
    "deliver",
    "enclose",
    "export_case",
    "join_case",
    "look",
    "make_template",
    "may_export",
    "may_undo",
    "merge",
    "open_case",
    "preview",
    "read_mentions",
    "recompute",
    "reopen",
    "resume",
    "retire_template",
    "return_to_information",
    "ring",
    "save_draft",
    "send_back",
    "set_kind",
    "set_order_term",
    "show_contact",
    "submit",
    "take_attachment",
    "take_case_file",
    "take_continuations",
    "take_out",
    "take_past_answers",
    "take_up_again",
    "take_waiting",
    "transfer_out",
    "undo",
    "unmerge",
    "withdraw_note",
]
