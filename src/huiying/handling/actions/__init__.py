"""The verbs of handling, in the order of a case's life."""

from .adopting import decide_adoption
from .anonymising import anonymise, anonymise_due, hold, lift
from .answering import close, deliver, reopen
from .asking import answer_question, ask_writer, resume
from .assigning import accept, assign, return_to_information
from .attachments import take_attachment
from .classifying import set_kind
from .commenting import comment, settle
from .contacts import read_whole, show_contact
from .continuing import join_case, take_continuations
from .declining import decline, take_up_again
from .disclosure.charging import ask_fee, let_fee_lapse, pay_fee
from .disclosure.consulting import consult, override, reached, take_opinion
from .disclosure.correcting import ask_correction, let_correction_lapse, take_correction
from .disclosure.deciding import decide
from .disclosure.frequent import ask_reasons, judge_reasons
from .disclosure.receiving import record_receipt, register_request
from .disclosure.redacting import make_copy
from .enclosing import enclose, take_case_file, take_out
from .exporting import export_case, may_export
from .extending import ask_extension, decide_extension
from .indexing import index_again, index_all_anew, index_waiting
from .inquiring import conclude, find, investigate
from .looking import look
from .merging import merge, unmerge
from .noting import add_note, read_mentions, withdraw_note
from .opening import open_case, take_past_answers, take_waiting
from .ordering import set_order_term
from .parting import accept_part, give_part, leave_out_part, reassign_part, return_part
from .proofing import proofread
from .recalling import recall, withdraw_text
from .ringing import ring
from .rules import adopt, preview, recompute
from .signing import approve, save_draft, send_back, submit
from .templating import change_template, make_template, retire_template
from .transferring import transfer_out
from .undoing import may_undo, undo
from .viewing import change_view, delete_view, save_view

__all__ = [
    "accept",
    "accept_part",
    "add_note",
    "adopt",
    "anonymise",
    "anonymise_due",
    "answer_question",
    "approve",
    "ask_correction",
    "ask_extension",
    "ask_fee",
    "ask_reasons",
    "ask_writer",
    "assign",
    "change_template",
    "change_view",
    "close",
    "comment",
    "conclude",
    "consult",
    "decide",
    "decide_adoption",
    "decide_extension",
    "decline",
    "delete_view",
    "deliver",
    "enclose",
    "export_case",
    "find",
    "give_part",
    "hold",
    "index_again",
    "index_all_anew",
    "index_waiting",
    "investigate",
    "join_case",
    "judge_reasons",
    "leave_out_part",
    "let_correction_lapse",
    "let_fee_lapse",
    "lift",
    "look",
    "make_copy",
    "make_template",
    "may_export",
    "may_undo",
    "merge",
    "open_case",
    "override",
    "pay_fee",
    "preview",
    "proofread",
    "reached",
    "read_mentions",
    "read_whole",
    "reassign_part",
    "recall",
    "recompute",
    "record_receipt",
    "register_request",
    "reopen",
    "resume",
    "retire_template",
    "return_part",
    "return_to_information",
    "ring",
    "save_draft",
    "save_view",
    "send_back",
    "set_kind",
    "set_order_term",
    "settle",
    "show_contact",
    "submit",
    "take_attachment",
    "take_case_file",
    "take_continuations",
    "take_correction",
    "take_opinion",
    "take_out",
    "take_past_answers",
    "take_up_again",
    "take_waiting",
    "transfer_out",
    "undo",
    "unmerge",
    "withdraw_note",
    "withdraw_text",
]
