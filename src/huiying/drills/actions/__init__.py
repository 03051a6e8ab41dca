"""演练 · The verbs of the stage: it is begun, played on, steered by its trainers, answered by its players, finished."""

from .acting import act_as
from .answering import answer_call
from .playing import begin, finish, play, scenario_in
from .timing import go_on, hurry, pause, step
from .training import RUN, give_hint, inject, require_trainer

__all__ = [
    "RUN",
    "act_as",
    "answer_call",
    "begin",
    "finish",
    "give_hint",
    "go_on",
    "hurry",
    "inject",
    "pause",
    "play",
    "require_trainer",
    "scenario_in",
    "step",
]
