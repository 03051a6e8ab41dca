"""信箱办理情况月度统计 · What came by each way of writing to us, how much was answered in time, and what the writers
said of it; for the office, and without sections and late list for the public.
"""

from .composing import compose
from .gathering import gather

__all__ = ["compose", "gather"]
