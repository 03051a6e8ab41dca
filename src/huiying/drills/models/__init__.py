"""The nouns of the room: a drill as the office knows it, and the stage as it stands in the drill's own world."""

from .drill import Drill, DrillPaper, DrillState, OwnScenario
from .stage import Call, Prompt, Pulse, Stage, Told, Utterance

__all__ = [
    "Call",
    "Drill",
    "DrillPaper",
    "DrillState",
    "OwnScenario",
    "Prompt",
    "Pulse",
    "Stage",
    "Told",
    "Utterance",
]
