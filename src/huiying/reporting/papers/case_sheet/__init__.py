"""舆情办理单 · One case on a sheet of A4: what was said, how far it went, who did what and when, and the answer."""

from .composing import compose
from .gathering import gather

__all__ = ["compose", "gather"]
