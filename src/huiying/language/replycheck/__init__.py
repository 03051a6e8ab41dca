"""查稿 · What a draft still lacks before it may go to the citizen: each finding with its place and a sentence why."""

from .answering import answered
from .checking import check
from .finding import Asked, Finding, Names
from .scoring import Score, score

__all__ = ["Asked", "Finding", "Names", "Score", "answered", "check", "score"]
