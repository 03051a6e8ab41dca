"""舆情台账 · The ledger of public opinion: a row for each voice in the official columns, and a summary whose numbers
are those of the catalogue.
"""

from .composing import compose
from .gathering import gather

__all__ = ["compose", "gather"]
