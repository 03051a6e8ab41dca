"""The verbs of assessment: the machine proposes, a person confirms, topics are gathered."""

from .confirming import confirm
from .gathering import gather_topics
from .proposing import assess

__all__ = ["assess", "confirm", "gather_topics"]
