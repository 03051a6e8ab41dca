"""The verbs of rumour clues, in the order of a clue's life."""

from .capturing import add_captures, take_file, withdraw_file
from .handing import add_receipt, conclude, hand_over
from .making import drop_clue, make_clue, write_clue
from .posting import add_post, add_voices, change_post, take_out_post
from .signing import correct_clue, send_clue_back, sign_clue, submit_clue

__all__ = [
    "add_captures",
    "add_post",
    "add_receipt",
    "add_voices",
    "change_post",
    "conclude",
    "correct_clue",
    "drop_clue",
    "hand_over",
    "make_clue",
    "send_clue_back",
    "sign_clue",
    "submit_clue",
    "take_file",
    "take_out_post",
    "withdraw_file",
    "write_clue",
]
