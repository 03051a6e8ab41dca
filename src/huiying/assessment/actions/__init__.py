"""The verbs of assessment: the machine proposes, a person confirms, topics are gathered and put right, the office sets
its thresholds.
"""

from .confirming import confirm
from .gathering import ask_gathering, gather_topics, gathering_is_due, grow_topics
from .grading import set_thresholds
from .proposing import assess
from .rescuing import assess_by_hand, try_again
from .sorting import merge_topics, rename_topic, split_topic, take_out

__all__ = [
    "ask_gathering",
    "assess",
    "assess_by_hand",
    "confirm",
    "gather_topics",
    "gathering_is_due",
    "grow_topics",
    "merge_topics",
    "rename_topic",
    "set_thresholds",
    "split_topic",
    "take_out",
    "try_again",
]
