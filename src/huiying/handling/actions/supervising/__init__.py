"""督办 · The deeds by which the office sees to it that matters are answered in time."""

from .binding import refuse_bound
from .cards import explain_card, give_cards, withdraw_card
from .chasing import accept_answer, answer_chase, cancel_chase, issue_chase, receive_chase, send_answer_back
from .freezing import freeze_late_lists
from .instructing import accept_report, instruct, instruct_on_voice, report_back, send_report_back, withdraw_instruction
from .reminding import remind

__all__ = [
    "accept_answer",
    "accept_report",
    "answer_chase",
    "cancel_chase",
    "explain_card",
    "freeze_late_lists",
    "give_cards",
    "instruct",
    "instruct_on_voice",
    "issue_chase",
    "receive_chase",
    "refuse_bound",
    "remind",
    "report_back",
    "send_answer_back",
    "send_report_back",
    "withdraw_card",
    "withdraw_instruction",
]
