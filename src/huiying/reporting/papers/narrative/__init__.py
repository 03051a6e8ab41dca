"""叙述 · Sentences without a language model: what the figures show chooses what is said, and each number is cited.

While facts are gathered, `series(numbers, "received", by=("channel", "theme"))` takes what there is to say of a figure;
put what it gives into the facts under `"series"`, by any name. When the paper is composed, `Narrator(facts)` tells it:
`tell("received")` in whole sentences, `clauses("received")` in clauses without a full stop.
"""

from .gathering import SeriesFacts, series
from .narrator import Narrator

__all__ = ["Narrator", "SeriesFacts", "series"]
