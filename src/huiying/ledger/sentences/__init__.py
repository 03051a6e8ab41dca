"""The ledger in plain sentences. A deed that is missing here is shown by its own name, so that nothing is hidden."""

from .names import NAMES
from .telling import quoted, sentence, thing, who

__all__ = ["NAMES", "quoted", "sentence", "thing", "who"]
