"""评分 · A drill is judged from the rows of its world alone: each point by its own evidence."""

from .reading import read_result
from .result import canonical, digest_of, result
from .scoring import score

__all__ = ["canonical", "digest_of", "read_result", "result", "score"]
