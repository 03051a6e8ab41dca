"""问与答 · Whether something that is published answers what is asked, and with which passage.

`Matcher(pages).search(question, top)` ranks pages by the best of their passages: by words, by characters and their
pairs (BM25), by meaning (the stream's sentence encoder), and by what a question of this form asks for, which was
learned from questions with their answers. `answering.chance` says how likely the found passage is the answer.
"""

from . import needs, shape
from .answering import Evidence, chance
from .matcher import Match, Matcher
from .page import Page

__all__ = ["Evidence", "Match", "Matcher", "Page", "chance", "needs", "shape"]
